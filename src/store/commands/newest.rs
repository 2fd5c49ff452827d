//! The newest changes of a room, which every commit brings up to date.

use crate::model::{ChangeNumber, MessageId};

/// The newest changes of a room.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Newest {
    /// Its newest change.
    pub(crate) change: ChangeNumber,
    /// The change that brought its newest message.
    pub(crate) posted: ChangeNumber,
    /// Its newest message.
    pub(crate) message: MessageId,
}
