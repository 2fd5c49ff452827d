//! Posting, editing and importing messages, and catching up.

use jiff::Timestamp;

use crate::model::files::uploads::AttachmentChoice;
use crate::model::text::Candidates;
use crate::model::{AccountId, Change, Draft, MessageId, Nonce, RoomId};

/// A message about to be stored.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Where it is said.
    pub room: RoomId,
    /// Who says it.
    pub author: AccountId,
    /// The text.
    pub draft: Draft,
    /// What may be named in it.
    pub names: Candidates,
    /// The message that it answers.
    pub reply_to: Option<MessageId>,
    /// Its files.
    pub files: Vec<AttachmentChoice>,
    /// What makes sending it twice harmless.
    pub nonce: Option<Nonce>,
    /// The people that `@all` and `@here` name.
    pub groups: GroupMentions,
    /// Now.
    pub posted_at: Timestamp,
}

/// The people that `@all` and `@here` name in a message. By default nobody: they are text.
#[derive(Clone, Debug, Default)]
pub struct GroupMentions {
    /// The accounts that are in the room now.
    pub present: Vec<AccountId>,
    /// The most members that such a name may stand for; for more, it is text.
    pub max: usize,
}

/// What became of a message.
#[derive(Clone, Debug)]
pub enum Posted {
    /// It was stored.
    New(Change),
    /// It had been stored before, under this id.
    Before(MessageId),
}

/// Another text for a message.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Where the message is.
    pub room: RoomId,
    /// Who edits it.
    pub by: AccountId,
    /// The message.
    pub id: MessageId,
    /// The text.
    pub draft: Draft,
    /// What may be named in it.
    pub names: Candidates,
    /// Now.
    pub at: Timestamp,
}

/// A message from another chat.
#[derive(Clone, Debug)]
pub struct ImportedMessage {
    /// Where it was said.
    pub room: RoomId,
    /// Who said it.
    pub author: AccountId,
    /// The text, of any length.
    pub body: String,
    /// Which message of which chat it was: unique for its author.
    pub origin: String,
    /// When it was said at the latest.
    pub posted_at: Timestamp,
}

/// What happened in a room after a change.
#[derive(Clone, Debug)]
pub enum CatchUp {
    /// The first changes of them, in order.
    Changes {
        /// Each with its message as it is now.
        changes: Vec<Change>,
        /// Whether there are others after these.
        more: bool,
    },
    /// More than can be replayed, or a number this room never had: begin anew.
    TooMany,
}

/// How much of what happened to read.
#[derive(Clone, Copy, Debug)]
pub struct Portion {
    /// This many changes at most.
    pub size: u32,
    /// None of them, where more messages than this have changed.
    pub limit: u32,
    /// All the same where the client has read into the newest messages, of which a list that is begun anew consists:
    /// how many those are.
    pub list: u32,
}
