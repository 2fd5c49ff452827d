//! Addresses of accounts.

use jiff::Timestamp;

use crate::model::administration::one_time_links::LinkId;
use crate::model::mail::addresses::OwnAddresses;
use crate::model::{AccountId, EmailAddress, SessionId, Username};
use crate::store::commands::mail::NewAddress;
use crate::store::commands::sessions::Proof;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The addresses of an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_addresses(&self, account: AccountId) -> Result<OwnAddresses, Error> {
        read_backend!(self.own_addresses(account))
    }

    /// The address that a link verifies, and the name of its account.
    ///
    /// # Errors
    /// [`Error::BadLink`] when it doesn't work, or not any more.
    pub async fn address_of_link(&self, id: LinkId, now: Timestamp) -> Result<(EmailAddress, Username), Error> {
        read_backend!(self.address_of_link(id, now))
    }
}

impl Store {
    /// Stores an address that is to be verified, instead of an earlier one, and queues the e-mail with the link for that.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::Changed`] when the password was changed since it was compared; [`Error::Taken`]
    /// when it is the account's verified address already; [`Error::LimitReached`] when too many e-mails wait.
    pub async fn ask_for_address(&self, new: NewAddress) -> Result<(), Error> {
        write_backend!(self.ask_for_address(new))
    }

    /// Uses up a link: its address is verified, and replaces an earlier one, which is told. Links that were sent to that
    /// one don't work any more.
    ///
    /// # Errors
    /// [`Error::BadLink`] when it doesn't work any more, or the address is another account's by now.
    pub async fn verify_address(&self, id: LinkId, now: Timestamp) -> Result<EmailAddress, Error> {
        write_backend!(self.verify_address(id, now))
    }

    /// Removes the addresses of an account, or only the one that is to be verified, and tells a verified one.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::Changed`] when the password was changed since it was compared.
    pub async fn remove_addresses(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        pending_only: bool,
    ) -> Result<(), Error> {
        write_backend!(self.remove_addresses(account, session, proof, pending_only))
    }
}
