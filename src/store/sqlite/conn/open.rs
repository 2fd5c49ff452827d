//! Opening the file: is it ours, is it new, is it up to date?

use std::fs::{OpenOptions, Permissions};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::Duration;

use rusqlite_migration::MigrationDefinitionError;
use tokio_rusqlite::rusqlite::{self, OpenFlags};

use crate::store::error::{Error, OpenError};
use crate::store::sqlite::conn::checkpoint::TOO_LONG_PAGES;
use crate::store::sqlite::conn::connection::Connection;
use crate::store::sqlite::conn::migrations::MIGRATIONS;
use crate::store::sqlite::sql::skeletons;

/// Marks a SQLite file as Snug's: "SNUG" in the header's application id.
const APPLICATION_ID: i32 = i32::from_be_bytes(*b"SNUG");

/// Opens the connection that writes, after making sure that the file is Snug's and current.
pub(crate) async fn writing(path: &Path) -> Result<Connection, OpenError> {
    let inaccessible = |reason: String| OpenError::Inaccessible { path: path.to_owned(), reason };
    let is_new = match kind_of(path).map_err(|e| inaccessible(e.to_string()))? {
        Kind::Foreign => return Err(OpenError::Foreign { path: path.to_owned() }),
        kind => kind == Kind::Missing,
    };
    make_private(path, is_new).map_err(|e| inaccessible(e.to_string()))?;
    let connection =
        Connection::open(path, OpenFlags::default()).await.map_err(|e| inaccessible(e.to_string()))?;
    let prepared = connection.run(move |db| prepare(db, is_new)).await.map_err(|e| inaccessible(e.to_string()))?;
    prepared.map_err(|error| match error {
        rusqlite_migration::Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            OpenError::Newer { path: path.to_owned() }
        }
        other => inaccessible(other.to_string()),
    })?;
    Ok(connection)
}

/// Makes sure that a file is a database of Snug's.
pub(crate) fn require_snug(path: &Path) -> Result<(), OpenError> {
    match kind_of(path) {
        Ok(Kind::Snug) => Ok(()),
        Ok(Kind::Foreign) => Err(OpenError::Foreign { path: path.to_owned() }),
        Ok(Kind::Missing) => {
            Err(OpenError::Inaccessible { path: path.to_owned(), reason: "there is no such file".to_owned() })
        }
        Err(error) => Err(OpenError::Inaccessible { path: path.to_owned(), reason: error.to_string() }),
    }
}

/// Makes sure that no newer version has written a database.
pub(crate) async fn require_known(path: &Path, connection: &Connection) -> Result<(), OpenError> {
    let inaccessible = |reason: String| OpenError::Inaccessible { path: path.to_owned(), reason };
    let pending = connection.run(|db| MIGRATIONS.pending_migrations(db)).await;
    match pending.map_err(|e| inaccessible(e.to_string()))? {
        Ok(pending) if pending < 0 => Err(OpenError::Newer { path: path.to_owned() }),
        Ok(_) => Ok(()),
        Err(error) => Err(inaccessible(error.to_string())),
    }
}

/// Makes the file, where there is none, and lets nobody but its owner read or write it. SQLite gives the files beside
/// it the same permissions; those that are there already get them here.
fn make_private(path: &Path, is_new: bool) -> std::io::Result<()> {
    if is_new {
        let mut new = OpenOptions::new();
        // An empty file may be there already.
        new.create(true).append(true).mode(0o600).open(path)?;
    }
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        let Ok(metadata) = std::fs::metadata(&file) else { continue };
        let mode = metadata.permissions().mode() & 0o777;
        let others = mode & 0o077;
        if others == 0 {
            continue;
        }
        let changed = std::fs::set_permissions(&file, Permissions::from_mode(0o600));
        let file = Path::new(&file).display();
        match changed {
            Ok(()) => {
                tracing::warn!("{file} could be read by others (mode {mode:o}): now by its owner alone (600)");
            }
            Err(error) => {
                tracing::warn!(%error, "{file} can be read by others (mode {mode:o}), and that stays so");
            }
        }
    }
    Ok(())
}

/// Opens a connection that only reads.
pub(crate) async fn reading(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open(path, flags).await?;
    connection
        .call(|db| {
            db.busy_timeout(Duration::from_secs(5))?;
            db.set_prepared_statement_cache_capacity(64);
            // Lets SQLite read pages straight from the system's cache.
            Ok(db.pragma_update(None, "mmap_size", 256 << 20)?)
        })
        .await?;
    Ok(connection)
}

#[derive(PartialEq)]
enum Kind {
    Missing,
    Snug,
    Foreign,
}

/// Looks at the file's first 100 bytes (sqlite.org/fileformat2.html) without opening it as a database, which could
/// already change it.
fn kind_of(path: &Path) -> std::io::Result<Kind> {
    let mut header = Vec::new();
    match std::fs::File::open(path) {
        Ok(file) => file.take(100).read_to_end(&mut header)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Kind::Missing),
        Err(error) => return Err(error),
    };
    if header.is_empty() {
        return Ok(Kind::Missing);
    }
    let ours = header.len() == 100
        && header.starts_with(b"SQLite format 3\0")
        && header[68..72] == APPLICATION_ID.to_be_bytes();
    Ok(if ours { Kind::Snug } else { Kind::Foreign })
}

fn prepare(db: &mut rusqlite::Connection, is_new: bool) -> Result<(), rusqlite_migration::Error> {
    db.busy_timeout(Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(64);
    // Refuses a newer file before anything is written to it.
    if MIGRATIONS.pending_migrations(db)? < 0 {
        let newer = MigrationDefinitionError::DatabaseTooFarAhead;
        return Err(rusqlite_migration::Error::MigrationDefinition(newer));
    }
    if is_new {
        // Before the first table: free pages can be given back to the disk.
        db.pragma_update(None, "auto_vacuum", "incremental")?;
        // Before WAL, so that it stands in the file itself, where `kind_of` looks.
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    // Before that, checkpoints run beside the writer (`checkpoint.rs`).
    db.pragma_update(None, "wal_autocheckpoint", TOO_LONG_PAGES)?;
    // The log's file gives back what a flood of writes took.
    db.pragma_update(None, "journal_size_limit", 4_096_000)?;
    // What is deleted is overwritten in the file, too.
    db.pragma_update(None, "secure_delete", "on")?;
    // Fails here, not at the first post, where the file can't be written.
    db.execute_batch("begin immediate; rollback")?;
    // A migration that makes a table anew must not clear what refers to the old one.
    db.pragma_update(None, "foreign_keys", "off")?;
    MIGRATIONS.to_latest(db)?;
    db.pragma_update(None, "foreign_keys", "on")?;
    Ok(skeletons::refresh(db)?)
}
