//! For tests: every backend, a store of each, and what tests do to it.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use tempfile::TempDir;

use crate::store::cache::all::Cache;
use crate::store::error::Error;
use crate::store::handle::{Backend, MAX_WAITING_WRITES, Store, write_backend};
use crate::store::notices::Notice;
use crate::store::sqlite::conn::stall::Stall;
use crate::store::sqlite::handle::Sqlite;

/// A backend that tests run on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TestBackend {
    Sqlite,
}

/// Makes each of these functions, which take a [`TestBackend`], a test of every backend. To add a backend, add a
/// test to the module.
macro_rules! on_every_backend {
    ($($test:ident),+ $(,)?) => {
        $(mod $test {
            #[tokio::test]
            async fn sqlite() {
                super::$test($crate::store::testing::TestBackend::Sqlite).await;
            }
        })+
    };
}

pub(crate) use on_every_backend;

/// The database of a test's store, which is deleted with this.
pub(crate) struct TestDatabase {
    _folder: TempDir,
}

/// A new store.
pub(crate) async fn open(backend: TestBackend) -> (Store, TestDatabase) {
    open_caching(backend, Cache::default()).await
}

/// A new store with this cache.
pub(in crate::store) async fn open_caching(backend: TestBackend, cache: Cache) -> (Store, TestDatabase) {
    match backend {
        TestBackend::Sqlite => {
            let folder = TempDir::new().unwrap();
            let (file, sink) = (folder.path().join("chat.db"), Arc::new(|_: &Notice| ()));
            let store = Store::open_caching(&file, MAX_WAITING_WRITES, sink, cache).await.unwrap();
            (store, TestDatabase { _folder: folder })
        }
    }
}

impl Store {
    /// Keeps the writer busy, so that a test decides what happens between a check and its write.
    pub(crate) async fn stall(&self) -> Stall {
        write_backend!(self.stall())
    }

    /// Runs SQL that changes what no use case changes yet: a role, for example.
    pub(crate) async fn execute(&self, sql: &'static str) -> Result<(), Error> {
        write_backend!(self.execute(sql))
    }

    /// The backend of a test that is about SQLite.
    pub(in crate::store) fn sqlite(&self) -> &Sqlite {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite,
        }
    }
}
