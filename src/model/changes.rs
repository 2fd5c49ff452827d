//! Changes to messages, in the order of a room's change numbers.

use std::sync::Arc;

use super::Message;
use crate::model::ids::{ChangeNumber, MessageId, RoomId};

/// A message was posted or changed. Every subscriber of the room receives this.
#[derive(Clone, Debug)]
pub struct Change {
    /// The message's room.
    pub room: RoomId,
    /// The number of this change in the room.
    pub number: ChangeNumber,
    /// The message as it is now.
    pub message: Arc<Message>,
}

impl Change {
    /// Whether the change posted the message, rather than changing an earlier one.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.number == self.message.created
    }
}

/// Messages of a room were removed because of their age: nothing of them is left.
#[derive(Clone, Debug)]
pub struct Expiry {
    /// The room.
    pub room: RoomId,
    /// The number of this change in the room.
    pub number: ChangeNumber,
    /// The messages.
    pub messages: Arc<[MessageId]>,
}
