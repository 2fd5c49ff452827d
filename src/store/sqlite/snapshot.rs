//! Copies of the database, taken while a server writes to it.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use tokio_rusqlite::rusqlite::{self, OpenFlags};

use crate::store::commands::snapshots::{Contents, StoredObjects};
use crate::store::error::{Error, OpenError};
use crate::store::sqlite::conn::connection::Connection;
use crate::store::sqlite::conn::migrations::MIGRATIONS;
use crate::store::sqlite::conn::open::require_snug;

/// The files that are listed at a time.
const PORTION: u32 = 1_000;

/// An open copy.
#[derive(Debug)]
pub(crate) struct Copy {
    connection: Connection,
}

/// Copies all of a database, as it was at one moment. Servers go on reading and writing meanwhile.
pub(crate) async fn copy(database: &Path, to: &Path) -> Result<(), OpenError> {
    require_snug(database)?;
    let failed = |reason: String| OpenError::NotCopied { path: database.to_owned(), reason };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open(database, flags).await.map_err(|e| failed(e.to_string()))?;
    let target = to.to_owned();
    let copied = connection
        .call(move |db| {
            let name = target.to_str().ok_or_else(|| Error::Failed("the copy's path is no UTF-8".to_owned()))?;
            // SQLite writes to an empty file that is there; it would let others read a new one.
            let private = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&target);
            private.map_err(|error| Error::Failed(error.to_string()))?;
            db.busy_timeout(std::time::Duration::from_secs(5))?;
            db.execute("vacuum into ?1", [name])?;
            std::fs::File::open(&target).and_then(|file| file.sync_all()).map_err(|e| Error::Failed(e.to_string()))
        })
        .await;
    connection.close().await;
    copied.map_err(|error| failed(error.to_string()))
}

impl Copy {
    /// Opens a copy, or a database that no server has open.
    pub(crate) async fn open(path: &Path) -> Result<Self, OpenError> {
        require_snug(path)?;
        let inaccessible = |reason: String| OpenError::Inaccessible { path: path.to_owned(), reason };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open(path, flags).await.map_err(|e| inaccessible(e.to_string()))?;
        let newer = connection.run(|db| MIGRATIONS.pending_migrations(db)).await;
        match newer.map_err(|e| inaccessible(e.to_string()))? {
            Ok(pending) if pending < 0 => Err(OpenError::Newer { path: path.to_owned() }),
            Ok(_) => Ok(Self { connection }),
            Err(error) => Err(inaccessible(error.to_string())),
        }
    }

    /// The faults of the copy, in SQLite's words; none if it is whole.
    pub(crate) async fn faults(&self) -> Result<Vec<String>, Error> {
        self.connection.call(|db| Ok(faults(db)?)).await
    }

    /// Counts the contents of the copy.
    pub(crate) async fn contents(&self) -> Result<Contents, Error> {
        let count = "select (select count(*) from accounts), (select count(*) from rooms), (select count(*) from messages),
            (select count(*) from files where message_id is not null)";
        let row = |row: &rusqlite::Row<'_>| {
            let count = |column: usize| row.get(column).map(|count: u32| u64::from(count));
            Ok(Contents { accounts: count(0)?, rooms: count(1)?, messages: count(2)?, files: count(3)? })
        };
        self.connection.call(move |db| Ok(db.query_row(count, (), row)?)).await
    }

    /// The objects of some files, after the one with this number.
    pub(crate) async fn objects_after(&self, number: i64) -> Result<Vec<StoredObjects>, Error> {
        self.connection.call(move |db| objects_after(db, number)).await
    }

    /// Removes files, whose objects were removed after the copy was taken.
    pub(crate) async fn forget_files(&self, numbers: Vec<i64>) -> Result<(), Error> {
        self.connection
            .call(move |db| {
                let transaction = db.transaction()?;
                for number in numbers {
                    transaction.prepare_cached("delete from files where id = ?1")?.execute([number])?;
                }
                Ok(transaction.commit()?)
            })
            .await
    }

    pub(crate) async fn close(self) {
        self.connection.close().await;
    }
}

/// The faults of a database, in SQLite's words; none if it is whole.
fn faults(db: &rusqlite::Connection) -> rusqlite::Result<Vec<String>> {
    let mut faults = malformed(db)?;
    faults.extend(broken_references(db)?);
    Ok(faults)
}

/// The faults of the pages and indexes, in SQLite's words: 20 at most.
pub(crate) fn malformed(db: &rusqlite::Connection) -> rusqlite::Result<Vec<String>> {
    let mut faults: Vec<String> = db
        .prepare("pragma integrity_check(20)")?
        .query_map((), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    faults.retain(|fault| fault != "ok");
    Ok(faults)
}

/// Rows that refer to others that are not there: 20 at most.
pub(crate) fn broken_references(db: &rusqlite::Connection) -> rusqlite::Result<Vec<String>> {
    let mut broken = db.prepare("pragma foreign_key_check")?;
    let broken = broken.query_map((), |row| {
        let (table, row, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(format!("row {} of {table} refers to nothing in {parent}", row.unwrap_or_default()))
    })?;
    broken.take(20).collect()
}

/// The objects of some files, after the one with this number.
pub(crate) fn objects_after(db: &rusqlite::Connection, number: i64) -> Result<Vec<StoredObjects>, Error> {
    let list = "select id, key, segments, thumbnail is not null from files where id > ?1 order by id limit ?2";
    read_objects(db, list, (number, PORTION))
}

/// The objects of files, by a query for the columns `id`, `key`, `segments`, and whether there is a small picture.
pub(crate) fn read_objects(
    db: &rusqlite::Connection,
    query: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<StoredObjects>, Error> {
    let mut query = db.prepare_cached(query)?;
    let files = query.query_map(values, |row| {
        let segments: String = row.get(2)?;
        Ok((row.get(0)?, row.get(1)?, segments, row.get(3)?))
    })?;
    files
        .map(|file| {
            let (number, key, segments, has_thumbnail): (i64, String, String, bool) = file?;
            let segments: Vec<(String, u64)> =
                serde_json::from_str(&segments).map_err(|e| Error::Failed(e.to_string()))?;
            Ok(StoredObjects { number, key, segments, has_thumbnail })
        })
        .collect()
}
