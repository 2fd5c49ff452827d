//! Messages.

use jiff::Timestamp;

use crate::model::{AccountId, ChangeNumber, Mentions, Message, MessageId, Page, Position, RoomId, Version};
use crate::store::commands::messages::{CatchUp, Edit, NewMessage, Portion, Posted};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The authors of a room's last messages, of which `most` are looked at, the last one first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_authors(&self, room: RoomId, most: u32) -> Result<Vec<AccountId>, Error> {
        read_backend!(self.last_authors(room, most))
    }

    /// What happened in a room after a change, in order: the first portion of it.
    ///
    /// Each message that came after `after` and was changed since stands at its own place too, as it is now: whoever
    /// applies the changes in order has the messages in order, and may break off after any of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone.
    pub async fn changes_after(
        &self,
        room: RoomId,
        after: ChangeNumber,
        portion: Portion,
    ) -> Result<CatchUp, Error> {
        read_backend!(self.changes_after(room, after, portion))
    }

    /// The people, rooms and custom emoji that a text names in a room. `has_groups`: whether `@all` and `@here` are mentions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mentions_in(&self, room: RoomId, text: String, has_groups: bool) -> Result<Mentions, Error> {
        read_backend!(self.mentions_in(room, text, has_groups))
    }

    /// One message of a room.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the room has none of this id.
    pub async fn message(&self, room: RoomId, id: MessageId) -> Result<Message, Error> {
        read_backend!(self.message(room, id))
    }

    /// The texts that a message had before it was edited, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn versions(&self, id: MessageId) -> Result<Vec<Version>, Error> {
        read_backend!(self.versions(id))
    }

    /// Up to `size` messages of a room.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `position` is around a message that the room doesn't have.
    pub async fn page(&self, room: RoomId, position: Position, size: u32) -> Result<Page, Error> {
        read_backend!(self.page(room, position, size))
    }

    /// The first message of a room that was posted at a time or later; none: all are older.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn first_message_since(&self, room: RoomId, at: Timestamp) -> Result<Option<MessageId>, Error> {
        read_backend!(self.first_message_since(room, at))
    }

    /// The change that brought a message.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room doesn't have it.
    pub async fn change_of(&self, room: RoomId, message: MessageId) -> Result<ChangeNumber, Error> {
        read_backend!(self.change_of(room, message))
    }

    /// How many messages this person, who has read up to a change, has not read, up to a thousand: of others, and an
    /// own one that was marked unread.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unread_after(&self, room: RoomId, read: ChangeNumber, person: AccountId) -> Result<u32, Error> {
        read_backend!(self.unread_after(room, read, person))
    }
}

impl Store {
    /// Replaces a message's text and keeps the earlier one; the same text again changes nothing. The replies to it,
    /// which show it, change too.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the message is gone, or its room to this person; [`Error::Archived`];
    /// [`Error::Forbidden`] for others than its author and the administrator.
    pub async fn edit_message(&self, new: Edit) -> Result<(), Error> {
        write_backend!(self.edit_message(new))
    }

    /// Empties a message's place: its text and its earlier texts are gone for good, with reactions and pin. The replies
    /// to it, which show it, change too.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such message, or its room is gone to this person; [`Error::Archived`];
    /// [`Error::Forbidden`] for others than its author, moderators and administrators. Deleting it again is no error.
    /// The audit log gets an entry, with the network that the request came from, unless the author deletes it.
    pub async fn delete_message(
        &self,
        room: RoomId,
        id: MessageId,
        by: AccountId,
        network: String,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.delete_message(room, id, by, network, now))
    }

    /// Stores a message, once for each author and nonce, and takes the room's next change number for it. Its author is
    /// in the room from then on, if that is open.
    ///
    /// # Errors
    /// [`Error::NonceReused`] when the nonce belongs to another text; [`Error::NotFound`] when the room is gone, or
    /// isn't open to the author; [`Error::Archived`]; [`Error::ReplyTargetDeleted`] when the message that it answers is
    /// gone.
    pub async fn post_message(&self, new: NewMessage) -> Result<Posted, Error> {
        write_backend!(self.post_message(new))
    }
}
