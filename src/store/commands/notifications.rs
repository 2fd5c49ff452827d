//! Notifications.

use jiff::Timestamp;

use crate::model::notifications::devices::{Endpoint, PushKeys};
use crate::model::notifications::outgoing::OutgoingPush;
use crate::model::{AccountId, Language, RoomId, SessionId};

/// A browser that is to get notifications.
#[derive(Clone, Debug)]
pub struct NewSubscription {
    /// The account.
    pub account: AccountId,
    /// The session in which the browser is logged in.
    pub session: SessionId,
    /// Where notifications are sent.
    pub endpoint: Endpoint,
    /// The keys for their encryption.
    pub keys: PushKeys,
    /// The language, where the account has not chosen one.
    pub language: Language,
    /// Now.
    pub now: Timestamp,
}

/// The next notification in the queue.
#[derive(Clone, Debug)]
pub enum NextPush {
    /// None is due.
    None,
    /// One was dropped: there is nothing to notify of any more.
    Dropped,
    /// One is to be sent.
    Push(Box<OutgoingPush>),
}

/// The outcome of sending a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushOutcome {
    /// The push service has accepted it.
    Sent,
    /// The next attempt is due then.
    Postponed(Timestamp),
    /// The push service refuses it for good.
    Refused,
    /// The push service doesn't know the browser any more.
    Gone,
}

/// The messages of a room that a browser is to be notified of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QueuedPush {
    pub(crate) subscription: i64,
    pub(crate) room: RoomId,
    pub(crate) first: i64,
    pub(crate) last: i64,
    /// When the last of them was posted, in milliseconds since 1970.
    pub(crate) posted_at: i64,
}
