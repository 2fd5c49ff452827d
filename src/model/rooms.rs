//! Where people talk.

use std::fmt;

use jiff::Timestamp;
use unicode_normalization::UnicodeNormalization as _;

use super::{ChangeNumber, Username};

/// The database key of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoomId(pub i64);

/// A place with a conversation of its own.
#[derive(Clone, Debug)]
pub struct Room {
    /// The database key.
    pub id: RoomId,
    /// Its part of the address.
    pub slug: Slug,
    /// Its name as shown.
    pub name: RoomName,
    /// The newest change.
    pub change: ChangeNumber,
}

/// A room to go to.
#[derive(Clone, Debug)]
pub struct RoomLink {
    /// Its part of the address.
    pub slug: Slug,
    /// Its name as shown.
    pub name: RoomName,
}

/// A room in the list of rooms.
#[derive(Clone, Debug)]
pub struct RoomSummary {
    /// The way to it.
    pub link: RoomLink,
    /// Who spoke last, and when; none where nobody has yet.
    pub last: Option<(Username, Timestamp)>,
}

/// The name of a room: 1 to 80 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomName(String);

/// Why a room's name was refused; displays as advice to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomNameError {
    /// Nothing was typed.
    #[error("Give the room a name.")]
    Empty,
    /// More than [`RoomName::MAX_CHARS`].
    #[error("Room names have at most 80 characters.")]
    TooLong,
    /// Control or direction characters, which would mislead where the name is shown.
    #[error("Room names are one line of visible characters.")]
    Character,
}

impl RoomName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 80;

    /// Reads a name as typed; each run of space becomes one.
    ///
    /// # Errors
    /// When it is empty, too long, or has control characters.
    pub fn parse(typed: &str) -> Result<Self, RoomNameError> {
        let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
        if name.is_empty() {
            return Err(RoomNameError::Empty);
        }
        if name.chars().count() > Self::MAX_CHARS {
            return Err(RoomNameError::TooLong);
        }
        let hidden = |c: char| {
            c.is_control()
                || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        };
        if name.chars().any(hidden) { Err(RoomNameError::Character) } else { Ok(Self(name)) }
    }

    /// What names are compared by: two rooms never have the same key.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.nfkc().collect::<String>().to_lowercase()
    }

    /// The name as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name that was parsed before it was stored.
    pub(crate) fn from_store(name: String) -> Self {
        Self(name)
    }
}

impl fmt::Display for RoomName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A room's part of the address: lower-case letters and digits of any script, with single hyphens between them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slug(String);

impl Slug {
    /// The slug that a name gives; `room` where nothing of the name can stand in one.
    #[must_use]
    pub fn from_name(name: &RoomName) -> Self {
        let mut slug = String::new();
        for c in name.key().chars() {
            // Marks (Indic vowel signs, for example) belong to the letter before them.
            if c.is_alphanumeric() || (unicode_normalization::char::is_combining_mark(c) && !slug.is_empty()) {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = slug.trim_end_matches('-');
        Self(if slug.is_empty() { "room".to_owned() } else { slug.to_owned() })
    }

    /// Reads a slug from an address, whatever its case.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.nfkc().collect::<String>().to_lowercase())
    }

    /// The same slug with a number, for when it is taken.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        Self(format!("{}-{number}", self.0))
    }

    /// The text of it, not yet percent-encoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_the_letters_of_every_script() {
        let slug = |name: &str| Slug::from_name(&RoomName::parse(name).unwrap()).0;
        assert_eq!(slug("General"), "general");
        assert_eq!(slug("  Off topic & Fun! "), "off-topic-fun");
        assert_eq!(slug("Über Bücher"), "über-bücher");
        assert_eq!(slug("日本語 の部屋"), "日本語-の部屋");
        assert_eq!(slug("हिन्दी"), "हिन्दी");
        assert_eq!(slug("../admin?x=1#y"), "admin-x-1-y");
        assert_eq!(slug("🎉🎉"), "room");
    }

    #[test]
    fn room_names_are_one_visible_line() {
        assert_eq!(RoomName::parse(" a\n b\t ").unwrap().as_str(), "a b");
        assert_eq!(RoomName::parse(" "), Err(RoomNameError::Empty));
        assert_eq!(RoomName::parse(&"x".repeat(81)), Err(RoomNameError::TooLong));
        assert_eq!(RoomName::parse("evil\u{202e}"), Err(RoomNameError::Character));
    }
}
