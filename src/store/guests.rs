//! Guests, and the links by which they come.

use jiff::Timestamp;

use crate::model::guests::{Guest, GuestEntry, GuestLink, GuestLinkId};
use crate::model::{AccountId, RoomId, SessionId, Username};
use crate::store::commands::guests::{GuestChange, NewGuest, NewGuestLink};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// A guest link that works now.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it doesn't, or its room is deleted or archived.
    pub async fn guest_link(&self, id: GuestLinkId, now: Timestamp) -> Result<GuestLink, Error> {
        read_backend!(self.guest_link(id, now))
    }

    /// The links of a room that work now, and the guests that are there or wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn guests(&self, room: RoomId, now: Timestamp) -> Result<(Vec<GuestLink>, Vec<GuestEntry>), Error> {
        read_backend!(self.guests(room, now))
    }

    /// The guest of a session.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, or the guest's time is over.
    pub async fn guest(&self, session: SessionId, now: Timestamp) -> Result<Guest, Error> {
        read_backend!(self.guest(session, now))
    }
}

impl Store {
    /// Makes a guest link.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Forbidden`] and [`Error::Archived`] when the account can't change the room;
    /// [`Error::LimitReached`].
    pub async fn create_guest_link(&self, new: NewGuestLink) -> Result<GuestLinkId, Error> {
        write_backend!(self.create_guest_link(new))
    }

    /// Revokes a guest link. Its guests stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] and [`Error::Forbidden`] when the account can't change the room.
    pub async fn revoke_guest_link(
        &self,
        room: RoomId,
        by: AccountId,
        link: GuestLinkId,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.revoke_guest_link(room, by, link, now))
    }

    /// Makes an account for a guest, who comes into the room, or waits.
    ///
    /// # Errors
    /// [`Error::BadLink`]; [`Error::BlockedNetwork`]; [`Error::LooksAlike`] and [`Error::Taken`] for the name;
    /// [`Error::RoomFull`]; [`Error::LimitReached`].
    pub async fn enter_as_guest(&self, new: NewGuest) -> Result<(), Error> {
        write_backend!(self.enter_as_guest(new))
    }

    /// Lets a guest in, or takes a guest out of the room.
    ///
    /// # Errors
    /// [`Error::NotFound`] and [`Error::Forbidden`] when the account can't change the room; [`Error::NotFound`] when
    /// there is no such guest any more; [`Error::RoomFull`].
    pub async fn change_guest(
        &self,
        room: RoomId,
        by: AccountId,
        guest: &Username,
        change: GuestChange,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.change_guest(room, by, guest, change, now))
    }

    /// Ends a guest's own access.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_guest(&self, session: SessionId, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.end_guest(session, now))
    }

    /// Ends the access of guests whose time is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_expired_guests(&self, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.end_expired_guests(now))
    }
}
