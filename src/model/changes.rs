//! The order of what happens in a room.

use std::sync::Arc;

use super::Message;
use crate::model::ids::{ChangeNumber, RoomId};

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
