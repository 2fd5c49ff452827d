//! Reactions.

use jiff::Timestamp;

use crate::model::{AccountId, Emoji, MessageId, Reaction, RoomId};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// Everybody's reactions to a message.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reactions(&self, id: MessageId) -> Result<Vec<Reaction>, Error> {
        read_backend!(self.reactions(id))
    }
}

impl Store {
    /// Puts somebody's emoji under a message, or takes it away where it is there already.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the message is gone, or its room to this person; [`Error::Archived`];
    /// [`Error::NoSuchEmoji`] for a custom one that doesn't exist; [`Error::LimitReached`] when it has as many different ones as it may.
    pub async fn toggle_reaction(
        &self,
        room: RoomId,
        id: MessageId,
        person: AccountId,
        emoji: Emoji,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.toggle_reaction(room, id, person, emoji, now))
    }
}
