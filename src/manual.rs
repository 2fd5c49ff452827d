//! The manual: the chapters in `docs`, as they are.

/// A chapter.
#[derive(Debug)]
pub(crate) struct Chapter {
    /// The name of its file without the extension.
    pub(crate) topic: &'static str,
    /// Its Markdown.
    pub(crate) text: &'static str,
}

impl Chapter {
    /// The title, which is its first line.
    pub(crate) fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }
}

macro_rules! chapters {
    ($($topic:literal),* $(,)?) => {
        [$(Chapter { topic: $topic, text: include_str!(concat!("../docs/", $topic, ".md")) }),*]
    };
}

/// All chapters, in reading order. A test holds that these are the files in `docs`.
pub(crate) static CHAPTERS: [Chapter; 24] = chapters![
    "installing",
    "basics",
    "rooms",
    "writing",
    "files",
    "accounts",
    "searching",
    "notifications",
    "accessibility",
    "registration",
    "single-sign-on",
    "administration",
    "commands",
    "https",
    "proxies",
    "mail",
    "systemd",
    "backups",
    "monitoring",
    "storage",
    "import",
    "settings",
    "limits",
    "developing",
];

/// The chapter on a topic.
pub(crate) fn chapter(topic: &str) -> Option<&'static Chapter> {
    CHAPTERS.iter().find(|chapter| chapter.topic == topic)
}
