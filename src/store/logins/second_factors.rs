//! Second factors of logins.

use jiff::Timestamp;

use crate::model::logins::second_factors::SecondFactor;
use crate::model::{AccountId, SessionId};
use crate::store::commands::sessions::Proof;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The second factor of an account, if it has one or is setting one up.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn second_factor(&self, account: AccountId) -> Result<Option<SecondFactor>, Error> {
        read_backend!(self.second_factor(account))
    }
}

impl Store {
    /// Begins to set up a second factor, anew where that was begun before.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::Changed`] when the password was changed since it was compared; [`Error::Taken`]
    /// when the account has one already.
    pub async fn begin_second_factor(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        secret: Vec<u8>,
    ) -> Result<(), Error> {
        write_backend!(self.begin_second_factor(account, session, proof, secret))
    }

    /// Turns the second factor on with a code of this time step, and stores the hashes of the recovery codes.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::NotFound`] when none is being set up.
    pub async fn confirm_second_factor(
        &self,
        account: AccountId,
        session: SessionId,
        step: u64,
        recovery: Vec<Vec<u8>>,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.confirm_second_factor(account, session, step, recovery, now))
    }

    /// Replaces the recovery codes.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::Changed`] when the password was changed since it was compared;
    /// [`Error::NotFound`] when the account has no second factor.
    pub async fn replace_recovery_codes(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        recovery: Vec<Vec<u8>>,
    ) -> Result<(), Error> {
        write_backend!(self.replace_recovery_codes(account, session, proof, recovery))
    }

    /// Turns the second factor off.
    ///
    /// # Errors
    /// [`Error::SessionEnded`]; [`Error::Changed`] when the password was changed since it was compared.
    pub async fn remove_second_factor(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
    ) -> Result<(), Error> {
        write_backend!(self.remove_second_factor(account, session, proof))
    }
}
