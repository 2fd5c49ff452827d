//! Links that work once.

use jiff::Timestamp;

use crate::model::Account;
use crate::model::administration::one_time_links::LinkId;
use crate::store::commands::accounts::LinkPurpose;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};
use crate::store::permission::Administrator;

impl ReadStore {
    /// The purpose of a link.
    ///
    /// # Errors
    /// [`Error::BadLink`] when it doesn't work, or not any more.
    pub async fn link_purpose(&self, id: LinkId, now: Timestamp) -> Result<LinkPurpose, Error> {
        read_backend!(self.link_purpose(id, now))
    }
}

impl Store {
    /// Makes a link for the first account, which replaces earlier ones.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where there is an administrator already.
    pub async fn create_setup_link(&self, by: &Administrator, id: LinkId, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.create_setup_link(by, id, now))
    }

    /// Sets a password with a link, ends all sessions of the account, and makes its other links useless.
    ///
    /// # Errors
    /// [`Error::BadLink`] when the link doesn't work any more.
    pub async fn use_password_link(
        &self,
        id: LinkId,
        password_hash: String,
        network: String,
        now: Timestamp,
    ) -> Result<Account, Error> {
        write_backend!(self.use_password_link(id, password_hash, network, now))
    }
}
