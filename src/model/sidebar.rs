//! The arrangement of members' sidebars.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::model::characters::{is_hidden, is_visible};
use crate::model::ids::AccountId;
use crate::model::people::Person;

/// Where a member has put a room in the sidebar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Placement {
    /// Whether it is above all others.
    pub starred: bool,
    /// The section that it is in; none: that of its kind.
    pub section: Option<SectionName>,
}

/// The name of a section: 1 to 32 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SectionName(String);

/// Why a section's name was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionNameError {
    /// More than [`SectionName::MAX_CHARS`].
    TooLong,
    /// Control or direction characters, which could change the text around the name, or no visible character.
    Character,
}

impl SectionName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 32;

    /// Parses a name as typed; white space is collapsed to single spaces. None where nothing was typed.
    ///
    /// # Errors
    /// When it is too long, or has control or direction characters, or no visible one.
    pub fn parse(typed: &str) -> Result<Option<Self>, SectionNameError> {
        let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
        if name.is_empty() {
            return Ok(None);
        }
        if name.chars().count() > Self::MAX_CHARS {
            return Err(SectionNameError::TooLong);
        }
        if name.chars().any(is_hidden) || !name.chars().any(is_visible) {
            return Err(SectionNameError::Character);
        }
        Ok(Some(Self(name)))
    }

    /// A name that was parsed before it was stored.
    #[must_use]
    pub fn from_store(name: String) -> Self {
        Self(name)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SectionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The only other person in a direct conversation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Face {
    /// The account.
    pub account: AccountId,
    /// The person as shown.
    pub person: Person,
}

/// The order of rooms within each section of a sidebar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RoomOrder {
    /// By name.
    #[default]
    Name,
    /// By the newest message, newest first.
    Activity,
}

impl RoomOrder {
    /// All orders.
    pub const ALL: [Self; 2] = [Self::Name, Self::Activity];

    /// The name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Activity => "activity",
        }
    }

    /// The order of a name returned by [`Self::name`]; none for other names.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

/// The width of the sidebar on wide screens, in one browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SidebarWidth {
    /// Behind a button, as on narrow screens.
    Hidden,
    /// 13 rem.
    Narrow,
    /// 16.5 rem.
    #[default]
    Normal,
    /// 20 rem.
    Wide,
    /// 26 rem.
    Wider,
}

impl SidebarWidth {
    /// All widths, from narrow to wide.
    pub const ALL: [Self; 5] = [Self::Hidden, Self::Narrow, Self::Normal, Self::Wide, Self::Wider];

    /// The name in forms, in the cookie and in class names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Narrow => "narrow",
            Self::Normal => "normal",
            Self::Wide => "wide",
            Self::Wider => "wider",
        }
    }

    /// The width of a name returned by [`Self::name`]; none for other names.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|width| width.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section_names_are_one_line_of_visible_characters() {
        let parsed = |typed: &str| SectionName::parse(typed).map(|name| name.map(|name| name.to_string()));
        assert_eq!(parsed("  Big \n plans "), Ok(Some("Big plans".to_owned())));
        assert_eq!(parsed(" \n"), Ok(None), "no section");
        assert_eq!(parsed("\u{202e}x"), Err(SectionNameError::Character));
        assert_eq!(parsed("\u{200d}"), Err(SectionNameError::Character));
        assert_eq!(parsed(&"ä".repeat(32)), Ok(Some("ä".repeat(32))));
        assert_eq!(parsed(&"ä".repeat(33)), Err(SectionNameError::TooLong));
    }
}
