//! Names and descriptions of rooms.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::skeletons::without_ignorable;
use crate::model::characters::{is_hidden, is_visible};

/// The name of a room: 1 to 80 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomName(String);

/// Why a room's name was refused. `Display` is in English, for administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomNameError {
    /// Nothing was typed.
    #[error("Give the room a name.")]
    Empty,
    /// More than [`RoomName::MAX_CHARS`].
    #[error("Room names can have at most 80 characters.")]
    TooLong,
    /// Control or direction characters, which could change the text around the name, or no visible character.
    #[error("Room names must be one line of visible characters.")]
    Character,
}

impl RoomName {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 80;

    /// Parses a name as typed; white space is collapsed to single spaces.
    ///
    /// # Errors
    /// When it is empty, too long, has control or direction characters, or no visible one.
    pub fn parse(typed: &str) -> Result<Self, RoomNameError> {
        let name: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
        if name.is_empty() {
            return Err(RoomNameError::Empty);
        }
        if name.chars().count() > Self::MAX_CHARS {
            return Err(RoomNameError::TooLong);
        }
        let misleads = name.chars().any(is_hidden) || !name.chars().any(is_visible);
        if misleads { Err(RoomNameError::Character) } else { Ok(Self(name)) }
    }

    /// The form of the name for comparing: without case, width and invisible characters. Two open rooms never have the
    /// same key.
    #[must_use]
    pub fn key(&self) -> String {
        without_ignorable(&self.0.nfkc().collect::<String>().to_lowercase())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Wraps a stored name, which was parsed before it was stored.
    pub(crate) fn from_store(name: String) -> Self {
        Self(name)
    }
}

impl fmt::Display for RoomName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A room's description: up to 500 characters on one line; may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomDescription(String);

impl RoomDescription {
    /// The longest description, in characters.
    pub const MAX_CHARS: usize = 500;

    /// Parses a description as typed; white space is collapsed to single spaces.
    ///
    /// # Errors
    /// When it is too long, or has control or direction characters.
    pub fn parse(typed: &str) -> Result<Self, RoomDescriptionError> {
        let text: String = typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
        match text.chars().count() {
            count if count > Self::MAX_CHARS => Err(RoomDescriptionError::TooLong(count)),
            _ if text.chars().any(is_hidden) => Err(RoomDescriptionError::Character),
            _ => Ok(Self(text)),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a room's description was refused. `Display` is in English, for administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomDescriptionError {
    /// More than [`RoomDescription::MAX_CHARS`].
    #[error("This description has {0} characters; the maximum is 500.")]
    TooLong(usize),
    /// Control or direction characters, which could change the text around the description.
    #[error("Descriptions must be one line of visible characters.")]
    Character,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn room_names_are_one_visible_line() {
        assert_eq!(RoomName::parse(" a\n b\t ").unwrap().as_str(), "a b");
        assert_eq!(RoomName::parse(" "), Err(RoomNameError::Empty));
        assert_eq!(RoomName::parse(&"x".repeat(81)), Err(RoomNameError::TooLong));
        assert_eq!(RoomName::parse("evil\u{202e}"), Err(RoomNameError::Character));
        assert_eq!(RoomName::parse("\u{ad}"), Err(RoomNameError::Character));
    }

    #[test]
    fn room_names_are_compared_without_invisible_characters() {
        let key = |name: &str| RoomName::parse(name).unwrap().key();
        for twin in ["gen\u{ad}eral", "General\u{200d}", "\u{fe0f}GENERAL", "ｇｅｎｅｒａｌ"] {
            assert_eq!(key(twin), "general");
        }
        assert_eq!(key("نرگس\u{200c}ها"), key("نرگسها"));
    }
}
