//! Notifications that are to be sent.

use jiff::{SignedDuration, Timestamp};

use crate::model::notifications::devices::{Endpoint, Preview, PushKeys};
use crate::model::{AccountId, ChangeNumber, Language, MessageId, Person, RoomId, RoomKind, Slug};

/// The time in which a notification is sent, and in which push services keep it for a device that is off (RFC 8030, 5.2).
pub const LIFETIME: SignedDuration = SignedDuration::from_hours(12);

/// The messages of one room that somebody is notified of, by the newest of them.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The room.
    pub room: RoomId,
    /// Its address.
    pub slug: Slug,
    /// Its name, as the addressee sees it.
    pub room_name: String,
    /// Its kind.
    pub kind: RoomKind,
    /// The message.
    pub message: MessageId,
    /// The change that brought it.
    pub change: ChangeNumber,
    /// Its author.
    pub author: Person,
    /// Its text.
    pub body: String,
    /// Whether it mentions the addressee; in a direct conversation, each message does.
    pub is_mention: bool,
    /// The number of messages.
    pub count: u32,
}

/// A notification that is to be sent now.
#[derive(Clone, Debug)]
pub struct OutgoingPush {
    /// The database key.
    pub id: i64,
    /// The subscription's key.
    pub subscription: i64,
    /// The addressee.
    pub account: AccountId,
    /// Where it is sent.
    pub endpoint: Endpoint,
    /// The keys for its encryption.
    pub keys: PushKeys,
    /// The content that the notification shows.
    pub preview: Preview,
    /// The language.
    pub language: Language,
    /// The subject of the notification.
    pub announcement: Announcement,
    /// The last message that it covers.
    pub last: MessageId,
    /// Rooms whose notification the device may still show although they are read.
    pub read_rooms: Vec<RoomId>,
    /// The number of attempts, this one included.
    pub attempts: u32,
    /// From then on, it is not sent any more.
    pub expires_at: Timestamp,
}
