//! Deleting accounts.

use jiff::Timestamp;

use crate::store::commands::accounts::NewDeletion;
use crate::store::error::Error;
use crate::store::handle::{Store, write_backend};

impl Store {
    /// Notes that an account is to be deleted, and ends all its sessions. The next login undoes it.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::Changed`] when the password was changed since it was compared;
    /// [`Error::LastAdministrator`].
    pub async fn request_deletion(&self, new: NewDeletion) -> Result<(), Error> {
        write_backend!(self.request_deletion(new))
    }

    /// Deletes an account whose time has come, and tells whether there was one. Its name is free from then on; an
    /// account without a name, password and memberships stays as the author of its messages, which are removed as
    /// those of banned accounts if that was chosen.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_due_account(&self, now: Timestamp) -> Result<bool, Error> {
        write_backend!(self.delete_due_account(now))
    }
}
