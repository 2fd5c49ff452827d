//! Searching messages.

use crate::model::search::{Query, SearchPage};
use crate::model::{AccountId, MessageId};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The newest messages that have what is sought, of those that a person may see, before a message if one is named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search(
        &self,
        account: AccountId,
        query: Query,
        before: Option<MessageId>,
        size: usize,
    ) -> Result<SearchPage, Error> {
        read_backend!(self.search(account, query, before, size))
    }
}

impl Store {
    /// Indexes some of the messages that are not indexed yet; tells whether there may be more.
    ///
    /// # Errors
    /// When the database fails; what was not indexed is for another time.
    pub async fn index_some(&self) -> Result<bool, Error> {
        write_backend!(self.index_some())
    }
}
