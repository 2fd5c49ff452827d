//! The handles to the database file: one that only reads, and one that also writes.

use std::num::NonZeroU16;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio_rusqlite::rusqlite;

use crate::store::error::{Error, OpenError};
use crate::store::publisher::Publisher;
use crate::store::sqlite::conn::checkpoint::Checkpoints;
use crate::store::sqlite::conn::connection::Connection;
use crate::store::sqlite::conn::open;
use crate::store::sqlite::conn::writer::Writer;
use crate::store::sqlite::search::connection::Searches;

/// Reads the database; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct SqliteReads {
    pub(in crate::store::sqlite) readers: Arc<Readers>,
    pub(in crate::store::sqlite) searches: Arc<Searches>,
}

/// Reads and writes the database; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Sqlite {
    reads: SqliteReads,
    pub(in crate::store::sqlite) writer: Writer,
    pub(in crate::store::sqlite) checkpoints: Arc<Checkpoints>,
    pub(in crate::store::sqlite) publisher: Arc<Publisher>,
}

impl Deref for Sqlite {
    type Target = SqliteReads;

    fn deref(&self) -> &SqliteReads {
        &self.reads
    }
}

#[derive(Debug)]
pub(crate) struct Readers {
    pub(in crate::store::sqlite) connections: Vec<Connection>,
    pub(in crate::store::sqlite) next: AtomicUsize,
}

impl SqliteReads {
    /// Opens a file for reading alone; a server may have it open, too.
    pub(crate) async fn open(path: &Path) -> Result<Self, OpenError> {
        open::require_snug(path)?;
        let inaccessible = |reason: String| OpenError::Inaccessible { path: path.to_owned(), reason };
        let connection = open::reading(path).await.map_err(|e| inaccessible(e.to_string()))?;
        open::require_known(path, &connection).await?;
        let readers = Arc::new(Readers { connections: vec![connection], next: AtomicUsize::new(0) });
        Ok(Self { readers, searches: Arc::new(Searches::of(path)) })
    }

    /// Closes the file.
    pub(crate) async fn close(self) {
        self.searches.close().await;
        for reader in &self.readers.connections {
            reader.close().await;
        }
    }

    /// Runs a query on one of the reading connections.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&rusqlite::Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let Readers { connections, next } = &*self.readers;
        let turn = next.fetch_add(1, Ordering::Relaxed) % connections.len();
        connections[turn].call(move |db| query(db)).await
    }
}

impl Sqlite {
    /// Opens the file, creates it if there is none, and brings its schema up to date.
    pub(crate) async fn open(
        path: &Path,
        max_waiting: NonZeroU16,
        publisher: Arc<Publisher>,
    ) -> Result<Self, OpenError> {
        let inaccessible = |reason: String| OpenError::Inaccessible { path: path.to_owned(), reason };
        let writer = open::writing(path).await?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut connections = Vec::new();
        for _ in 0..threads.clamp(2, 8) {
            connections.push(open::reading(path).await.map_err(|e| inaccessible(e.to_string()))?);
        }
        let readers = Arc::new(Readers { connections, next: AtomicUsize::new(0) });
        let checkpoints = Checkpoints::open(path).await.map_err(|e| inaccessible(e.to_string()))?;
        Ok(Self {
            writer: Writer::start(writer, max_waiting, Arc::clone(&publisher)),
            reads: SqliteReads { readers, searches: Arc::new(Searches::of(path)) },
            checkpoints: Arc::new(checkpoints),
            publisher,
        })
    }

    pub(crate) fn reads(&self) -> SqliteReads {
        self.reads.clone()
    }

    /// Waits for the writes under way and closes the file.
    pub(crate) async fn close(self) {
        self.checkpoints.connection.close().await;
        self.reads.close().await;
        // The last connection, which leaves no files beside the database.
        self.writer.close().await;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::store::commands::health::Writing;
    use crate::store::error::Error;
    use crate::store::testing::{TestBackend, open};

    #[tokio::test]
    async fn a_query_that_panics_fails_alone_and_its_connection_goes_on() {
        let (store, _database) = open(TestBackend::Sqlite).await;
        let sqlite = store.sqlite();
        for _ in 0..2 * sqlite.readers.connections.len() {
            let panics = |db: &tokio_rusqlite::rusqlite::Connection| -> Result<(), Error> {
                let _snapshot = db.unchecked_transaction()?;
                panic!("of this query alone")
            };
            assert!(matches!(sqlite.read(panics).await, Err(Error::Failed(_))));
        }
        assert!(matches!(store.check().await, Ok(Writing::Works)));
        store.close().await;
    }

    #[tokio::test]
    async fn a_store_is_ready_only_while_all_of_its_connections_are() {
        for broken in 0..3 {
            let (store, _database) = open(TestBackend::Sqlite).await;
            let sqlite = store.sqlite();
            match broken {
                0 => sqlite.readers.connections.last().unwrap().close().await,
                1 => sqlite.checkpoints.connection.close().await,
                _ => sqlite.clone().writer.close().await,
            }
            assert!(store.check().await.is_err(), "{broken}");
            store.close().await;
        }
    }
}
