//! How pages are written for somebody: in which language, and with the times of which zone.

use std::hash::{Hash, Hasher};

use jiff::tz::TimeZone;

/// A language that pages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Arabic, written from right to left.
    Arabic,
    /// Japanese.
    Japanese,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::English, Self::Arabic, Self::Japanese];

    /// The language's tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
            Self::Japanese => "ja",
        }
    }

    /// The language of a tag that [`Self::tag`] gave.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// What the language calls itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Arabic => "العربية",
            Self::Japanese => "日本語",
        }
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_right_to_left(self) -> bool {
        self == Self::Arabic
    }
}

/// A time zone of the IANA database, or the system's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of this name, such as `Europe/Berlin`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// The system's.
    #[must_use]
    pub fn system() -> Self {
        Self(TimeZone::system())
    }

    /// Its name in the IANA database; none where the system's has none.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.iana_name()
    }

    /// What computes with it.
    #[must_use]
    pub fn rules(&self) -> &TimeZone {
        &self.0
    }

    /// The names of all zones, in order.
    #[must_use]
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        names.sort_unstable();
        names
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iana_name().hash(state);
    }
}

/// How pages are written for somebody. What is the same for everyone who shares one is rendered once for all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Locale {
    /// The language.
    pub language: Language,
    /// The zone of times.
    pub zone: Zone,
}

/// What somebody has chosen; nothing is as the browser asks, or as the server has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocaleChoice {
    /// The language.
    pub language: Option<Language>,
    /// The zone of times.
    pub zone: Option<Zone>,
}

impl LocaleChoice {
    /// What was chosen, else what there is otherwise.
    #[must_use]
    pub fn or(&self, otherwise: &Locale) -> Locale {
        Locale {
            language: self.language.unwrap_or(otherwise.language),
            zone: self.zone.clone().unwrap_or_else(|| otherwise.zone.clone()),
        }
    }
}
