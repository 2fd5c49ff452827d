//! The handles to the store: one that only reads, and one that also writes.
//!
//! Each backend has the same methods with the same meaning. They are documented here, above the backends, in one file
//! per noun, and reach the backend in use by a `match`: `read_backend!` and `write_backend!`. Caches are asked here,
//! too, before the backend is. To add a backend, add a variant to both enums, an arm to both macros, and a way to
//! open it.

use std::num::NonZeroU16;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::model::MessageState;
use crate::store::cache::all::Cache;
use crate::store::cache::last_check::LastCheck;
use crate::store::error::OpenError;

use crate::store::notices::{Notice, Sink};
use crate::store::publisher::Publisher;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};

/// Default length of the write queue.
pub const MAX_WAITING_WRITES: NonZeroU16 = NonZeroU16::new(4_096).unwrap();

/// A handle to the store that only reads: no method of its type writes. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ReadStore {
    pub(in crate::store) backend: ReadBackend,
    pub(in crate::store) cache: Arc<Cache>,
}

/// A handle to the store that reads, as [`ReadStore`] does, and writes. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    reads: ReadStore,
    pub(in crate::store) backend: Backend,
    pub(in crate::store) last_check: LastCheck,
    pub(in crate::store) wakers: Wakers,
}

/// Wakes the tasks that work on the store beside the requests.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Wakers {
    /// The task that clears deleted rooms.
    pub(in crate::store) room_deleted: Arc<Notify>,
    /// The task that removes messages of banned accounts.
    pub(in crate::store) banned: Arc<Notify>,
    /// The task that removes messages because of their age.
    pub(in crate::store) retention: Arc<Notify>,
    /// The job that does work at its time.
    pub(in crate::store) due_work: Arc<Notify>,
    /// The job that removes objects from the storage of files.
    pub(in crate::store) objects_removed: Arc<Notify>,
    /// The task that decides who is notified of messages.
    pub(in crate::store) posted: Arc<Notify>,
}

/// The backend that a [`ReadStore`] reads from.
#[derive(Clone, Debug)]
pub(in crate::store) enum ReadBackend {
    Sqlite(SqliteReads),
}

/// The backend that a [`Store`] reads from and writes to.
#[derive(Clone, Debug)]
pub(in crate::store) enum Backend {
    Sqlite(Sqlite),
}

/// Calls a method of the backend that a handle reads from, and awaits it: `read_backend!(self.pins(room))`.
macro_rules! read_backend {
    ($store:ident.$method:ident($($argument:expr),*)) => {
        match &$store.backend {
            $crate::store::handle::ReadBackend::Sqlite(sqlite) => sqlite.$method($($argument),*).await,
        }
    };
}

/// Calls a method of the backend that a handle writes to, and awaits it: `write_backend!(self.leave_room(room,
/// person))`.
macro_rules! write_backend {
    ($store:ident.$method:ident($($argument:expr),*)) => {
        match &$store.backend {
            $crate::store::handle::Backend::Sqlite(sqlite) => sqlite.$method($($argument),*).await,
        }
    };
}

pub(in crate::store) use {read_backend, write_backend};

impl Deref for Store {
    type Target = ReadStore;

    fn deref(&self) -> &ReadStore {
        &self.reads
    }
}

impl Store {
    /// Opens the database file, creates it if there is none, and brings its schema up to date. Nobody receives notices.
    ///
    /// # Errors
    /// When the file can't be written, is not Snug's, or was written by a newer version; it is untouched then.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        Self::open_with(path, MAX_WAITING_WRITES, Arc::new(|_| ())).await
    }

    /// The same; `sink` gets the notices of all commits. When more than `max_waiting` writes wait, further ones are
    /// refused as [`Error::Busy`], and when more than an eighth of them are of one account, its writes as
    /// [`Error::TooManyWrites`].
    ///
    /// [`Error::Busy`]: crate::store::Error::Busy
    /// [`Error::TooManyWrites`]: crate::store::Error::TooManyWrites
    ///
    /// # Errors
    /// As of [`Store::open`].
    pub async fn open_with(path: &Path, max_waiting: NonZeroU16, sink: Sink) -> Result<Self, OpenError> {
        Self::open_caching(path, max_waiting, sink, Cache::default()).await
    }

    pub(in crate::store) async fn open_caching(
        path: &Path,
        max_waiting: NonZeroU16,
        sink: Sink,
        cache: Cache,
    ) -> Result<Self, OpenError> {
        let (cache, wakers) = (Arc::new(cache), Wakers::default());
        let publisher = publisher(Arc::clone(&cache), wakers.clone(), sink);
        let sqlite = Sqlite::open(path, max_waiting, publisher).await?;
        Ok(Self {
            reads: ReadStore { backend: ReadBackend::Sqlite(sqlite.reads()), cache },
            backend: Backend::Sqlite(sqlite),
            last_check: LastCheck::default(),
            wakers,
        })
    }

    /// A handle that only reads.
    #[must_use]
    pub fn reads(&self) -> ReadStore {
        self.reads.clone()
    }

    /// Waits for the writes under way and closes the database.
    pub async fn close(self) {
        match self.backend {
            Backend::Sqlite(sqlite) => sqlite.close().await,
        }
    }
}

/// Publishes commits to the caches, the tasks that they wake, and the sink.
fn publisher(cache: Arc<Cache>, wakers: Wakers, sink: Sink) -> Arc<Publisher> {
    let sink = move |notice: &Notice| {
        match notice {
            Notice::Changed(change) if change.message.state == MessageState::Deleted => {
                wakers.objects_removed.notify_one();
            }
            Notice::Changed(change) if change.is_new() => wakers.posted.notify_one(),
            Notice::RoomDeleted { .. } => wakers.room_deleted.notify_one(),
            Notice::ObjectsRemoved => wakers.objects_removed.notify_one(),
            Notice::Banned => wakers.banned.notify_one(),
            Notice::RetentionChanged | Notice::SettingsChanged => wakers.retention.notify_one(),
            Notice::DueWorkChanged(_) => wakers.due_work.notify_one(),
            Notice::Missed => {
                wakers.objects_removed.notify_one();
                wakers.due_work.notify_one();
                wakers.banned.notify_one();
                wakers.retention.notify_one();
                wakers.posted.notify_one();
            }
            _ => {}
        }
        sink(notice);
    };
    Arc::new(Publisher::new(cache, Arc::new(sink)))
}
