//! Custom emoji: pictures with names, which people add to the server.

use std::fmt;

use jiff::Timestamp;

use super::text::{is_custom_name, shortcode};
use super::{AccountId, Person};

/// The most custom emoji of a server.
pub const MAX_CUSTOM_EMOJI: u32 = 500;

/// The most custom emoji added by one person.
pub const MAX_CUSTOM_EMOJI_PER_PERSON: u32 = 50;

/// The most different custom emoji in one text; later ones are text.
pub const MAX_CUSTOM_EMOJI_PER_TEXT: usize = 20;

/// The longer side of a stored picture, in pixels.
pub const CUSTOM_EMOJI_SIDE: u32 = 128;

/// The name of a custom emoji, without colons: 2 to 32 of `a` to `z`, digits, `_`, `+` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmojiName(String);

/// Why a name was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmojiNameError {
    /// Other characters, too few or too many.
    Invalid,
    /// The shortcode of a standard emoji.
    Standard,
}

impl EmojiName {
    /// The shortest name, in characters.
    pub const MIN_CHARS: usize = 2;
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 32;

    /// Parses a name as typed, with or without colons, in upper or lower case.
    ///
    /// # Errors
    /// When it has other characters, is too short or too long, or is the shortcode of a standard emoji.
    pub fn parse(typed: &str) -> Result<Self, EmojiNameError> {
        let name = typed.trim().trim_matches(':').to_ascii_lowercase();
        if !is_custom_name(&name) {
            return Err(EmojiNameError::Invalid);
        }
        if shortcode(&name).is_some() { Err(EmojiNameError::Standard) } else { Ok(Self(name)) }
    }

    /// The name without colons.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Wraps a stored name, which was parsed before it was stored.
    pub(crate) fn from_store(name: String) -> Self {
        Self(name)
    }
}

/// The name as it is written in texts, with colons.
impl fmt::Display for EmojiName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, ":{}:", self.0)
    }
}

/// The random part of the address of a picture. Without it, the picture can't be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureKey(pub String);

/// A custom emoji as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomEmoji {
    /// The name.
    pub name: EmojiName,
    /// The key of the picture.
    pub key: PictureKey,
}

/// A custom emoji with the person who added it.
#[derive(Clone, Debug)]
pub struct AddedEmoji {
    /// The emoji.
    pub emoji: CustomEmoji,
    /// The account of the person who added it.
    pub by: AccountId,
    /// The same person as shown now.
    pub person: Person,
    /// When it was added.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_shortcode_that_no_standard_emoji_has() {
        let name = |typed: &str| EmojiName::parse(typed).map(|name| name.0);
        for (typed, read) in
            [("party_parrot", "party_parrot"), (" :Ship-It: ", "ship-it"), ("c++", "c++"), ("42", "42")]
        {
            assert_eq!(name(typed), Ok(read.to_owned()), "{typed}");
        }
        for invalid in ["", "a", ":a:", "a b", "ünal", "a:b", "a.b", "<b>", &"a".repeat(33)] {
            assert_eq!(name(invalid), Err(EmojiNameError::Invalid), "{invalid}");
        }
        for standard in ["tada", ":+1:", "Heart"] {
            assert_eq!(name(standard), Err(EmojiNameError::Standard), "{standard}");
        }
        assert_eq!(name(&"a".repeat(32)).map(|name| name.len()), Ok(32));
    }
}
