//! A connection on a thread of its own, which lives on when a query panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use tokio_rusqlite::rusqlite::{self, OpenFlags};

use crate::store::error::Error;
use crate::tasks;

/// A connection; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Connection(tokio_rusqlite::Connection);

impl Connection {
    pub(crate) async fn open(path: &Path, flags: OpenFlags) -> rusqlite::Result<Self> {
        tokio_rusqlite::Connection::open_with_flags(path, flags).await.map(Self)
    }

    /// Runs `work` on the connection's thread.
    ///
    /// # Errors
    /// [`Error::Failed`] when it panics, or when the connection is closed.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut rusqlite::Connection) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let ran = self.0.call_raw(move |db| caught(db, work)).await;
        ran.unwrap_or_else(|_| Err(Error::Failed("the connection is closed".to_owned())))
    }

    /// Runs what may fail.
    ///
    /// # Errors
    /// The work's own, and those of [`Self::run`].
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut rusqlite::Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.run(work).await?
    }

    /// Closes the connection after the work that is queued on it.
    pub(crate) async fn close(&self) {
        if let Err(error) = self.0.clone().close().await {
            tracing::error!(%error, "a connection did not close");
        }
    }
}

/// Catches a panic, and leaves the connection as it was before: tokio-rusqlite's thread would end with the panic, and
/// the connection with the thread.
fn caught<T>(
    db: &mut rusqlite::Connection,
    work: impl FnOnce(&mut rusqlite::Connection) -> T,
) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(|| work(db))).map_err(|panic| {
        tasks::log("on a database thread", &*panic);
        // Statements are reset by unwinding, as they are dropped. A transaction may be one that nothing drops.
        if !db.is_autocommit()
            && let Err(error) = db.execute_batch("rollback")
        {
            tracing::error!(%error, "what a panic has left was not rolled back");
        }
        // One that is left would interrupt whatever is asked next.
        let _ = db.progress_handler(0, None::<fn() -> bool>);
        Error::Failed("it panicked".to_owned())
    })
}

#[cfg(test)]
impl Connection {
    pub(crate) async fn open_in_memory() -> Self {
        #[allow(clippy::unwrap_used)]
        Self(tokio_rusqlite::Connection::open_in_memory().await.unwrap())
    }
}
