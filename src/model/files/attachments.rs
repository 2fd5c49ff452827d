//! The files of a message.

use super::kinds::FileKind;
use super::names::FileName;
use super::waveforms::Waveform;
use crate::model::people::PictureKind;

/// The key of a file: 128 random bits in base64url. It is in the file's URL, and names its folder in the storage.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FileKey(String);

impl FileKey {
    /// The length of 128 bits in base64url.
    const LENGTH: usize = 22;

    /// Parses a key from a URL or a form; none for texts that are no keys.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_of_key = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_');
        (text.len() == Self::LENGTH && text.bytes().all(is_of_key)).then(|| Self(text.to_owned()))
    }

    /// A key that was parsed before it was stored.
    #[must_use]
    pub(crate) fn from_store(key: String) -> Self {
        Self(key)
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A file of a message, or one that is uploaded for the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its key.
    pub key: FileKey,
    /// Its name.
    pub name: FileName,
    /// Its media type, by its content.
    pub media_type: String,
    /// How it is shown.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: u64,
    /// Width and height of a picture, upright, in pixels.
    pub shape: Option<(u32, u32)>,
    /// Whether it is a picture that moves.
    pub is_animated: bool,
    /// The format of the small picture, if there is one.
    pub thumbnail: Option<PictureKind>,
    /// The first lines of a text.
    pub excerpt: Option<String>,
    /// The length and loudness of a voice message.
    pub waveform: Option<Waveform>,
    /// The alternative text of a picture; empty where none was given.
    pub alt: String,
    /// Whether a picture or film is only shown when asked for.
    pub is_hidden: bool,
}

impl Attachment {
    /// The most files of a message.
    pub const MAX_PER_MESSAGE: usize = 20;

    /// The longer side of small pictures, in pixels.
    pub const THUMBNAIL_SIDE: u32 = 640;

    /// The longest alternative text, in characters.
    pub const MAX_ALT: usize = 1_000;

    /// Width and height of the small picture, or of the picture where there is no small one.
    #[must_use]
    pub fn small_shape(&self) -> Option<(u32, u32)> {
        let (width, height) = self.shape?;
        let longer = u64::from(width.max(height).max(1));
        let side = u64::from(Self::THUMBNAIL_SIDE).min(longer);
        let scaled = |length: u32| u32::try_from((u64::from(length) * side / longer).max(1)).unwrap_or(1);
        Some((scaled(width), scaled(height)))
    }
}

/// An alternative text as it is stored: one paragraph of at most [`Attachment::MAX_ALT`] characters.
#[must_use]
pub fn alt_text(typed: &str) -> String {
    let mut text = String::new();
    for word in typed.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        if text.len() > 4 * Attachment::MAX_ALT {
            break;
        }
    }
    let end = text.char_indices().nth(Attachment::MAX_ALT).map_or(text.len(), |(at, _)| at);
    text.truncate(end);
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_22_characters_of_base64url() {
        let key = "AbCdEfGhIjKlMnOpQrSt-_";
        assert_eq!(FileKey::parse(key).unwrap().as_str(), key);
        for bad in [
            "",
            "AbCdEfGhIjKlMnOpQrSt-",
            "AbCdEfGhIjKlMnOpQrSt-/",
            "..",
            "AbCdEfGhIjKlMnOpQrSt-_x",
            "ÄbCdEfGhIjKlMnOpQrSt-",
        ] {
            assert_eq!(FileKey::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn alternative_texts_are_one_paragraph() {
        assert_eq!(alt_text(" a  cat\r\non\u{0}a mat "), "a cat on a mat");
        assert_eq!(alt_text(&"x".repeat(20_000)).len(), Attachment::MAX_ALT);
    }
}
