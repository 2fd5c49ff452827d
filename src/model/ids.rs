//! Ids of rows and numbers of changes.

use std::fmt;

/// The database key of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub i64);

/// The number of a change in its room: 1 for the first change, then one more for each.
///
/// It is the `id:` in the room's event stream. The transaction that stores a change takes its number, so that a client
/// that has seen change *n* lacks exactly the changes after *n*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeNumber(pub i64);

impl ChangeNumber {
    /// The number of the change after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for ChangeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The database key of a message. Within a room, ids ascend in the order of posting. They are part of permalinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub i64);

impl MessageId {
    /// The next lower id. Saturates, because ids are also read from URLs, where any number is possible.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// The number of a profile change, counted over all accounts: 1 for the first change, then one more for each.
///
/// The transaction that stores a change takes its number, so that a client that has seen change *n* lacks exactly the
/// changes after *n*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileNumber(pub i64);

impl fmt::Display for ProfileNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The database key of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoomId(pub i64);
