//! Reporting messages.

use jiff::Timestamp;

use crate::model::administration::reports::ReportReason;
use crate::model::{AccountId, MessageId, RoomId, SessionId};

/// A report about to be stored.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// The message's room.
    pub room: RoomId,
    /// The message.
    pub message: MessageId,
    /// The account that reports it.
    pub by: AccountId,
    /// The session in which it is reported.
    pub session: SessionId,
    /// Why.
    pub reason: ReportReason,
    /// Now.
    pub now: Timestamp,
}
