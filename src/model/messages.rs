//! Messages, and the texts people post.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use unicode_normalization::UnicodeNormalization as _;

use super::{Mentions, Person, Quote, Reaction};
use crate::model::characters::is_visible;
use crate::model::files::attachments::Attachment;
use crate::model::ids::{AccountId, ChangeNumber, MessageId, ProfileNumber, RoomId};
use crate::model::polls::Poll;

/// A message, the same for everybody who may read its room.
#[derive(Clone, Debug)]
pub struct Message {
    /// The database key.
    pub id: MessageId,
    /// The room it was posted in.
    pub room: RoomId,
    /// The author's account.
    pub author_id: AccountId,
    /// The author's names and picture.
    pub author: Person,
    /// The text as typed, in normal form C with `\n` line ends. Every view must escape it. Empty once the message is
    /// deleted.
    pub body: String,
    /// When the server received it.
    pub posted_at: Timestamp,
    /// The change that posted it.
    pub created: ChangeNumber,
    /// Whether it was edited or deleted.
    pub state: MessageState,
    /// Whether it is shown under the heading of the message before it: the same author, within [`GROUP_WITHIN`].
    pub continues: bool,
    /// The people and rooms mentioned in it.
    pub mentions: Mentions,
    /// The message that it replies to.
    pub reply_to: Option<Quote>,
    /// The reactions, in the order in which each emoji was first used.
    pub reactions: Vec<Reaction>,
    /// Whether it is pinned in its room.
    pub pinned: bool,
    /// Whether it quotes a message of another room, to which it leads whoever may read that.
    pub forwarded: bool,
    /// The files that were sent with it.
    pub attachments: Vec<Attachment>,
    /// The poll that it is.
    pub poll: Option<Arc<Poll>>,
}

impl Message {
    /// The text where it is shown short: of a message without one, its first file.
    #[must_use]
    pub fn short_text(&self) -> Cow<'_, str> {
        match self.attachments.first() {
            Some(file) if self.body.is_empty() => {
                let name = if file.alt.is_empty() { file.name.as_str() } else { &file.alt };
                Cow::Owned(format!("📎 {name}"))
            }
            _ => Cow::Borrowed(&self.body),
        }
    }
}

/// Whether a message was edited or deleted since it was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// Unchanged.
    AsPosted,
    /// Edited, last at this time.
    Edited(Timestamp),
    /// Deleted; a placeholder stays.
    Deleted,
}

/// An earlier text of an edited message.
#[derive(Clone, Debug)]
pub struct Version {
    /// The text.
    pub body: String,
    /// When an edit replaced it.
    pub replaced_at: Timestamp,
}

/// Consecutive messages of one author within this time are shown under one heading.
pub const GROUP_WITHIN: SignedDuration = SignedDuration::from_mins(5);

/// Whether a message continues the one before it: the same author, within [`GROUP_WITHIN`].
#[must_use]
pub fn is_grouped(last: (AccountId, Timestamp), new: (AccountId, Timestamp)) -> bool {
    last.0 == new.0 && new.1.duration_since(last.1).abs() <= GROUP_WITHIN
}

/// The text of a message about to be posted: 1 to 8,000 characters, at least one of them visible; none beside files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft(String);

/// Why a text can't be posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The text has no visible character.
    #[error("Write something first.")]
    Empty,
    /// The text has this many characters, more than [`Draft::MAX_CHARS`].
    #[error("This message has {0} characters; the maximum is 8000. Shorten it or send it in parts.")]
    TooLong(usize),
    /// The text is meant to play a sound that there isn't ([`crate::model::sounds`]).
    #[error("There is no such sound.")]
    UnknownSound,
}

impl Draft {
    /// The longest message, in characters.
    pub const MAX_CHARS: usize = 8_000;

    /// Parses a text as typed: line ends become `\n`; control characters other than tab and line end, white space at
    /// the end and empty lines at the start are removed.
    ///
    /// # Errors
    /// When no visible character is left, or more than [`Self::MAX_CHARS`] characters.
    pub fn parse(typed: &str) -> Result<Self, DraftError> {
        let text = normalized(typed);
        let text = text.trim_end().trim_start_matches('\n');
        if !text.chars().any(is_visible) {
            return Err(DraftError::Empty);
        }
        match text.chars().count() {
            count if count > Self::MAX_CHARS => Err(DraftError::TooLong(count)),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The same for a message with files, which needs no text.
    ///
    /// # Errors
    /// When there are more than [`Self::MAX_CHARS`] characters.
    pub fn parse_beside_files(typed: &str) -> Result<Self, DraftError> {
        match Self::parse(typed) {
            Err(DraftError::Empty) => Ok(Self(String::new())),
            parsed => parsed,
        }
    }

    /// A text that was parsed before it was stored.
    #[must_use]
    pub(crate) fn from_store(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, by value.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Normalises a text: `\n` line ends, no other control characters, normal form C. Most texts are normalised already.
fn normalized(typed: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\n' | '\t') || !c.is_control();
    if typed.is_ascii() && typed.chars().all(is_kept) {
        return Cow::Borrowed(typed);
    }
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    if text.is_ascii() {
        return Cow::Owned(text.chars().filter(|c| is_kept(*c)).collect());
    }
    Cow::Owned(text.chars().filter(|c| is_kept(*c)).nfc().collect())
}

/// An id that the composer sends with a message, so that a message sent twice is stored once: 1 to 64 opaque bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// Parses the form field; none where it is empty or too long.
    #[must_use]
    pub fn parse(field: &str) -> Option<Self> {
        (1..=64).contains(&field.len()).then(|| Self(field.to_owned()))
    }

    /// The nonce as sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which page of a room's messages to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// The newest messages.
    Newest,
    /// The messages directly before this one.
    Before(MessageId),
    /// The messages directly after this one.
    After(MessageId),
    /// This message and those around it.
    Around(MessageId),
    /// The messages from a few before the first one that is unread for an account that has read up to a change; the
    /// newest where nothing is unread.
    Unread(ChangeNumber, AccountId),
}

/// A page of consecutive messages of a room.
#[derive(Clone, Debug)]
pub struct Page {
    /// The messages, oldest first.
    pub messages: Vec<Message>,
    /// Whether there are messages before the first one.
    pub older: bool,
    /// Whether there are messages after the last one.
    pub newer: bool,
    /// The room's newest change when the page was read. A stream that resumes after it misses nothing.
    pub as_of: ChangeNumber,
    /// The newest profile change when the page was read. A stream that resumes after it misses no new name or picture.
    pub people: ProfileNumber,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn drafts_keep_their_lines_and_lose_control_characters() {
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
