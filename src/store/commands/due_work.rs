//! Reminders and scheduled messages to be stored.

use jiff::Timestamp;

use crate::model::due_work::DueWorkId;
use crate::model::files::uploads::AttachmentChoice;
use crate::model::{AccountId, Draft, MessageId, RoomId};

/// A reminder about to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewReminder {
    /// The account to be reminded.
    pub account: AccountId,
    /// The room of the message.
    pub room: RoomId,
    /// The message.
    pub message: MessageId,
    /// When.
    pub due_at: Timestamp,
    /// The maximum number of reminders of an account.
    pub max: u32,
}

/// A message about to be scheduled.
#[derive(Clone, Debug)]
pub struct NewScheduledMessage {
    /// The author.
    pub account: AccountId,
    /// The room.
    pub room: RoomId,
    /// The text.
    pub draft: Draft,
    /// Its files.
    pub files: Vec<AttachmentChoice>,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// When it is to be sent.
    pub due_at: Timestamp,
    /// Now.
    pub now: Timestamp,
    /// The maximum number of scheduled messages of an account.
    pub max: u32,
}

/// Another text and time of a scheduled message.
#[derive(Clone, Debug)]
pub struct ScheduledChange {
    /// The author.
    pub account: AccountId,
    /// The scheduled message.
    pub id: DueWorkId,
    /// The text.
    pub draft: Draft,
    /// When it is to be sent; none: the time stays.
    pub due_at: Option<Timestamp>,
}

/// The cause of sending a scheduled message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The job, if it is due still.
    Job,
    /// Its author, at any time.
    Author,
}
