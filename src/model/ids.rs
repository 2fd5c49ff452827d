//! Ids and numbers: what tells one thing from another of its kind.

use std::fmt;

/// The database key of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub i64);

/// The place of a change in its room's history: 1 for the first, then one more for each.
///
/// It is the `id:` of the room's event stream. It is taken in the transaction that stores the change, so that
/// a client that has seen change *n* lacks exactly the changes after *n*.
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

/// The database key of a message: it ascends within a room in the order of posting, and stands in permalinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(pub i64);

impl MessageId {
    /// The greatest id that is less: ids come from addresses, too, where any number may stand.
    #[must_use]
    pub fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// The place of a change among the changes of all profiles: 1 for the first, then one more for each.
///
/// It is taken in the transaction that stores the change, so that whoever knows of change *n* lacks exactly the changes
/// after *n*.
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
