//! Passkeys.

use crate::model::logins::passkeys::{OwnPasskey, PasskeyId};
use crate::model::{Account, AccountId, SessionId};
use crate::store::commands::passkeys::NewPasskey;
use crate::store::commands::sessions::Proof;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn passkeys(&self, account: AccountId) -> Result<Vec<OwnPasskey>, Error> {
        read_backend!(self.passkeys(account))
    }

    /// The account of a passkey, and the credential as JSON; none: there is no such passkey.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn credential(&self, credential_id: &[u8]) -> Result<Option<(Account, String)>, Error> {
        read_backend!(self.credential(credential_id))
    }
}

impl Store {
    /// Adds a passkey.
    ///
    /// # Errors
    /// [`Error::LimitReached`]; [`Error::Taken`] when it is there already; [`Error::SessionEnded`]; [`Error::Changed`]
    /// when the evidence doesn't hold any more.
    pub async fn add_passkey(&self, new: NewPasskey) -> Result<(), Error> {
        write_backend!(self.add_passkey(new))
    }

    /// Removes a passkey of an account. `passwords`: whether a password is another way to log in.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::LastLogin`] when nobody could log in to the account any more;
    /// [`Error::SessionEnded`]; [`Error::Changed`] when the evidence doesn't hold any more.
    pub async fn remove_passkey(
        &self,
        account: AccountId,
        session: SessionId,
        proof: Proof,
        id: PasskeyId,
        passwords: bool,
    ) -> Result<(), Error> {
        write_backend!(self.remove_passkey(account, session, proof, id, passwords))
    }
}
