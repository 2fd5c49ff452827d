//! Accounts at the provider of single sign-on.

use jiff::Timestamp;

use crate::model::logins::sign_on::Identity;
use crate::model::{Account, AccountId, SessionId};
use crate::store::commands::sessions::Proof;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The account that is linked with one at the provider; none: no account is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_of_identity(&self, issuer: &str, subject: &str) -> Result<Option<Account>, Error> {
        read_backend!(self.account_of_identity(issuer, subject))
    }

    /// The account at the provider that an account is linked with.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn identity(&self, account: AccountId) -> Result<Option<Identity>, Error> {
        read_backend!(self.identity(account))
    }

    /// Whether an administrator who can log in has a login by single sign-on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_administrator_with_identity(&self) -> Result<bool, Error> {
        read_backend!(self.has_administrator_with_identity())
    }
}

impl Store {
    /// Links an account with one at the provider, in place of an earlier one.
    ///
    /// # Errors
    /// [`Error::IdentityTaken`] when it is linked with another account; [`Error::SessionEnded`]; [`Error::Changed`] when the
    /// evidence doesn't hold any more.
    pub async fn link_identity(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        identity: Identity,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.link_identity(account, session, proof, identity, now))
    }

    /// Unlinks an account from the one at the provider, and ends its other sessions. `passwords`: whether a password is
    /// another way to log in.
    ///
    /// # Errors
    /// [`Error::LastLogin`] when nobody could log in to it any more; [`Error::SessionEnded`]; [`Error::Changed`] when
    /// the evidence doesn't hold any more.
    pub async fn unlink_identity(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        passwords: bool,
    ) -> Result<(), Error> {
        write_backend!(self.unlink_identity(account, session, proof, passwords))
    }

    /// Notes that the person in a session has logged in at the provider at this time.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::Changed`] when the account is linked with another one at the provider.
    pub async fn note_sign_on(
        &self,
        account: AccountId,
        session: SessionId,
        identity: Identity,
        at: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.note_sign_on(account, session, identity, at))
    }
}
