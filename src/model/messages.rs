//! What people say.

use jiff::{SignedDuration, Timestamp};
use unicode_normalization::UnicodeNormalization as _;

use super::{Mentions, Person, Quote, Reaction};
use crate::model::characters::is_visible;
use crate::model::ids::{AccountId, ChangeNumber, MessageId, ProfileNumber, RoomId};

/// A message as everyone in its room sees it.
#[derive(Clone, Debug)]
pub struct Message {
    /// The database key.
    pub id: MessageId,
    /// Where it was said.
    pub room: RoomId,
    /// Whose it is.
    pub author_id: AccountId,
    /// Who said it.
    pub author: Person,
    /// The text as typed, in normal form C with `\n` line ends: to be escaped wherever it is shown. Empty once deleted.
    pub body: String,
    /// When it was stored.
    pub posted_at: Timestamp,
    /// The change that brought it.
    pub created: ChangeNumber,
    /// What became of it since.
    pub state: MessageState,
    /// Whether it is shown under the same heading as the message before it: the same author, within [`GROUP_WITHIN`].
    pub continues: bool,
    /// The people and rooms that it names.
    pub mentions: Mentions,
    /// The message that it answers.
    pub reply_to: Option<Quote>,
    /// The emoji under it, in the order in which they came.
    pub reactions: Vec<Reaction>,
    /// Whether it is among the room's pins.
    pub pinned: bool,
}

/// What became of a message since it was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// It stands as it was posted.
    AsPosted,
    /// Its text was replaced at this time.
    Edited(Timestamp),
    /// It is gone; its place stays.
    Deleted,
}

/// A text that a message had before it was edited.
#[derive(Clone, Debug)]
pub struct Version {
    /// The text.
    pub body: String,
    /// When another took its place.
    pub replaced_at: Timestamp,
}

/// Messages of one author this close to each other are shown as one group.
pub const GROUP_WITHIN: SignedDuration = SignedDuration::from_mins(5);

/// The text of a message about to be posted: 1 to 8,000 characters, at least one of them visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft(String);

/// Why a text can't be posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Nothing visible was typed.
    #[error("Write something first.")]
    Empty,
    /// More than [`Draft::MAX_CHARS`].
    #[error("This message has {0} characters; the most is 8000. Shorten it or send it in parts.")]
    TooLong(usize),
}

impl Draft {
    /// The longest message, in characters.
    pub const MAX_CHARS: usize = 8_000;

    /// Reads a text as typed: line ends become `\n`, control characters other than tab and line end go, and so does
    /// empty space at the end and empty lines at the start.
    ///
    /// # Errors
    /// When nothing visible is left, or too much.
    pub fn parse(typed: &str) -> Result<Self, DraftError> {
        let text: String = typed
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
            .nfc()
            .collect();
        let text = text.trim_end().trim_start_matches('\n');
        if !text.chars().any(is_visible) {
            return Err(DraftError::Empty);
        }
        match text.chars().count() {
            count if count > Self::MAX_CHARS => Err(DraftError::TooLong(count)),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, itself.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// What a composer sends along so that the same message sent twice is stored once: up to 64 bytes, opaque.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// Reads the field; a missing, empty or overlong one gives none.
    #[must_use]
    pub fn parse(field: &str) -> Option<Self> {
        (1..=64).contains(&field.len()).then(|| Self(field.to_owned()))
    }

    /// The text of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which messages of a room to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// The newest.
    Newest,
    /// Those just before a message.
    Before(MessageId),
    /// Those just after a message.
    After(MessageId),
    /// Those around a message, and the message.
    Around(MessageId),
    /// Those from the first one on that is unread for somebody who has read up to a change, and a few before it; the newest
    /// where there is none.
    Unread(ChangeNumber, AccountId),
}

/// Some consecutive messages of a room, oldest first, and whether there are more on either side.
#[derive(Clone, Debug)]
pub struct Page {
    /// Oldest first.
    pub messages: Vec<Message>,
    /// There are messages before the first one.
    pub older: bool,
    /// There are messages after the last one.
    pub newer: bool,
    /// The room's newest change when the page was read: a stream that resumes here misses nothing.
    pub as_of: ChangeNumber,
    /// The newest change of a profile then: people are shown as they are since.
    pub people: ProfileNumber,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn drafts_keep_their_lines_and_lose_what_cannot_be_seen() {
        let draft = |typed| Draft::parse(typed).unwrap().0;
        assert_eq!(draft("one\r\n  two\rthree \n\n"), "one\n  two\nthree");
        assert_eq!(draft("\n\n  indented"), "  indented");
        assert_eq!(draft("a\u{0}\u{7}b\tc"), "ab\tc");
        for empty in ["", "  \n\t ", "\u{200b}\u{feff}", "\u{2800}"] {
            assert_eq!(Draft::parse(empty), Err(DraftError::Empty), "{empty:?}");
        }
    }

    #[test]
    fn drafts_have_at_most_8000_characters_of_any_size() {
        assert!(Draft::parse(&"🐢".repeat(8_000)).is_ok());
        assert_eq!(Draft::parse(&"x".repeat(8_001)), Err(DraftError::TooLong(8_001)));
    }

    #[test]
    fn a_nonce_is_short_and_not_empty() {
        assert_eq!(Nonce::parse(""), None);
        assert_eq!(Nonce::parse(&"n".repeat(65)), None);
        assert_eq!(Nonce::parse("n1").unwrap().as_str(), "n1");
    }
}
