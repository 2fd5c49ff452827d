//! Other people's accounts, for administrators.

use jiff::Timestamp;

use crate::model::Username;
use crate::model::administration::accounts::{AccountDetails, AccountEntry, AccountFilter, Totals};
use crate::store::commands::administration::Administered;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};
use crate::store::permission::Administrator;

impl ReadStore {
    /// Up to `most` accounts, in the order of their usernames.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_entries(
        &self,
        _by: &Administrator,
        filter: AccountFilter,
        most: u32,
    ) -> Result<Vec<AccountEntry>, Error> {
        read_backend!(self.account_entries(filter, most))
    }

    /// When the storage of the accounts was noted last; none: not yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn storage_noted_at(&self) -> Result<Option<Timestamp>, Error> {
        read_backend!(self.storage_noted_at())
    }

    /// The account of this name.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn account_details(
        &self,
        _by: &Administrator,
        username: &Username,
    ) -> Result<AccountDetails, Error> {
        read_backend!(self.account_details(username))
    }

    /// The numbers of accounts, rooms and sessions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn totals(&self, _by: &Administrator) -> Result<Totals, Error> {
        read_backend!(self.totals())
    }
}

impl Store {
    /// Notes what each account stores, in bounded steps that nobody waits for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_storage(&self, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.note_storage(now))
    }

    /// Changes an account, and notes it in the audit log.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account; [`Error::LastAdministrator`]; [`Error::Changed`] when the
    /// administrator's password was changed since it was compared; [`Error::Forbidden`] and [`Error::SessionEnded`]
    /// when it is no administrator any more.
    pub async fn administer(&self, by: &Administrator, what: Administered) -> Result<(), Error> {
        write_backend!(self.administer(by, what))
    }
}
