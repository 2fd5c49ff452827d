//! The files of a room.

use jiff::Timestamp;

use super::attachments::Attachment;
use crate::model::Person;
use crate::model::ids::MessageId;

/// The number of a file among all, by which pages of files continue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileNumber(pub i64);

/// A file of one of a room's messages.
#[derive(Clone, Debug)]
pub struct RoomFile {
    /// Its number.
    pub number: FileNumber,
    /// The message.
    pub message: MessageId,
    /// The message's author.
    pub author: Person,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// The file.
    pub attachment: Attachment,
}
