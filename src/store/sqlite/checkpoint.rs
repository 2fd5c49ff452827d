//! Moving what was committed from the write-ahead log into the database file, beside the writer and not in it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::AbortHandle;
use tokio_rusqlite::Connection;
use tokio_rusqlite::rusqlite::{self, OpenFlags};

/// How often the log's length is looked at.
const EVERY: Duration = Duration::from_millis(250);

/// A log longer than this is worked on: SQLite's own measure, 1,000 pages of 4 KiB.
const LONG: u64 = 4_096_000;

/// A log longer than this, which a reader or a flood of writes keeps from being begun anew, makes the writer wait.
const TOO_LONG: u64 = 256 << 20;

/// The work on the log; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Checkpoints {
    connection: Connection,
    task: AbortHandle,
}

impl Checkpoints {
    /// Begins to keep the log of the database at `path` short.
    pub(super) async fn start(path: &Path, writer: Connection) -> Result<Self, tokio_rusqlite::Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).await?;
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let task = tokio::spawn(keep_short(connection.clone(), writer, log.into())).abort_handle();
        Ok(Self { connection, task })
    }

    pub(super) async fn close(&self) {
        self.task.abort();
        if let Err(error) = self.connection.clone().close().await {
            tracing::error!(%error, "the checkpointing connection did not close");
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn keep_short(connection: Connection, writer: Connection, log: PathBuf) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let length = std::fs::metadata(&log).map_or(0, |metadata| metadata.len());
        let outcome = match length {
            ..=LONG => continue,
            // Takes what it can without waiting for anybody, or letting anybody wait.
            ..=TOO_LONG => connection.call(|db| checkpoint(db, "passive")).await,
            _ => writer.call(|db| checkpoint(db, "restart")).await,
        };
        match outcome {
            Ok(()) => {}
            Err(tokio_rusqlite::Error::ConnectionClosed) => return,
            Err(error) => tracing::warn!(%error, "a checkpoint failed"),
        }
    }
}

fn checkpoint(db: &mut rusqlite::Connection, mode: &str) -> rusqlite::Result<()> {
    db.query_row(&format!("pragma wal_checkpoint({mode})"), (), |_| Ok(()))
}
