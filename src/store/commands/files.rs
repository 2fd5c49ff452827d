//! Uploads, and the files of messages.

use jiff::Timestamp;

use crate::model::files::attachments::{Attachment, FileKey};
use crate::model::files::names::FileName;
use crate::model::files::uploads::{FileLimits, Segment};
use crate::model::files::waveforms::Waveform;
use crate::model::{AccountId, MessageId, RoomId, SessionId};

/// An upload about to begin.
#[derive(Clone, Debug)]
pub struct NewUpload {
    /// The account.
    pub account: AccountId,
    /// The session, which has to be open still.
    pub session: SessionId,
    /// The key of the file.
    pub key: FileKey,
    /// Its name.
    pub name: FileName,
    /// The most bytes that it may get.
    pub size: u64,
    /// Whether metadata of a picture stays in it.
    pub keeps_metadata: bool,
    /// The length and loudness of a voice message.
    pub waveform: Option<Waveform>,
    /// The limits in force.
    pub limits: FileLimits,
    /// Now.
    pub now: Timestamp,
}

/// Bytes of an upload that are in the storage.
#[derive(Clone, Debug)]
pub struct NewSegment {
    /// The account.
    pub account: AccountId,
    /// The key of the file.
    pub key: FileKey,
    /// The bytes that the file had before.
    pub before: u64,
    /// The object.
    pub segment: Segment,
    /// Now.
    pub now: Timestamp,
}

/// An upload that is complete.
#[derive(Clone, Debug)]
pub struct CompletedUpload {
    /// The account.
    pub account: AccountId,
    /// The bytes that were received.
    pub received: u64,
    /// The file.
    pub file: Attachment,
    /// All of its objects, if some replace received ones, which are removed.
    pub segments: Option<Vec<Segment>>,
    /// Now.
    pub now: Timestamp,
}

/// A file that is removed from a message, which stays.
#[derive(Clone, Debug)]
pub struct FileRemoval {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub message: MessageId,
    /// The author.
    pub by: AccountId,
    /// The key of the file.
    pub key: FileKey,
}

/// Another description of a message's file.
#[derive(Clone, Debug)]
pub struct FileDescription {
    /// The room.
    pub room: RoomId,
    /// The message.
    pub message: MessageId,
    /// The author.
    pub by: AccountId,
    /// The key of the file.
    pub key: FileKey,
    /// Its alternative text.
    pub alt: String,
    /// Whether it is only shown when asked for.
    pub is_hidden: bool,
}
