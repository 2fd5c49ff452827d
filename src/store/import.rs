//! Data of other chats.

use std::collections::HashMap;

use crate::model::{Account, AccountId, Username};
use crate::store::commands::accounts::ImportedAccount;
use crate::store::commands::messages::ImportedMessage;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The account that was imported from `origin`, if it was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn imported_account(&self, origin: String) -> Result<Option<Account>, Error> {
        read_backend!(self.imported_account(origin))
    }

    /// The origins of imported accounts, by the hashes of their passwords.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn imported_hashes(&self) -> Result<HashMap<String, String>, Error> {
        read_backend!(self.imported_hashes())
    }

    /// The account of this name, unless it was made for somebody of the other chat `source`, and whether messages from
    /// there are its own nevertheless.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn namesake(&self, name: &Username, source: String) -> Result<Option<(Account, bool)>, Error> {
        read_backend!(self.namesake(name, source))
    }
}

impl Store {
    /// Makes an account as it was elsewhere, once for each origin. If it is the first that can log in, it becomes the
    /// administrator.
    ///
    /// # Errors
    /// [`Error::Taken`] when the name is another account's; [`Error::LooksAlike`] when it looks like somebody else's
    /// name.
    pub async fn import_account(&self, new: ImportedAccount) -> Result<Account, Error> {
        write_backend!(self.import_account(new))
    }

    /// Gives an imported account that no password opens one from the other chat, which an earlier version could not
    /// verify. Gives the account as it is then.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such account.
    pub async fn set_imported_hash(&self, id: AccountId, hash: String) -> Result<Account, Error> {
        write_backend!(self.set_imported_hash(id, hash))
    }

    /// Adds messages at the end of their rooms, in this order, except those that were imported before; gives the
    /// number of those added. They are history, not news: members who had read a room to its end still have.
    ///
    /// # Errors
    /// When the database fails; none is added then.
    pub async fn import_messages(&self, new: Vec<ImportedMessage>) -> Result<usize, Error> {
        write_backend!(self.import_messages(new))
    }
}
