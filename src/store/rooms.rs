//! Rooms.

use jiff::Timestamp;

use crate::model::rooms::distinctions;
use crate::model::{AccountId, ChangeNumber, Room, RoomId, RoomName, RoomRules, RoomSummary, Slug};
use crate::store::cache::all::Cache;
use crate::store::commands::rooms::{NewDescription, NewRoom};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// A room. Whether somebody may know of it is for [`ReadStore::enter_room`] to say.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone.
    pub(crate) async fn room(&self, id: RoomId) -> Result<Room, Error> {
        let Cache { rooms, newest, .. } = &*self.cache;
        let cached = rooms.get(&id).map(|room| (newest.get(&id), room));
        let (unchanged, same) = match cached {
            Ok((Ok(newest), room)) => return Ok(Room { change: newest.change, ..room }),
            Ok((Err(since), _)) => (since, None),
            Err(since) => (newest.now(), Some(since)),
        };
        let (room, upto) = read_backend!(self.room(id))?;
        newest.keep(unchanged, id, upto);
        if let Some(since) = same {
            rooms.keep(since, id, room.clone());
        }
        Ok(room)
    }

    /// The room that is open to everybody at this address, or was there before it was renamed. What others keep in
    /// memory of rooms that aren't open has no part in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, after the same work whether a room that isn't open has the address.
    pub(crate) async fn open_room(&self, slug: Slug) -> Result<Room, Error> {
        let id = match self.cache.open_rooms.get(&slug) {
            Ok(id) => id,
            Err(since) => {
                let id = read_backend!(self.open_room_at(slug.clone()))?;
                self.cache.open_rooms.keep(since, slug, id);
                id
            }
        };
        self.room(id).await
    }

    /// A room's newest change.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone.
    pub async fn newest_change(&self, room: RoomId) -> Result<ChangeNumber, Error> {
        read_backend!(self.newest_change(room))
    }

    /// The room made first of those that a person is in, else of those open to everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such room at all.
    pub async fn first_room(&self, account: AccountId) -> Result<Slug, Error> {
        read_backend!(self.first_room(account))
    }

    /// Every room that a person may know of, by name, with who spoke last in it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rooms(&self, account: AccountId) -> Result<Vec<RoomSummary>, Error> {
        let mut rooms = read_backend!(self.rooms(account))?;
        let distinctions = distinctions(&rooms, |room| (room.kind, &room.name, &room.slug, &room.others));
        for (room, distinction) in rooms.iter_mut().zip(distinctions) {
            room.distinction = distinction;
        }
        Ok(rooms)
    }

    /// The room of this name that is open to everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn room_named(&self, name: &RoomName) -> Result<Room, Error> {
        read_backend!(self.room_named(name))
    }
}

impl Store {
    /// Gives a room another name, another description, and this address, where the name gives another than it has. The
    /// one it had leads to it still.
    ///
    /// # Errors
    /// [`Error::Taken`] when another room has this name; else as of [`Store::archive_room`].
    pub async fn describe_room(&self, room: RoomId, by: AccountId, new: NewDescription) -> Result<Room, Error> {
        write_backend!(self.describe_room(room, by, new))
    }

    /// Makes a room one that is only read, or one to write in again. An administrator's act in somebody else's room is
    /// noted in the audit log, with the network that it comes from.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone, or not open to `by` any more; [`Error::Forbidden`] when `by` is
    /// neither its maker nor the administrator, and for a direct conversation.
    pub async fn archive_room(
        &self,
        room: RoomId,
        by: AccountId,
        since: Option<Timestamp>,
        network: String,
    ) -> Result<Room, Error> {
        write_backend!(self.archive_room(room, by, since, network))
    }

    /// Sets the rules of a room. Members beyond a new limit stay.
    ///
    /// # Errors
    /// As of [`Store::archive_room`].
    pub async fn set_room_rules(&self, room: RoomId, by: AccountId, rules: RoomRules) -> Result<Room, Error> {
        write_backend!(self.set_room_rules(room, by, rules))
    }

    /// Takes a room from everybody; what was said in it goes with [`Store::clear_deleted_rooms`].
    ///
    /// # Errors
    /// As of [`Store::archive_room`].
    pub async fn delete_room(
        &self,
        room: RoomId,
        by: AccountId,
        network: String,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.delete_room(room, by, network, now))
    }

    /// Clears what deleted rooms have left, bit by bit, so that nobody has to wait for it.
    ///
    /// # Errors
    /// When the database fails; what was not cleared is for another time.
    pub async fn clear_deleted_rooms(&self) -> Result<(), Error> {
        write_backend!(self.clear_deleted_rooms())
    }

    /// Makes a room, with its maker in it.
    ///
    /// # Errors
    /// [`Error::Taken`] when another room has this name; [`Error::Forbidden`] for those who may not make it;
    /// [`Error::LimitReached`] when its maker has made as many as may be; [`Error::NotFound`] when the maker's
    /// account is gone.
    pub async fn create_room(&self, new: NewRoom) -> Result<Room, Error> {
        write_backend!(self.create_room(new))
    }
}
