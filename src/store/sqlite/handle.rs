//! The handles to the database: one that only reads, and one that also writes.

use std::num::NonZeroU16;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;
use tokio_rusqlite::rusqlite;

use crate::store::cache::all::Cache;
use crate::store::error::{Error, OpenError};
use crate::store::notices::{Notice, Sink};
use crate::store::publisher::Publisher;
use crate::store::sqlite::conn::checkpoint::Checkpoints;
use crate::store::sqlite::conn::connection::Connection;
use crate::store::sqlite::conn::health::Health;
use crate::store::sqlite::conn::open;
use crate::store::sqlite::conn::writer::Writer;
use crate::store::sqlite::search::connection::Searches;

/// Default length of the write queue.
pub const MAX_WAITING_WRITES: NonZeroU16 = NonZeroU16::new(4_096).unwrap();

/// A handle to the database that only reads: no method of its type writes. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ReadStore {
    pub(in crate::store::sqlite) readers: Arc<Readers>,
    pub(in crate::store) cache: Arc<Cache>,
    pub(in crate::store::sqlite) searches: Arc<Searches>,
}

/// A handle to the database that reads, as [`ReadStore`] does, and writes; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    reads: ReadStore,
    pub(in crate::store::sqlite) writer: Writer,
    pub(in crate::store::sqlite) checkpoints: Arc<Checkpoints>,
    pub(in crate::store::sqlite) health: Arc<Health>,
    publisher: Arc<Publisher>,
    /// Wakes the task that clears deleted rooms.
    pub(in crate::store::sqlite) room_deleted: Arc<Notify>,
}

impl Deref for Store {
    type Target = ReadStore;

    fn deref(&self) -> &ReadStore {
        &self.reads
    }
}

#[derive(Debug)]
pub(crate) struct Readers {
    pub(in crate::store::sqlite) connections: Vec<Connection>,
    pub(in crate::store::sqlite) next: AtomicUsize,
}

impl ReadStore {
    /// The name of this server among others on the same host, stored in the database.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn instance(&self) -> Result<String, Error> {
        self.read(|db| Ok(db.query_row("select name from instance", (), |row| row.get(0))?)).await
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

impl Store {
    /// Opens the database file, which is created where there is none, and brings its structure up to date. Nobody receives
    /// notices.
    ///
    /// # Errors
    /// When the file can't be written, is not Snug's, or was written by a newer version; it is untouched then.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        Self::open_with(path, MAX_WAITING_WRITES, Arc::new(|_| ())).await
    }

    /// The same; `sink` gets the notices of all commits, and more than `most_waiting` writes at a time are refused as [`Error::Busy`], and more than an eighth of them
    /// by one account as [`Error::TooManyWrites`].
    ///
    /// # Errors
    /// As of [`Store::open`].
    pub async fn open_with(path: &Path, most_waiting: NonZeroU16, sink: Sink) -> Result<Self, OpenError> {
        let inaccessible = |reason: String| OpenError::Inaccessible { path: path.to_owned(), reason };
        let writer = open::writing(path).await?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut connections = Vec::new();
        for _ in 0..threads.clamp(2, 8) {
            connections.push(open::reading(path).await.map_err(|e| inaccessible(e.to_string()))?);
        }
        let readers = Arc::new(Readers { connections, next: AtomicUsize::new(0) });
        let cache = Arc::<Cache>::default();
        let room_deleted = Arc::<Notify>::default();
        let wakes = Arc::clone(&room_deleted);
        let sink = move |notice: &Notice| {
            if matches!(notice, Notice::RoomDeleted { .. }) {
                wakes.notify_one();
            }
            sink(notice);
        };
        let publisher = Arc::new(Publisher::new(Arc::clone(&cache), Arc::new(sink)));
        let checkpoints =
            Checkpoints::start(path, writer.clone()).await.map_err(|e| inaccessible(e.to_string()))?;
        Ok(Self {
            writer: Writer::start(writer, most_waiting, Arc::clone(&publisher)),
            reads: ReadStore { readers, cache, searches: Arc::new(Searches::of(path)) },
            checkpoints: Arc::new(checkpoints),
            health: Arc::default(),
            publisher,
            room_deleted,
        })
    }

    /// A number that changes with writes that were not published here, mostly by another process.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::store) async fn version_elsewhere(&self) -> Result<i64, Error> {
        self.writer.version_elsewhere().await
    }

    /// Clears the caches and publishes [`Notice::Missed`], since another process has written.
    pub(in crate::store) fn note_missed(&self) {
        self.publisher.publish(&[Notice::Missed]);
    }

    /// A handle that only reads.
    #[must_use]
    pub fn reads(&self) -> ReadStore {
        self.reads.clone()
    }

    /// Waits for the writes under way and closes the database file.
    pub async fn close(self) {
        self.checkpoints.close().await;
        self.searches.close().await;
        for reader in &self.readers.connections {
            reader.close().await;
        }
        // The last connection, which leaves no files beside the database.
        self.writer.close().await;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Store;
    use crate::store::commands::health::Writing;
    use crate::store::error::Error;

    #[tokio::test]
    async fn a_query_that_panics_fails_alone_and_its_connection_goes_on() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("chat.db")).await.unwrap();
        for _ in 0..2 * store.readers.connections.len() {
            let panics = |db: &tokio_rusqlite::rusqlite::Connection| -> Result<(), Error> {
                let _snapshot = db.unchecked_transaction()?;
                panic!("of this query alone")
            };
            assert!(matches!(store.read(panics).await, Err(Error::Failed(_))));
        }
        assert!(matches!(store.check().await, Ok(Writing::Works)));
        store.close().await;
    }

    #[tokio::test]
    async fn a_store_is_ready_only_while_all_of_its_connections_are() {
        for broken in 0..3 {
            let folder = tempfile::TempDir::new().unwrap();
            let store = Store::open(&folder.path().join("chat.db")).await.unwrap();
            match broken {
                0 => store.readers.connections.last().unwrap().close().await,
                1 => store.checkpoints.connection.close().await,
                _ => store.clone().writer.close().await,
            }
            assert!(store.check().await.is_err(), "{broken}");
            store.close().await;
        }
    }
}
