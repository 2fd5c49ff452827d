//! Unread messages and mentions of an account, across its rooms.

use crate::model::bookmarks::Bookmark;
use crate::model::{AccountId, ChangeNumber, Message, MessageId, RoomId};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// Messages that mention somebody, in rooms of that person, the newest first, from the one before `before` on; and
    /// whether there are more. Conversations are left out: each message there is for both.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mentions_of(
        &self,
        person: AccountId,
        before: Option<MessageId>,
        size: u32,
    ) -> Result<(Vec<Bookmark>, bool), Error> {
        read_backend!(self.mentions_of(person, before, size))
    }

    /// The first messages of others after a change.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn first_unread_messages(
        &self,
        room: RoomId,
        read: ChangeNumber,
        person: AccountId,
        most: u32,
    ) -> Result<Vec<Message>, Error> {
        read_backend!(self.first_unread_messages(room, read, person, most))
    }
}

impl Store {
    /// Marks all rooms of an account read. Returns the number of those that were unread.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_all_read(&self, person: AccountId) -> Result<u32, Error> {
        write_backend!(self.mark_all_read(person))
    }

    /// Undoes the last [`Self::mark_all_read`], except in rooms that were read or marked since.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn undo_mark_all_read(&self, person: AccountId) -> Result<(), Error> {
        write_backend!(self.undo_mark_all_read(person))
    }
}
