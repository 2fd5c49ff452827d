//! Pins, which everybody in a room sees, and bookmarks, which are each account's own.

use jiff::Timestamp;

use crate::model::bookmarks::Bookmark;
use crate::model::{AccountId, Message, MessageId, RoomId};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The pinned messages of a room, the one that was pinned last first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pins(&self, room: RoomId) -> Result<Vec<Message>, Error> {
        read_backend!(self.pins(room))
    }

    /// Whether somebody keeps a message at hand.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_bookmarked(&self, id: MessageId, person: AccountId) -> Result<bool, Error> {
        read_backend!(self.is_bookmarked(id, person))
    }

    /// The messages that somebody keeps at hand and may still read, the newest bookmark first, from the one after
    /// `after` on; and whether there are more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bookmarks(
        &self,
        person: AccountId,
        after: Option<MessageId>,
        size: u32,
    ) -> Result<(Vec<Bookmark>, bool), Error> {
        read_backend!(self.bookmarks(person, after, size))
    }
}

impl Store {
    /// Pins a message, or takes its pin away.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the message is gone, or its room to this person; [`Error::Forbidden`] for somebody who
    /// isn't in the room; [`Error::Archived`]; [`Error::LimitReached`] when it has as many pins as it may.
    pub async fn set_pin(
        &self,
        room: RoomId,
        id: MessageId,
        by: AccountId,
        pinned: Option<Timestamp>,
        max_pins: u32,
    ) -> Result<(), Error> {
        write_backend!(self.set_pin(room, id, by, pinned, max_pins))
    }

    /// Keeps a message at hand for somebody, or doesn't any more.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the message is gone, or its room to this person.
    pub async fn set_bookmark(
        &self,
        room: RoomId,
        id: MessageId,
        person: AccountId,
        kept: Option<Timestamp>,
    ) -> Result<(), Error> {
        write_backend!(self.set_bookmark(room, id, person, kept))
    }
}
