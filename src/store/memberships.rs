//! Memberships, and how far each member has read.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::sidebar::Placement;
use crate::model::{Account, AccountId, ChangeNumber, MessageId, NotificationLevel, OwnRooms, RoomId};
use crate::store::cache::entries::Since;
use crate::store::cache::own_rooms::CachedRooms;
use crate::store::commands::memberships::Mute;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// All rooms of a person, with what is to be seen of each now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_rooms(&self, account: AccountId) -> Result<OwnRooms, Error> {
        let (own_rooms, is_outdated) = self.cached_rooms(account).await?.as_of(&self.cache.newest);
        if !is_outdated {
            return Ok(own_rooms);
        }
        Ok(self.read_rooms(account, self.cache.own_rooms.now()).await?.as_of(&self.cache.newest).0)
    }

    /// The rooms of an account, from the cache or the backend.
    pub(in crate::store) async fn cached_rooms(&self, account: AccountId) -> Result<Arc<CachedRooms>, Error> {
        match self.cache.own_rooms.get(&account) {
            Ok(rooms) => Ok(rooms),
            Err(since) => self.read_rooms(account, since).await,
        }
    }

    /// Reads the rooms of an account from the backend into the cache.
    async fn read_rooms(&self, account: AccountId, since: Since) -> Result<Arc<CachedRooms>, Error> {
        let unchanged = self.cache.newest.now();
        let stored = read_backend!(self.own_rooms(account))?;
        for one in &stored.rooms {
            self.cache.newest.keep(unchanged, one.room.id, one.newest);
        }
        let rooms = Arc::new(CachedRooms::new(stored, unchanged));
        self.cache.own_rooms.keep(since, account, Arc::clone(&rooms));
        Ok(rooms)
    }

    /// The number of members of a room that is no conversation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn member_count(&self, room: RoomId) -> Result<u32, Error> {
        read_backend!(self.member_count(room))
    }

    /// Who is in a room, by name; of a conversation, all whom it is with, also before they are told of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn members(&self, room: RoomId) -> Result<Vec<Account>, Error> {
        read_backend!(self.members(room))
    }
}

impl Store {
    /// Brings somebody into an open room, who may be in it already. What was said before counts as read.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone, or isn't open to this person.
    pub async fn join_room(&self, room: RoomId, person: AccountId, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.join_room(room, person, now))
    }

    /// Brings somebody else into a room, who may be in it already. What was said before counts as read.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone, or not open to `by` any more; [`Error::Forbidden`] when `by` isn't in
    /// it, and in a direct conversation.
    pub async fn invite(
        &self,
        room: RoomId,
        by: AccountId,
        person: AccountId,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.invite(room, by, person, now))
    }

    /// Takes somebody out of a room, who may have left already.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a direct conversation, which is always the same people's.
    pub async fn leave_room(&self, room: RoomId, person: AccountId) -> Result<(), Error> {
        write_backend!(self.leave_room(room, person))
    }

    /// Takes somebody else out of a room, who may have left already.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone, or not open to `by` any more; [`Error::Forbidden`] when `by` is
    /// neither its maker nor the administrator, and in a direct conversation.
    pub async fn remove_member(&self, room: RoomId, by: AccountId, person: AccountId) -> Result<(), Error> {
        write_backend!(self.remove_member(room, by, person))
    }

    /// Sets of what a member of a room wants to be told; and `muted`, until when not at all, where it is given.
    ///
    /// # Errors
    /// [`Error::NotFound`] for somebody who isn't in it.
    pub async fn set_notification_level(
        &self,
        room: RoomId,
        person: AccountId,
        level: NotificationLevel,
        muted: Option<Mute>,
    ) -> Result<(), Error> {
        write_backend!(self.set_notification_level(room, person, level, muted))
    }

    /// Puts a room somewhere else in a member's sidebar.
    ///
    /// # Errors
    /// [`Error::NotFound`] for somebody who isn't in it.
    pub async fn place_room(&self, room: RoomId, person: AccountId, placement: Placement) -> Result<(), Error> {
        write_backend!(self.place_room(room, person, placement))
    }

    /// Notes that a member has read a room from a message on (none: from the beginning) up to a change; where that is
    /// more than before, and goes on from what was read before.
    ///
    /// # Errors
    /// When the database fails; somebody who isn't in the room is as good.
    pub async fn note_read(
        &self,
        room: RoomId,
        person: AccountId,
        since: Option<MessageId>,
        upto: ChangeNumber,
    ) -> Result<(), Error> {
        if let Ok(rooms) = self.cache.own_rooms.get(&person)
            && rooms.of(room).is_none_or(|(_, reading)| reading.read() >= upto)
        {
            return Ok(());
        }
        write_backend!(self.note_read(room, person, since, upto))
    }

    /// Makes a message, and those after it, unread again.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the room has none of this id, and for somebody who isn't in it.
    pub async fn mark_unread(&self, room: RoomId, person: AccountId, from: MessageId) -> Result<(), Error> {
        write_backend!(self.mark_unread(room, person, from))
    }
}
