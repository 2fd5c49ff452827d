//! Sessions.

use jiff::Timestamp;

use crate::model::sessions::oldest_valid_use;
use crate::model::{AccountId, SessionId, Viewer};
use crate::store::commands::sessions::{NewPassword, NewSession};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// Who uses this session.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such session, or it has run out.
    pub async fn viewer(&self, id: SessionId, now: Timestamp) -> Result<Viewer, Error> {
        let used_since = oldest_valid_use(now);
        let since = match self.cache.viewers.get(&id) {
            Ok(viewer) if viewer.session.used_at.as_millisecond() >= used_since => return Ok(viewer),
            Ok(_) => return Err(Error::NotFound),
            Err(since) => since,
        };
        let viewer = read_backend!(self.viewer(id, used_since))?;
        self.cache.viewers.keep(since, id, viewer.clone());
        Ok(viewer)
    }
}

impl Store {
    /// Starts a session and forgets those that have run out. Of those of an account, as many as `most` stay, the ones
    /// used last.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account is gone; [`Error::Changed`] when `opened_by` is not the hash of its password any
    /// more.
    pub async fn create_session(&self, new: NewSession, most: u32) -> Result<(), Error> {
        write_backend!(self.create_session(new, most))
    }

    /// Changes an account's password in a session of it, and ends all its other sessions.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::Changed`] when `old` is not the hash of its password any more.
    pub async fn change_password(&self, new: NewPassword) -> Result<(), Error> {
        write_backend!(self.change_password(new))
    }

    /// Notes that a session of an account is in use, which prolongs it.
    ///
    /// # Errors
    /// [`Error::SessionEnded`].
    pub async fn note_session(&self, id: SessionId, account: AccountId, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.note_session(id, account, now))
    }

    /// Ends a session of an account; none of that name is as good.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session(&self, id: SessionId, account: AccountId) -> Result<(), Error> {
        write_backend!(self.delete_session(id, account))
    }
}
