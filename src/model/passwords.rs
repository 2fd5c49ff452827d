//! Passwords: which are good enough to be chosen, and what of them is hashed.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// A password somebody typed: 8 to 256 characters, any of them. It never appears in logs.
#[derive(Clone)]
pub struct Password(String);

/// Why a password was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`Password::MIN_CHARS`].
    #[error("Passwords have at least 8 characters.")]
    TooShort,
    /// More than [`Password::MAX_CHARS`].
    #[error("Passwords have at most 256 characters.")]
    TooLong,
    /// One that many people use, which is tried first.
    #[error("Many people use this password.")]
    Common,
    /// The username, or little more.
    #[error("The password is made of the name.")]
    OfName,
}

/// The passwords of at least [`Password::MIN_CHARS`] characters among the 20,000 that are used most, in lower case:
/// Django's list (BSD license), by Royce Williams from leaked ones. OWASP ASVS 5.0, 6.2.4, asks for 3,000.
const COMMON: &str = include_str!("common_passwords.txt");

/// What everybody who tries passwords here knows.
const SERVICE: &str = "snug";

impl Password {
    /// The shortest password, in characters (OWASP, NIST SP 800-63B).
    pub const MIN_CHARS: usize = 8;
    /// The longest new password, in characters.
    pub const MAX_CHARS: usize = 256;
    /// The longest password that may have been chosen elsewhere, in bytes: it is verified as long as it is kept.
    pub const MAX_ATTEMPT_BYTES: usize = 4_096;

    /// Reads a new password as typed, for somebody with this username as typed.
    ///
    /// # Errors
    /// When it is too short or too long, or among the first that would be tried (NIST SP 800-63B, 5.1.1.2).
    pub fn parse(typed: String, username: &str) -> Result<Self, PasswordError> {
        match typed.chars().count() {
            0..Self::MIN_CHARS => return Err(PasswordError::TooShort),
            Self::MIN_CHARS..=Self::MAX_CHARS => {}
            _ => return Err(PasswordError::TooLong),
        }
        let plain = plain(&typed);
        if COMMON.lines().any(|common| common == plain) {
            return Err(PasswordError::Common);
        }
        // More of it than a username can have is none.
        let username: String = username.trim().chars().take(Self::MAX_CHARS).collect();
        if is_made_of(&plain, &self::plain(&username)) || is_made_of(&plain, SERVICE) {
            return Err(PasswordError::OfName);
        }
        Ok(Self(typed))
    }

    /// Reads a password to be compared with a stored one, which may have been chosen elsewhere, under other rules.
    ///
    /// # Errors
    /// When it is longer than any password can be.
    pub fn attempt(typed: String) -> Result<Self, PasswordError> {
        if typed.len() > Self::MAX_ATTEMPT_BYTES { Err(PasswordError::TooLong) } else { Ok(Self(typed)) }
    }

    /// Whether no new password may be as long as this one, which was chosen elsewhere.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.0.chars().count() > Self::MAX_CHARS
    }

    /// The bytes as typed, as other programs hashed them.
    #[must_use]
    pub fn as_typed(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The text that Snug hashes: composed (NFC), so that it doesn't matter on which keyboard it was typed
    /// (NIST SP 800-63B, 5.1.1.2).
    #[must_use]
    pub fn composed(&self) -> String {
        self.0.nfc().collect()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The text without what is varied first: case and width.
fn plain(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

/// Whether a password is a name, forwards or backwards, as often as it may be, with little else around: digits and
/// signs, or at most three letters.
fn is_made_of(password: &str, name: &str) -> bool {
    if name.is_empty() {
        return false;
    }
    let backwards: String = name.chars().rev().collect();
    let rest = password.replace(name, "").replace(&backwards, "");
    if rest.len() == password.len() {
        return false;
    }
    // A name of one or two letters is part of many a good password.
    if name.chars().count() < 3 {
        return rest.is_empty();
    }
    let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
    letters <= 3 && rest.chars().count() < Password::MIN_CHARS
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn refused(typed: &str, username: &str) -> Option<PasswordError> {
        Password::parse(typed.into(), username).err()
    }

    #[test]
    fn passwords_are_counted_in_characters_and_never_shown() {
        assert_eq!(refused("pass123", "ann"), Some(PasswordError::TooShort));
        assert_eq!(refused("пароль12", "ann"), None);
        assert_eq!(refused(&"🐢".repeat(256), "ann"), None);
        assert_eq!(refused(&"x".repeat(257), "ann"), Some(PasswordError::TooLong));
        assert!(!format!("{:?}", Password::parse("correct horse".into(), "ann")).contains("horse"));
    }

    #[test]
    fn common_passwords_are_refused_whatever_their_case_and_width() {
        for common in
            ["password", "12345678", "Password1", "ILoveYou", "ｐａｓｓｗｏｒｄ", "qwertyuiop", "passw0rd"]
        {
            assert_eq!(refused(common, "ann"), Some(PasswordError::Common), "{common}");
        }
        assert_eq!(refused("correct horse", "ann"), None);
    }

    #[test]
    fn at_least_the_3000_most_common_that_are_long_enough_are_known() {
        assert!(COMMON.lines().count() >= 3_000);
        for common in COMMON.lines() {
            assert!(common.chars().count() >= Password::MIN_CHARS && *common == plain(common), "{common}");
        }
    }

    #[test]
    fn passwords_made_of_the_name_are_refused() {
        for (typed, name) in [
            ("wilhelmine", "Wilhelmine"),
            ("AnnAnnAnn", "ann"),
            ("ann-2026!", " Ann "),
            ("enimlehliw", "wilhelmine"),
            ("1984bobby!", "bobby"),
            ("snug-2026", "x"),
            ("SNUGsnug", "ann"),
            ("åååååååå", "å"),
            ("مريممريم", "مريم"),
        ] {
            assert_eq!(refused(typed, name), Some(PasswordError::OfName), "{typed} {name}");
        }
        for (typed, name) in [
            ("annabelle likes tea", "ann"),
            ("bob and cy", "bob"),
            ("correct horse", "horse"),
            ("banana bread", "a"),
            ("snugly asleep", "bob"),
            ("correct horse", ""),
            ("bob 58203 17449", "bob"),
        ] {
            assert_eq!(refused(typed, name), None, "{typed} {name}");
        }
    }
}
