//! Passkeys (WebAuthn).

use jiff::Timestamp;

use crate::model::characters::{is_hidden, is_visible};

/// Maximum number of passkeys of an account.
pub const MAX_PASSKEYS: u32 = 10;

/// A passkey's key in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasskeyId(pub i64);

/// A passkey in the list of its account.
#[derive(Clone, Debug)]
pub struct OwnPasskey {
    /// Its key in the database.
    pub id: PasskeyId,
    /// The identifier that the authenticator gave it.
    pub credential_id: Vec<u8>,
    /// The name that its owner gave it.
    pub name: PasskeyName,
    /// When it was made.
    pub created_at: Timestamp,
    /// When somebody last logged in with it; none: never.
    pub used_at: Option<Timestamp>,
}

/// The name of a passkey: 1 to 50 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyName(String);

/// The name is empty or too long, or has control or direction characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadPasskeyName;

impl PasskeyName {
    /// Maximum length in characters.
    pub const MAX_CHARS: usize = 50;

    /// Parses a name. Removes spaces around it.
    ///
    /// # Errors
    /// [`BadPasskeyName`].
    pub fn parse(text: &str) -> Result<Self, BadPasskeyName> {
        let text = text.trim();
        let fits = text.chars().count() <= Self::MAX_CHARS && !text.chars().any(is_hidden);
        if fits && text.chars().any(is_visible) { Ok(Self(text.to_owned())) } else { Err(BadPasskeyName) }
    }

    /// A name that was parsed before.
    pub(crate) fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_visible_characters() {
        assert_eq!(PasskeyName::parse("  My phone ").map(|name| name.0), Ok("My phone".to_owned()));
        for bad in ["", "  ", "a\nb", "\u{202e}x", &"x".repeat(51)] {
            assert_eq!(PasskeyName::parse(bad), Err(BadPasskeyName), "{bad:?}");
        }
    }
}
