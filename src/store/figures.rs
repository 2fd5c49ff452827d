//! Figures about what is stored.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::model::administration::status::{MessageFigures, StoreFigures};
use crate::store::cache::all::Cache;
use crate::store::error::{Error, OpenError};
use crate::store::handle::{Backend, ReadBackend, ReadStore, Store, read_backend};
use crate::store::sqlite::handle::SqliteReads;

impl ReadStore {
    /// Opens a database that a server may have open, for reading alone: nothing is changed, and nobody waits.
    ///
    /// # Errors
    /// When there is none, or it is not Snug's, or a newer version has written it.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        let reads = SqliteReads::open(path).await?;
        Ok(Self { backend: ReadBackend::Sqlite(reads), cache: Arc::new(Cache::default()) })
    }

    /// Sizes, numbers and queues; quick, also with many messages.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures(&self) -> Result<StoreFigures, Error> {
        read_backend!(self.figures())
    }

    /// The free bytes on the disk of the database; none where the system doesn't tell.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn free_space(&self) -> Result<Option<u64>, Error> {
        read_backend!(self.free_space())
    }

    /// The numbers of messages; takes longer the more there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn message_figures(&self, now: Timestamp) -> Result<MessageFigures, Error> {
        read_backend!(self.message_figures(now))
    }

    /// Closes a database that [`Self::open`] has opened.
    pub async fn close(self) {
        match self.backend {
            ReadBackend::Sqlite(sqlite) => sqlite.close().await,
        }
    }
}

impl Store {
    /// How many writes wait.
    #[must_use]
    pub fn waiting_writes(&self) -> usize {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.waiting_writes(),
        }
    }
}
