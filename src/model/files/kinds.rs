//! Kinds of files, by their media types.

/// How a file is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// A picture that browsers show.
    Picture,
    /// A sound.
    Audio,
    /// A film.
    Video,
    /// A text, in UTF-8.
    Text,
    /// A PDF document.
    Pdf,
    /// Another file: it is only downloaded.
    #[default]
    Other,
}

impl FileKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [Self::Picture, Self::Audio, Self::Video, Self::Text, Self::Pdf, Self::Other];

    /// The name in the database, in URLs and in searches.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Picture => "image",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Text => "text",
            Self::Pdf => "pdf",
            Self::Other => "other",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind of a media type. Only those that browsers show or play without scripts are other than
    /// [`FileKind::Other`]: SVG and HTML have scripts.
    #[must_use]
    pub fn of(media_type: &str) -> Self {
        match media_type {
            "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/avif" => Self::Picture,
            "audio/mpeg" | "audio/mp4" | "audio/aac" | "audio/ogg" | "audio/opus" | "audio/flac" | "audio/wav"
            | "audio/webm" => Self::Audio,
            "video/mp4" | "video/webm" | "video/ogg" | "video/quicktime" => Self::Video,
            "text/plain" => Self::Text,
            "application/pdf" => Self::Pdf,
            _ => Self::Other,
        }
    }

    /// Whether a browser shows the file instead of saving it.
    #[must_use]
    pub fn is_inline(self) -> bool {
        self != Self::Other
    }
}

#[cfg(test)]
mod tests {
    use super::FileKind;

    #[test]
    fn files_with_scripts_are_only_downloaded() {
        for media_type in
            ["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "text/javascript", ""]
        {
            assert_eq!(FileKind::of(media_type), FileKind::Other);
            assert!(!FileKind::of(media_type).is_inline());
        }
        for kind in FileKind::ALL {
            assert_eq!(FileKind::parse(kind.name()), Some(kind));
        }
    }
}
