//! The data of one account, for its owner to download.

use jiff::Timestamp;

use super::appearance::Appearance;
use super::files::attachments::Attachment;
use super::{Account, LocaleChoice, MessageId, RoomKind, Slug};

/// An account and its settings.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    /// The account.
    pub account: Account,
    /// When it was made.
    pub created_at: Timestamp,
    /// The language and time zone chosen.
    pub locale: LocaleChoice,
    /// The appearance of its pages.
    pub appearance: Appearance,
}

/// A message that the account wrote.
#[derive(Clone, Debug)]
pub struct OwnMessage {
    /// The database key.
    pub id: MessageId,
    /// The slug of its room.
    pub room: Slug,
    /// The name of its room; empty for a direct conversation.
    pub room_name: String,
    /// The kind of its room.
    pub room_kind: RoomKind,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// The text.
    pub text: String,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// Its files.
    pub files: Vec<Attachment>,
}
