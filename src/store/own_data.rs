//! The data of one account, for its owner to download.

use crate::model::own_data::{OwnAccount, OwnMessage};
use crate::model::{AccountId, MessageId};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, read_backend};

impl ReadStore {
    /// The account.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone.
    pub async fn own_account(&self, account: AccountId) -> Result<OwnAccount, Error> {
        read_backend!(self.own_account(account))
    }

    /// Up to `most` messages that the account wrote and that aren't deleted, the oldest first, after one if it is given:
    /// also in rooms that it has left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_messages(
        &self,
        account: AccountId,
        after: Option<MessageId>,
        most: u32,
    ) -> Result<Vec<OwnMessage>, Error> {
        read_backend!(self.own_messages(account, after, most))
    }
}
