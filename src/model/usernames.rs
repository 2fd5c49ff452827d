//! Usernames (RFC 8265), of one script (UTS #39).

use std::fmt;

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;
use precis_core::profile::{PrecisFastInvocation as _, Rules as _};
use precis_profiles::{UsernameCaseMapped, UsernameCasePreserved};
use unicode_normalization::UnicodeNormalization as _;

use super::skeletons::is_of_one_script;

/// A username: 1 to 32 letters, digits, `_`, `-` and `.`, at least one of them a letter or a digit.
///
/// Stored as typed, by RFC 8265's `UsernameCasePreserved` profile; compared by [`Username::key`], which follows
/// `UsernameCaseMapped`. The store refuses new names that look like another account's
/// ([`skeletons`](super::skeletons::skeletons)).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Username(String);

/// Why a username was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsernameError {
    /// Nothing was typed.
    #[error("Enter a name.")]
    Empty,
    /// More than [`Username::MAX_CHARS`].
    #[error("Names can have at most 32 characters.")]
    TooLong,
    /// A character that usernames can't have.
    #[error("Names can contain letters, digits, “_”, “-” and “.”.")]
    Character,
    /// Only punctuation.
    #[error("A name needs at least one letter or digit.")]
    NoLetter,
    /// Breaks the Bidi Rule (RFC 5893): the name would be shown in another order than typed.
    #[error(
        "A name that is written from right to left begins with such a letter, has no letters of other directions, and ends with a letter or digit."
    )]
    Direction,
    /// Letters of several scripts, which can look alike.
    #[error("The letters of a name are of one script.")]
    Scripts,
}

impl Username {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 32;

    /// Parses the username of an existing account, ignoring white space around it.
    ///
    /// # Errors
    /// When it is empty, too long, has a character that RFC 8265 or Snug doesn't allow, or breaks the Bidi Rule.
    pub fn parse(typed: &str) -> Result<Self, UsernameError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(UsernameError::Empty);
        }
        // Bounds the profile's work. A composed character has at most a few code points.
        if typed.chars().count() > 4 * Self::MAX_CHARS {
            return Err(UsernameError::TooLong);
        }
        let name = UsernameCasePreserved::prepare(typed).map_err(|_| UsernameError::Character)?;
        let name: String = name.nfc().collect();
        if name.chars().count() > Self::MAX_CHARS {
            return Err(UsernameError::TooLong);
        }
        // The profile allows letters, digits and all of ASCII's punctuation; Snug allows three of these.
        if name.chars().any(|c| c.is_ascii() && !c.is_ascii_alphanumeric() && !"_-.".contains(c)) {
            return Err(UsernameError::Character);
        }
        if !name.chars().any(char::is_alphanumeric) {
            return Err(UsernameError::NoLetter);
        }
        if !satisfies_bidi_rule(&name) {
            return Err(UsernameError::Direction);
        }
        Ok(Self(name))
    }

    /// Parses the username of a new account, whose letters must be of one script. Accounts from before that rule keep
    /// their names.
    ///
    /// # Errors
    /// As [`Username::parse`], and when its letters are of several scripts.
    pub fn parse_new(typed: &str) -> Result<Self, UsernameError> {
        let name = Self::parse(typed)?;
        if is_of_one_script(&name.0) { Ok(name) } else { Err(UsernameError::Scripts) }
    }

    /// The form of the name for comparing: two accounts never have the same key. Vowel points are ignored, because
    /// Arabic and Hebrew are written with or without them.
    #[must_use]
    pub fn key(&self) -> String {
        self.pointed_key().chars().filter(|c| !is_vowel_point(*c)).collect::<String>().nfc().collect()
    }

    /// The key with vowel points. An account from before they were ignored has this key if another account has the one
    /// without.
    #[must_use]
    pub fn pointed_key(&self) -> String {
        // The rule never returns an error.
        let lower = UsernameCaseMapped::new().case_mapping_rule(self.0.as_str()).unwrap_or_default();
        lower.nfc().collect()
    }

    /// The name as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Wraps a stored name, which was parsed before it was stored.
    pub(crate) fn from_store(name: String) -> Self {
        Self(name)
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a name satisfies RFC 5893's Bidi Rule, so that it is shown in the order in which it was typed.
pub(crate) fn satisfies_bidi_rule(name: &str) -> bool {
    // The profile accepts nonspacing marks only at the end; RFC 5893 accepts them anywhere but at the beginning, and
    // ignores those at the end. Without these marks, both give the same result.
    let classes = CodePointMapData::<BidiClass>::new();
    let counts = |(at, c): &(usize, char)| *at == 0 || classes.get(*c) != BidiClass::NonspacingMark;
    let bare: String = name.char_indices().filter(counts).map(|(_, c)| c).collect();
    UsernameCasePreserved::new().directionality_rule(bare.as_str()).is_ok()
}

/// Whether a mark is a vowel point (harakat, niqqud), which most writers leave out.
pub(crate) fn is_vowel_point(c: char) -> bool {
    matches!(c, '\u{5b0}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{64b}'..='\u{652}' | '\u{656}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_digits_and_three_marks() {
        for good in
            ["ann", "Ann_B-1.2", "Ünal", "한국어", "हिन्दी", "مريم", "7", "محمّد", "شَمْس.1", "שָׁלוֹם", "Вася-vasya"]
        {
            assert_eq!(Username::parse(good).unwrap().as_str(), good);
        }
        for bad in ["a b", "a@b", "a/b", "<b>", "a\u{200b}b", "💬", "a\u{202e}b"] {
            assert_eq!(Username::parse(bad), Err(UsernameError::Character), "{bad:?}");
        }
        for mixed in ["aمريم", "مريمa", "1مريم", "مريم-", "\u{651}محمد"] {
            assert_eq!(Username::parse(mixed), Err(UsernameError::Direction), "{mixed}");
        }
        assert_eq!(Username::parse_new("Вася-vasya"), Err(UsernameError::Scripts));
        assert_eq!(Username::parse_new("Вася-1").unwrap().as_str(), "Вася-1");
        assert_eq!(Username::parse("  "), Err(UsernameError::Empty));
        assert_eq!(Username::parse("._-"), Err(UsernameError::NoLetter));
        assert_eq!(Username::parse(&"a".repeat(33)), Err(UsernameError::TooLong));
        assert_eq!(Username::parse(&"a".repeat(100_000)), Err(UsernameError::TooLong));
        assert!(Username::parse(&"é".repeat(32)).is_ok());
    }

    #[test]
    fn names_are_compared_without_case_width_and_vowel_points() {
        let key = |name: &str| Username::parse(name).unwrap().key();
        assert_eq!(key("ANN"), key("ann"));
        assert_eq!(key("Ünal"), key("u\u{308}nal"));
        assert_eq!(key("Ａnn"), key("ann"));
        assert_ne!(key("ann"), key("anna"));
        assert_eq!(key("محمّد"), key("محمد"));
        assert_eq!(key("שָׁלוֹם"), key("שלום"));
        assert_ne!(key("أحمد"), key("احمد"));
    }
}
