//! Blocking people for oneself, and the warnings of moderators.

use jiff::Timestamp;

use crate::model::administration::warnings::{Warning, WarningText};
use crate::model::{AccountId, Person};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};
use crate::store::permission::{Administrator, Moderator};

impl ReadStore {
    /// The people whom an account has blocked, by username.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn blocked_people(&self, account: AccountId) -> Result<Vec<Person>, Error> {
        read_backend!(self.blocked_people(account))
    }

    /// The warnings that an account has got, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_warnings(&self, account: AccountId) -> Result<Vec<Warning>, Error> {
        read_backend!(self.warnings(account))
    }

    /// The warnings that somebody has got, for administrators.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn warnings_of(&self, _by: &Administrator, account: AccountId) -> Result<Vec<Warning>, Error> {
        read_backend!(self.warnings(account))
    }
}

impl Store {
    /// Blocks somebody for an account. Somebody who is blocked already is fine.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for oneself; [`Error::LimitReached`] when `most` people are blocked.
    pub async fn block(&self, by: AccountId, person: AccountId, most: u32, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.block(by, person, most, now))
    }

    /// Unblocks somebody, who may not be blocked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unblock(&self, by: AccountId, person: AccountId) -> Result<(), Error> {
        write_backend!(self.unblock(by, person))
    }

    /// Warns somebody with a lower role, and notes it in the audit log.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and [`Error::SessionEnded`] when the permission has ended, and [`Error::Forbidden`] for
    /// somebody whose role isn't lower.
    pub async fn warn(
        &self,
        by: &Moderator,
        account: AccountId,
        text: WarningText,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.warn(by, account, text, now))
    }

    /// Notes that an account has read its warnings up to the newest that it was shown.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirm_warnings(&self, account: AccountId, newest: i64, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.confirm_warnings(account, newest, now))
    }
}
