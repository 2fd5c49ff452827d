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
use crate::store::sqlite::conn::migrations::{MIGRATIONS, VERSION};
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
    if !is_new {
        let file = path.to_owned();
        let kept =
            connection.run(move |db| keep_former(db, &file)).await.map_err(|e| inaccessible(e.to_string()))?;
        kept.map_err(|error| {
            inaccessible(format!(
                "it is of an older version, and no copy could be made before it is changed: {error}. Make room beside it, \
                and start again"
            ))
        })?;
    }
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

/// Keeps a copy of a database of an older version, before it is changed, as `chat.db-version-47`. One of another older version
/// is no longer needed then.
fn keep_former(db: &mut rusqlite::Connection, path: &Path) -> Result<(), KeepError> {
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if MIGRATIONS.pending_migrations(db)? <= 0 {
        return Ok(());
    }
    let prefix = format!("{}-version-", path.file_name().unwrap_or_default().to_string_lossy());
    let kept = path.with_file_name(format!("{prefix}{version}"));
    if kept.exists() {
        // From an attempt that was interrupted.
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tracing::info!(
        version,
        to = VERSION,
        "the database is of an older version: a copy is kept at {}",
        kept.display()
    );
    let begun = path.with_file_name(format!("{prefix}{version}.partial"));
    // One of an interrupted attempt may have other permissions than a new one.
    match std::fs::remove_file(&begun) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    // An empty file is written to with its permissions.
    OpenOptions::new().create_new(true).write(true).mode(0o600).open(&begun)?;
    db.busy_timeout(Duration::from_secs(5))?;
    db.execute("vacuum into ?1", [begun.to_string_lossy()])?;
    std::fs::File::open(&begun)?.sync_all()?;
    std::fs::rename(&begun, &kept)?;
    std::fs::File::open(folder)?.sync_all()?;
    for other in std::fs::read_dir(folder)?.filter_map(Result::ok) {
        let name = other.file_name();
        let is_older = name.to_str().and_then(|name| name.strip_prefix(&prefix)).is_some_and(|rest| {
            !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) && rest != version.to_string()
        });
        if is_older {
            std::fs::remove_file(other.path())?;
        }
    }
    Ok(())
}

/// Why no copy could be made.
#[derive(Debug, thiserror::Error)]
enum KeepError {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error(transparent)]
    Migration(#[from] rusqlite_migration::Error),
    #[error(transparent)]
    File(#[from] std::io::Error),
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[tokio::test]
    async fn a_copy_of_an_older_database_is_kept_before_it_is_changed() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("chat.db");
        let version = |file: &Path| -> i64 {
            Connection::open(file).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
        };
        let begin = |at: usize| {
            let mut db = Connection::open(&file).unwrap();
            db.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
            MIGRATIONS.to_version(&mut db, at).unwrap();
        };
        begin(40);
        std::fs::write(folder.path().join("chat.db-version-40.partial"), "of an interrupted attempt").unwrap();
        writing(&file).await.unwrap();
        let kept = folder.path().join("chat.db-version-40");
        assert_eq!((version(&file), version(&kept)), (i64::try_from(VERSION).unwrap(), 40));
        assert_eq!(std::fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!folder.path().join("chat.db-version-40.partial").exists());
        // A current database is not copied, and the copy stays.
        writing(&file).await.unwrap();
        assert_eq!(version(&kept), 40);

        std::fs::remove_file(&file).unwrap();
        begin(VERSION - 1);
        writing(&file).await.unwrap();
        let newer = folder.path().join(format!("chat.db-version-{}", VERSION - 1));
        assert!(newer.exists() && !kept.exists(), "one copy is kept");
    }

    #[tokio::test]
    async fn without_room_for_a_copy_an_older_database_is_left_as_it_is() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("chat.db");
        let mut db = Connection::open(&file).unwrap();
        db.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        MIGRATIONS.to_version(&mut db, 40).unwrap();
        drop(db);
        // The name is taken by what can't be written to.
        std::fs::create_dir(folder.path().join("chat.db-version-40.partial")).unwrap();
        let refused = writing(&file).await.map(|_| ()).unwrap_err().to_string();
        assert!(refused.contains("older version") && refused.contains("Make room"), "{refused}");
        let left: i64 =
            Connection::open(&file).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(left, 40);
    }
}
