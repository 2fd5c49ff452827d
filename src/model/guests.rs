//! Guests: people without an account who take part in one room for a time.

use jiff::{SignedDuration, Timestamp};

use crate::model::{Account, MessageId, Person, RoomId, RoomName, SessionId, Slug};

/// The database key of a guest link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuestLinkId(pub i64);

/// A link by which guests come into a room.
#[derive(Clone, Debug)]
pub struct GuestLink {
    /// The database key.
    pub id: GuestLinkId,
    /// The room.
    pub room: RoomId,
    /// The room's name.
    pub room_name: RoomName,
    /// The person who made it.
    pub created_by: Person,
    /// When the link and its guests end.
    pub expires_at: Timestamp,
    /// Whether guests wait until they are let in.
    pub waits: bool,
}

/// A guest as those see it who manage the room.
#[derive(Clone, Debug)]
pub struct GuestEntry {
    /// The guest.
    pub person: Person,
    /// The network that the guest came from.
    pub network: String,
    /// When the guest used the link.
    pub asked_at: Timestamp,
    /// Whether the guest still waits.
    pub waits: bool,
}

/// A guest's own view of the room.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The account that is the author of what the guest says.
    pub account: Account,
    /// The key of the guest's session.
    pub session: SessionId,
    /// The room.
    pub room: RoomId,
    /// The room's address.
    pub slug: Slug,
    /// The room's newest message when the guest came, after which the guest sees all; none: the guest waits.
    pub after: Option<MessageId>,
    /// When the guest's access ends.
    pub expires_at: Timestamp,
}

/// The time for which a guest link works and its guests stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week.
    Week,
}

impl Stay {
    /// All values.
    pub const ALL: [Self; 3] = [Self::Hour, Self::Day, Self::Week];

    /// The name in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// Parses a name from [`Self::name`]; none for other texts.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// The end of what begins now.
    #[must_use]
    pub fn ends_at(self, now: Timestamp) -> Timestamp {
        let hours = match self {
            Self::Hour => 1,
            Self::Day => 24,
            Self::Week => 7 * 24,
        };
        now.checked_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
    }
}
