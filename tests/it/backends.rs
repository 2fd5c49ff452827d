//! Tests that run on a store of every backend, without a server.

use snug::store::{MAX_WAITING_WRITES, Sink, Store};
use tempfile::TempDir;

/// A backend that tests run on.
#[derive(Clone, Copy, Debug)]
pub enum TestBackend {
    Sqlite,
}

/// Makes each of these functions, which take a [`TestBackend`], a test of every backend. To add a backend, add a test to
/// the module.
macro_rules! on_every_backend {
    ($($test:ident),+ $(,)?) => {
        $(mod $test {
            #[tokio::test]
            async fn sqlite() {
                super::$test(crate::backends::TestBackend::Sqlite).await;
            }
        })+
    };
}

pub(crate) use on_every_backend;

/// The database of a test's store, which is deleted with this.
pub struct TestDatabase {
    _folder: TempDir,
}

/// A new store.
pub async fn open(backend: TestBackend, sink: Sink) -> (Store, TestDatabase) {
    match backend {
        TestBackend::Sqlite => {
            let folder = TempDir::new().unwrap();
            let store = Store::open_with(&folder.path().join("chat.db"), MAX_WAITING_WRITES, sink).await.unwrap();
            (store, TestDatabase { _folder: folder })
        }
    }
}
