//! Rooms, as administrators see them: everything but the messages.

use jiff::Timestamp;

use crate::model::{RoomId, RoomKind, RoomName, Slug};

/// Which rooms are listed.
#[derive(Clone, Debug, Default)]
pub struct RoomFilter {
    /// A part of the name, in lower case.
    pub part: String,
    /// The kind; none: open and closed ones.
    pub kind: Option<RoomKind>,
    /// Whether they are archived; none: both.
    pub archived: Option<bool>,
    /// The room after which the list begins, in the order of names.
    pub after: Option<RoomId>,
}

/// A room in the list. Direct conversations are not listed.
#[derive(Clone, Debug)]
pub struct RoomEntry {
    /// The database key.
    pub id: RoomId,
    /// The room's address.
    pub slug: Slug,
    /// Its name.
    pub name: RoomName,
    /// Its kind: open or closed.
    pub kind: RoomKind,
    /// Whether it is archived.
    pub archived: bool,
    /// The username of the account that created it; none for the first room and imported ones.
    pub created_by: Option<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// The number of members.
    pub members: u32,
    /// When its newest message was posted; none for an empty room.
    pub last_at: Option<Timestamp>,
    /// The days after which its messages are removed; none: as the server's setting says; 0: never.
    pub retention: Option<u32>,
}

/// A room, and what it holds.
#[derive(Clone, Debug)]
pub struct RoomFacts {
    /// The room as it is listed.
    pub entry: RoomEntry,
    /// The number of messages, deleted ones included.
    pub messages: u32,
    /// Whether the administrator is a member.
    pub is_member: bool,
}

/// The longest age at which messages are removed, in days: 100 years.
pub const MAX_RETENTION_DAYS: u32 = 36_500;

/// Parses the age at which messages are removed, in days; 0: they are not removed. None for other texts.
#[must_use]
pub fn parse_retention(days: &str) -> Option<u32> {
    days.parse().ok().filter(|days| *days <= MAX_RETENTION_DAYS)
}
