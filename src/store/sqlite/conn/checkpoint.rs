//! Checkpoints: moving commits from the write-ahead log into the database file, beside the writer.
//!
//! While nobody writes, the whole log is moved: the database file alone is then the whole chat, and can be copied.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use tokio_rusqlite::rusqlite::{self, OpenFlags};
use tokio_util::sync::CancellationToken;

use crate::metrics::store::CHECKPOINT_TIMES;
use crate::store::error::Error;
use crate::store::sqlite::conn::connection::Connection;

/// Interval of checks of the log's length.
const EVERY: Duration = Duration::from_millis(250);

/// Idle time after which the whole log is moved.
const IDLE: Duration = Duration::from_secs(1);

/// A log longer than this is worked on: SQLite's own measure, 1,000 pages of 4 KiB.
const LONG: u64 = 4_096_000;

/// A log longer than this, which a reader or a flood of writes keeps from being begun anew, makes the writer wait.
const TOO_LONG: u64 = TOO_LONG_PAGES as u64 * 4_096;

/// The same in pages of 4 KiB. From there on the writer also checkpoints by itself, so that the log of a process that
/// is not maintained (an import) has a bound.
pub(crate) const TOO_LONG_PAGES: u32 = 65_536;

/// The connection that checkpoints, and the write-ahead log.
#[derive(Debug)]
pub(crate) struct Checkpoints {
    pub(crate) connection: Connection,
    log: PathBuf,
}

impl Checkpoints {
    /// Opens the connection to the database at `path`.
    pub(crate) async fn open(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open(path, flags).await?;
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        Ok(Self { connection, log: PathBuf::from(log) })
    }

    /// Keeps the log short, until `stop` is cancelled.
    pub(crate) async fn run(&self, writer: &Connection, stop: &CancellationToken) {
        let _: Option<()> = stop.run_until_cancelled(keep_short(&self.connection, writer, &self.log)).await;
    }
}

/// What the log's file looks like: something else after each write.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Log {
    length: u64,
    written: Option<SystemTime>,
}

impl Log {
    fn of(path: &Path) -> Self {
        let metadata = std::fs::metadata(path);
        metadata.map_or(Self::default(), |file| Self { length: file.len(), written: file.modified().ok() })
    }
}

async fn keep_short(connection: &Connection, writer: &Connection, path: &Path) {
    let mut ticks = tokio::time::interval(EVERY);
    // What the log looked like last, since when, and when all of it was moved.
    let (mut last, mut since, mut moved) = (Log::default(), Instant::now(), None);
    loop {
        ticks.tick().await;
        let log = Log::of(path);
        if log != last {
            (last, since) = (log, Instant::now());
        }
        let is_idle = log.length > 0 && since.elapsed() >= IDLE && moved != Some(log);
        // A passive one takes what it can without waiting for anybody, or letting anybody wait.
        let outcome = match log.length {
            TOO_LONG.. => writer.call(|db| checkpoint(db, "restart")).await,
            LONG.. => connection.call(|db| checkpoint(db, "passive")).await,
            _ if is_idle => connection.call(|db| checkpoint(db, "passive")).await,
            _ => continue,
        };
        match outcome {
            Ok(true) => moved = Some(log),
            // Somebody still reads what was there before a part of it.
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "a checkpoint failed"),
        }
    }
}

impl Checkpoints {
    /// Moves the whole log into the file and empties it, so that nothing that was removed is left in it. Readers of the
    /// old state are waited for as long as the connection's timeout lasts; then a part stays until the next time.
    pub(crate) async fn empty_log(&self) -> Result<(), Error> {
        if !self.connection.call(|db| checkpoint(db, "truncate")).await? {
            tracing::info!("the write-ahead log is in use, and is emptied another time");
        }
        Ok(())
    }
}

/// Moves what can be moved; tells whether that is all there was.
fn checkpoint(db: &rusqlite::Connection, mode: &str) -> Result<bool, Error> {
    let pragma = format!("pragma wal_checkpoint({mode})");
    let whole = |row: &rusqlite::Row<'_>| {
        let (busy, length, moved): (bool, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(!busy && length == moved)
    };
    let began = Instant::now();
    let outcome = db.query_row(&pragma, (), whole);
    CHECKPOINT_TIMES.observe_time(began.elapsed());
    Ok(outcome?)
}
