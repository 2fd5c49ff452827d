//! The language and time zone in which pages are rendered.

use std::hash::{Hash, Hasher};

use jiff::tz::TimeZone;

/// A language of the interface.
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
    /// All languages.
    pub const ALL: [Self; 3] = [Self::English, Self::Arabic, Self::Japanese];

    /// The language tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
            Self::Japanese => "ja",
        }
    }

    /// The language of a tag returned by [`Self::tag`]; none for other tags.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The language's name in the language itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Arabic => "العربية",
            Self::Japanese => "日本語",
        }
    }

    /// Whether the language is written from right to left.
    #[must_use]
    pub fn is_right_to_left(self) -> bool {
        self == Self::Arabic
    }
}

/// A time zone of the IANA database, or the system's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone with this name, such as `Europe/Berlin`; none where the database lacks it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// The system's time zone.
    #[must_use]
    pub fn system() -> Self {
        Self(TimeZone::system())
    }

    /// The name in the IANA database; none where the system's zone has no name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.iana_name()
    }

    /// The rules for converting timestamps to local time.
    #[must_use]
    pub fn rules(&self) -> &TimeZone {
        &self.0
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

/// The language and time zone of a page. Everybody with the same locale gets the same bytes, rendered once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Locale {
    /// The language.
    pub language: Language,
    /// The time zone.
    pub zone: Zone,
}

/// The language and time zone in somebody's settings. None: the browser's language, the server's time zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocaleChoice {
    /// The language.
    pub language: Option<Language>,
    /// The time zone.
    pub zone: Option<Zone>,
}

impl LocaleChoice {
    /// The chosen values; `default` for those not chosen.
    #[must_use]
    pub fn or(&self, default: &Locale) -> Locale {
        Locale {
            language: self.language.unwrap_or(default.language),
            zone: self.zone.clone().unwrap_or_else(|| default.zone.clone()),
        }
    }
}
