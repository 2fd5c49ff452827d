//! Warnings: what moderators tell somebody, who has to confirm it.

use jiff::Timestamp;

use crate::model::Person;
use crate::model::characters::is_hidden;

/// The text of a warning: one or more lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarningText(String);

/// The text is empty, longer than [`WarningText::MAX_CHARS`], or has a control or direction character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadWarning;

impl WarningText {
    /// Maximum length in characters.
    pub const MAX_CHARS: usize = 1_000;

    /// Parses a text. Removes spaces around it.
    ///
    /// # Errors
    /// [`BadWarning`].
    pub fn parse(text: &str) -> Result<Self, BadWarning> {
        let text = text.trim().replace("\r\n", "\n");
        let hidden = |c: char| is_hidden(c) && c != '\n';
        let fits = !text.is_empty() && text.chars().count() <= Self::MAX_CHARS && !text.chars().any(hidden);
        if fits { Ok(Self(text)) } else { Err(BadWarning) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A warning.
#[derive(Clone, Debug)]
pub struct Warning {
    /// The database key, which ascends with time.
    pub id: i64,
    /// The text.
    pub text: String,
    /// The moderator; none: the command line.
    pub by: Option<Person>,
    /// When.
    pub at: Timestamp,
    /// When its addressee confirmed it; none: not yet.
    pub read_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_have_lines_and_nothing_hidden() {
        let parse = |text: &str| WarningText::parse(text).map(|text| text.0);
        assert_eq!(parse(" be kind\r\nplease "), Ok("be kind\nplease".to_owned()));
        for bad in [" ", "a\u{202e}b", "a\u{0}b", &"x".repeat(1_001)] {
            assert_eq!(parse(bad), Err(BadWarning), "{bad:?}");
        }
    }
}
