//! Forwarded messages.

use crate::model::forwards::Source;
use crate::model::{MessageId, RoomId, Slug};
use crate::store::commands::messages::{NewMessage, Posted};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The message that a forwarded one of this room quotes, with the present slug of its room. It says nothing about
    /// permission.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or not any more.
    pub async fn source(&self, room: RoomId, message: MessageId) -> Result<(Slug, MessageId), Error> {
        read_backend!(self.source(room, message))
    }
}

impl Store {
    /// Posts a message that quotes one of another room.
    ///
    /// # Errors
    /// As of [`Store::post_message`]; [`Error::NotFound`] when the source is gone, or its room to the author.
    pub async fn forward_message(&self, new: NewMessage, source: Source) -> Result<Posted, Error> {
        write_backend!(self.forward_message(new, source))
    }
}
