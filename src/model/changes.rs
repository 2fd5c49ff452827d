//! The order of what happens in a room.

use std::fmt;
use std::sync::Arc;

use super::{Message, RoomId};

/// The place of a change in its room's history: 1 for the first, then one more for each.
///
/// It is the `id:` of the room's event stream. It is taken in the transaction that stores the change, so that
/// whoever has seen change *n* lacks exactly the changes after *n*.
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

/// A message came, or was changed: what is told to everyone in its room.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where it happened.
    pub room: RoomId,
    /// Its place in the room's history.
    pub number: ChangeNumber,
    /// The message as it is now.
    pub message: Arc<Message>,
}

impl Change {
    /// Whether it brought the message, rather than changing one that was there.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.number == self.message.created
    }
}
