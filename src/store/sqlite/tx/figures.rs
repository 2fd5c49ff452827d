//! Figures about what is stored.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use tokio_rusqlite::rusqlite;

use crate::model::administration::status::{MessageFigures, StoreFigures};
use crate::store::error::Error;
use crate::store::sqlite::conn::migrations::VERSION;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};

impl SqliteReads {
    pub(crate) async fn figures(&self) -> Result<StoreFigures, Error> {
        self.read(|db| {
            let query = "select (select user_version from pragma_user_version) as schema,
                (select page_count from pragma_page_count) * (select page_size from pragma_page_size) as bytes,
                (select count(*) from accounts where deactivated_at is null) as accounts,
                (select count(*) from rooms where deleted_at is null) as rooms,
                (select coalesce(sum(bytes), 0) from file_totals where account_id = 0) as file_bytes,
                (select count(*) from outgoing_mails) as mails, (select count(*) from outgoing_pushes) as pushes,
                (select count(*) from removed_objects) as removals,
                max(0, (select coalesce(max(id), 0) from messages) - (select indexed from search_progress)) as unindexed";
            let figures = db.prepare_cached(query)?.query_row((), |row| {
                Ok(StoreFigures {
                    schema: row.get("schema")?,
                    own_schema: u32::try_from(VERSION).unwrap_or(u32::MAX),
                    database_bytes: number(row, "bytes")?,
                    accounts: number(row, "accounts")?,
                    rooms: number(row, "rooms")?,
                    file_bytes: number(row, "file_bytes")?,
                    waiting_mails: number(row, "mails")?,
                    waiting_pushes: number(row, "pushes")?,
                    waiting_file_removals: number(row, "removals")?,
                    unindexed: number(row, "unindexed")?,
                    ..StoreFigures::default()
                })
            })?;
            let (log_bytes, free_bytes) = db.path().map(around).unwrap_or_default();
            Ok(StoreFigures { log_bytes, free_bytes, ..figures })
        })
        .await
    }

    pub(crate) async fn free_space(&self) -> Result<Option<u64>, Error> {
        self.read(|db| Ok(db.path().and_then(|path| around(path).1))).await
    }

    pub(crate) async fn message_figures(&self, now: Timestamp) -> Result<MessageFigures, Error> {
        let since = now.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(now).as_millisecond();
        self.read(move |db| {
            let query = "select (select count(*) from messages) as messages,
                (select count(*) from (select posted_at from messages order by id desc limit ?2) where posted_at > ?1)
                as last_hour";
            Ok(db.prepare_cached(query)?.query_row((since, MessageFigures::MOST), |row| {
                Ok(MessageFigures { messages: number(row, "messages")?, last_hour: number(row, "last_hour")? })
            })?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) fn waiting_writes(&self) -> usize {
        self.writer.waiting()
    }
}

/// A number that is never negative.
fn number(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

/// The size of the write-ahead log beside a database, and the free bytes of their disk.
fn around(database: &str) -> (u64, Option<u64>) {
    let log = std::fs::metadata(format!("{database}-wal")).map_or(0, |log| log.len());
    let disk = rustix::fs::statvfs(Path::new(database)).ok();
    (log, disk.map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize)))
}
