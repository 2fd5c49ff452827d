//! Rooms and sessions, for administrators.

use jiff::Timestamp;

use crate::model::administration::audit::AuditEntry;
use crate::model::administration::rooms::{RoomEntry, RoomFacts, RoomFilter};
use crate::model::logins::sessions::{Earliest, SessionEntry, SessionFilter};
use crate::model::{RoomId, SessionId};
use crate::store::commands::administration::AdministeredRoom;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};
use crate::store::permission::{Administrator, Entered};

/// The maximum number of administrative acts that a room's page lists.
const MAX_ACTS: u32 = 20;

impl ReadStore {
    /// Up to `most` rooms, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn room_entries(
        &self,
        _by: &Administrator,
        filter: RoomFilter,
        most: u32,
    ) -> Result<Vec<RoomEntry>, Error> {
        read_backend!(self.room_entries(filter, most))
    }

    /// A room that is no direct conversation.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn room_facts(&self, by: &Administrator, room: RoomId) -> Result<RoomFacts, Error> {
        read_backend!(self.room_facts(room, by.actor().account()))
    }

    /// The latest acts of administrators in a room, for its members.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn room_acts(&self, entered: &Entered) -> Result<Vec<AuditEntry>, Error> {
        read_backend!(self.room_acts(entered.room.id, MAX_ACTS))
    }

    /// Up to `most` valid sessions, the last used first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_entries(
        &self,
        _by: &Administrator,
        filter: SessionFilter,
        most: u32,
        now: Timestamp,
    ) -> Result<Vec<SessionEntry>, Error> {
        read_backend!(self.session_entries(filter, most, Earliest::valid_at(now)))
    }
}

impl Store {
    /// Changes a room, and notes it in the audit log.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such room, or it is a direct conversation; [`Error::RoomFull`];
    /// [`Error::Changed`] when the administrator's password was changed since it was compared; [`Error::Forbidden`] and
    /// [`Error::SessionEnded`] when it is no administrator any more.
    pub async fn administer_room(&self, by: &Administrator, what: AdministeredRoom) -> Result<(), Error> {
        write_backend!(self.administer_room(by, what))
    }

    /// Ends a session of anybody, and notes it in the audit log. One that has ended already is fine.
    ///
    /// # Errors
    /// As [`Self::administer_room`].
    pub async fn administer_session(
        &self,
        by: &Administrator,
        session: SessionId,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.administer_session(by, session, now))
    }
}
