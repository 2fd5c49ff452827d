//! Passwords: the rules for new ones, and the text that is hashed.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// A password as typed: 8 to 256 of any characters. Its `Debug` output hides it from logs.
#[derive(Clone)]
pub struct Password(String);

/// Why a password was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`Password::MIN_CHARS`].
    #[error("Passwords must have at least 8 characters.")]
    TooShort,
    /// More than [`Password::MAX_CHARS`].
    #[error("Passwords can have at most 256 characters.")]
    TooLong,
    /// A common password, which attackers try first.
    #[error("Many people use this password.")]
    Common,
    /// The username with little added.
    #[error("The password is made of the name.")]
    OfName,
}

/// The passwords of at least [`Password::MIN_CHARS`] characters among the 20,000 most common, in lower case: Django's
/// list (BSD license), which Royce Williams made from leaked passwords. OWASP ASVS 5.0, 6.2.4, asks for 3,000.
const COMMON: &str = include_str!("common_passwords.txt");

/// The service's name, which is as easy to guess as the username.
const SERVICE: &str = "snug";

impl Password {
    /// The shortest password, in characters (OWASP, NIST SP 800-63B).
    pub const MIN_CHARS: usize = 8;
    /// The longest new password, in characters.
    pub const MAX_CHARS: usize = 256;
    /// The longest password accepted at login, in bytes. Imported accounts may have passwords longer than
    /// [`Self::MAX_CHARS`].
    pub const MAX_ATTEMPT_BYTES: usize = 4_096;

    /// Parses a new password for an account with this username, both as typed.
    ///
    /// # Errors
    /// When it is too short or too long, common, or made of the username or the service's name (NIST SP 800-63B,
    /// 5.1.1.2).
    pub fn parse(typed: String, username: &str) -> Result<Self, PasswordError> {
        match typed.chars().count() {
            0..Self::MIN_CHARS => return Err(PasswordError::TooShort),
            Self::MIN_CHARS..=Self::MAX_CHARS => {}
            _ => return Err(PasswordError::TooLong),
        }
        let folded = folded(&typed);
        if COMMON.lines().any(|common| common == folded) {
            return Err(PasswordError::Common);
        }
        // Bounds the work below. Usernames are shorter.
        let username: String = username.trim().chars().take(Self::MAX_CHARS).collect();
        if is_made_of(&folded, &self::folded(&username)) || is_made_of(&folded, SERVICE) {
            return Err(PasswordError::OfName);
        }
        Ok(Self(typed))
    }

    /// Parses a password to be verified. The rules for new passwords don't apply, because imported accounts have
    /// others.
    ///
    /// # Errors
    /// When it has more than [`Self::MAX_ATTEMPT_BYTES`].
    pub fn attempt(typed: String) -> Result<Self, PasswordError> {
        if typed.len() > Self::MAX_ATTEMPT_BYTES { Err(PasswordError::TooLong) } else { Ok(Self(typed)) }
    }

    /// Whether it is longer than a new password may be, as imported ones can be.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.0.chars().count() > Self::MAX_CHARS
    }

    /// The bytes as typed, which the imported hashes were made of.
    #[must_use]
    pub fn as_typed(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The text that Snug hashes: in normal form C, so that all keyboards give the same bytes (NIST SP 800-63B,
    /// 5.1.1.2).
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

/// The text without differences of case and width, which attackers vary first.
fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

/// Whether a password consists of a name, forwards or backwards, once or repeated, with at most three other letters,
/// and fewer than [`Password::MIN_CHARS`] other characters.
fn is_made_of(password: &str, name: &str) -> bool {
    if name.is_empty() {
        return false;
    }
    let backwards: String = name.chars().rev().collect();
    let rest = password.replace(name, "").replace(&backwards, "");
    if rest.len() == password.len() {
        return false;
    }
    // Many good passwords contain a name of one or two letters.
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
    fn the_list_has_at_least_3000_common_passwords_of_valid_length() {
        assert!(COMMON.lines().count() >= 3_000);
        for common in COMMON.lines() {
            assert!(common.chars().count() >= Password::MIN_CHARS && *common == folded(common), "{common}");
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
