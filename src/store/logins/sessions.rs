//! Sessions.

use jiff::Timestamp;

use crate::model::logins::sessions::{Earliest, OwnSession};
use crate::model::{AccountId, SessionId, Viewer};
use crate::store::commands::sessions::{EndedSessions, NewPassword, NewSession, SessionUse};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// Who uses this session.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such session, or it has expired.
    pub async fn viewer(&self, id: SessionId, now: Timestamp) -> Result<Viewer, Error> {
        let earliest = Earliest::valid_at(now);
        let since = match self.cache.viewers.get(&id) {
            Ok(viewer) if viewer.session.is_valid(earliest) => return Ok(viewer),
            Ok(_) => return Err(Error::NotFound),
            Err(since) => since,
        };
        let viewer = read_backend!(self.viewer(id, earliest))?;
        self.cache.viewers.keep(since, id, viewer.clone());
        Ok(viewer)
    }

    /// The sessions of an account that are valid now, the last used first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions(&self, account: AccountId, now: Timestamp) -> Result<Vec<OwnSession>, Error> {
        read_backend!(self.sessions(account, Earliest::valid_at(now)))
    }
}

impl Store {
    /// Starts a session and deletes those that have expired. Of those of an account, as many as `most` stay, the ones
    /// used last.
    ///
    /// # Errors
    /// [`Error::BlockedNetwork`]; [`Error::SecondFactorNeeded`]; [`Error::WrongCode`]; [`Error::NotFound`] when the account is gone; [`Error::Deactivated`] when it is deactivated; [`Error::Changed`]
    /// when `opened_by` is not the hash of its password any more.
    pub async fn create_session(&self, new: NewSession, most: u32) -> Result<(), Error> {
        let earliest = Earliest::valid_at(new.now);
        write_backend!(self.create_session(new, most, earliest))
    }

    /// Changes an account's password in a session of it, and ends all its other sessions.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::Changed`] when `old` is not the hash of its password any more.
    pub async fn change_password(&self, new: NewPassword) -> Result<(), Error> {
        write_backend!(self.change_password(new))
    }

    /// Notes that a session of an account is in use, which prolongs it, up to its maximum age.
    ///
    /// # Errors
    /// [`Error::SessionEnded`].
    pub async fn note_session(&self, account: AccountId, used: SessionUse) -> Result<(), Error> {
        let earliest = Earliest::valid_at(used.now);
        write_backend!(self.note_session(account, used, earliest))
    }

    /// Ends sessions of an account on request of one of them, and returns how many.
    ///
    /// # Errors
    /// [`Error::SessionEnded`] when the requesting session has ended; [`Error::Changed`] when the password was changed
    /// since it was compared.
    pub async fn end_sessions(&self, ended: EndedSessions) -> Result<usize, Error> {
        write_backend!(self.end_sessions(ended))
    }

    /// Ends the sessions that have expired, with what they hold open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_expired_sessions(&self, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.end_expired_sessions(Earliest::valid_at(now)))
    }

    /// Ends a session of an account; none of that name is as good.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session(&self, id: SessionId, account: AccountId) -> Result<(), Error> {
        write_backend!(self.delete_session(id, account))
    }
}
