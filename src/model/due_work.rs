//! Work to be done at a time: reminders of messages, and messages to be sent later.

use jiff::Timestamp;

use super::files::attachments::Attachment;
use super::{AccountId, Message, MessageId, RoomId, Slug};

/// The database key of work to be done at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DueWorkId(pub i64);

/// The kind of work to be done at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueWorkKind {
    /// Remind somebody of a message.
    Reminder,
    /// Send a message.
    Message,
    /// Close a poll.
    Poll,
}

impl DueWorkKind {
    /// The name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Message => "message",
            Self::Poll => "poll",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Reminder, Self::Message, Self::Poll].into_iter().find(|kind| kind.name() == name)
    }
}

/// Work that is due and that one attempt has leased.
#[derive(Clone, Copy, Debug)]
pub struct DueWork {
    /// The database key.
    pub id: DueWorkId,
    /// The work to be done.
    pub kind: DueWorkKind,
    /// The account that asked for it.
    pub account: AccountId,
    /// The number of attempts, with this one.
    pub attempts: u32,
}

/// A reminder of a message.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// The database key.
    pub id: DueWorkId,
    /// The time of the reminder.
    pub due_at: Timestamp,
    /// Whether it is shown as due.
    pub is_due: bool,
    /// The message; none where it was deleted, or its room is closed to the account now.
    pub about: Option<RemindedMessage>,
}

/// The message of a reminder, with its room.
#[derive(Clone, Debug)]
pub struct RemindedMessage {
    /// The message.
    pub message: Message,
    /// The slug of its room.
    pub slug: Slug,
    /// The name of its room; not the one shown for a direct conversation.
    pub room: String,
}

/// A message to be sent later.
#[derive(Clone, Debug)]
pub struct ScheduledMessage {
    /// The database key.
    pub id: DueWorkId,
    /// The room.
    pub room: RoomId,
    /// The slug of the room, and its name if it isn't a direct conversation; none where the room is closed to the
    /// account now.
    pub shown_room: Option<(Slug, String)>,
    /// The text.
    pub body: String,
    /// Its files.
    pub files: Vec<Attachment>,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// When it is to be sent.
    pub due_at: Timestamp,
    /// Why it was not sent; none while it waits.
    pub failure: Option<SendFailure>,
}

/// Why a scheduled message was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendFailure {
    /// The room is gone, or the author is not a member any more.
    NoAccess,
    /// The author was muted.
    Muted,
    /// The room was archived.
    Archived,
    /// Only some people post in the room.
    Announcements,
    /// One of two people in a conversation has blocked the other.
    Blocked,
    /// The message that it replies to was deleted.
    ReplyTargetDeleted,
    /// The server failed too often.
    Server,
}

impl SendFailure {
    const ALL: [Self; 7] = [
        Self::NoAccess,
        Self::Muted,
        Self::Archived,
        Self::Announcements,
        Self::Blocked,
        Self::ReplyTargetDeleted,
        Self::Server,
    ];

    /// The name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoAccess => "no-access",
            Self::Muted => "muted",
            Self::Archived => "archived",
            Self::Announcements => "announcements",
            Self::Blocked => "blocked",
            Self::ReplyTargetDeleted => "reply",
            Self::Server => "server",
        }
    }

    /// Parses a name from [`Self::name`]; [`Self::Server`] for others, which only other versions write.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        Self::ALL.into_iter().find(|failure| failure.name() == name).unwrap_or(Self::Server)
    }
}
