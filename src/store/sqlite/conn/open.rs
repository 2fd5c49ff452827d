//! Opening the file: is it ours, is it new, is it up to date?

use std::fs::{OpenOptions, Permissions};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::time::Duration;

use rusqlite_migration::{M, MigrationDefinitionError, Migrations};
use tokio_rusqlite::rusqlite::{self, OpenFlags};

use crate::store::error::{Error, OpenError};
use crate::store::sqlite::conn::connection::Connection;
use crate::store::sqlite::sql::skeletons;

/// Marks a SQLite file as Snug's: "SNUG" in the header's application id.
const APPLICATION_ID: i32 = i32::from_be_bytes(*b"SNUG");

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../../../sql/sqlite/migrations/0001_create_chat.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0002_keep_edits.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0003_add_memberships.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0004_add_search.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0005_add_extras.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0006_add_locales.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0007_add_profiles.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0008_add_name_skeletons.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0009_give_an_administrator.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0010_add_secrets.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0011_hide_closed_rooms.sql")).foreign_key_check(),
    M::up(include_str!("../../../../sql/sqlite/migrations/0012_name_instance.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0013_skip_unindexable_messages.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0014_index_texts_anew.sql")),
    M::up(include_str!("../../../../sql/sqlite/migrations/0015_count_rooms_by_maker.sql")),
];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

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

/// Makes the file, where there is none, and lets nobody but its owner read or write it. SQLite gives the files beside it
/// the same permissions; those that are there already get them here.
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
        // Before WAL, so that it stands in the file itself, where `kind_of` looks.
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    // Checkpoints run beside the writer (`checkpoint.rs`).
    db.pragma_update(None, "wal_autocheckpoint", 0)?;
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
    use tokio_rusqlite::rusqlite::Connection;

    #[test]
    fn the_migrations_are_sound() {
        assert!(super::MIGRATIONS.validate().is_ok());
    }

    #[test]
    fn where_nobody_who_can_log_in_administers_the_oldest_who_can_does() {
        for (before, after) in [
            (
                [("administrator", None), ("member", Some("hash")), ("member", Some("hash"))],
                "member administrator member",
            ),
            (
                [("administrator", Some("hash")), ("member", None), ("member", Some("hash"))],
                "administrator member member",
            ),
            ([("administrator", None), ("member", None), ("member", None)], "member member member"),
        ] {
            let mut db = Connection::open_in_memory().unwrap();
            super::MIGRATIONS.to_version(&mut db, 8).unwrap();
            for (number, (role, hash)) in before.into_iter().enumerate() {
                let insert = "insert into accounts (username, username_key, password_hash, role, created_at)
                    values (?1, ?1, ?2, ?3, 0)";
                db.execute(insert, (number.to_string(), hash, role)).unwrap();
            }
            super::MIGRATIONS.to_latest(&mut db).unwrap();
            let roles = "select group_concat(role, ' ' order by id) from accounts";
            assert_eq!(db.query_row(roles, (), |row| row.get::<_, String>(0)).unwrap(), after);
        }
    }

    #[test]
    fn closed_rooms_of_an_older_snug_get_other_addresses_and_nothing_of_theirs_is_lost() {
        let mut db = Connection::open_in_memory().unwrap();
        super::MIGRATIONS.to_version(&mut db, 7).unwrap();
        db.execute_batch(
            "insert into accounts (id, username, username_key, role, created_at) values (1, 'ann', 'ann', 'member', 0);
            insert into rooms (id, slug, name, name_key, kind, created_by, created_at, people) values
                (2, 'plans', 'Plans', 'plans', 'closed', 1, 0, null),
                (3, 'direct-3', '', char(1) || '1', 'direct', null, 0, '1'),
                (4, 'tea', 'Tea', 'tea', 'open', 1, 0, null);
            insert into former_slugs values ('older-plans', 2), ('older-tea', 4);
            insert into memberships (account_id, room_id, joined_at) select 1, id, 0 from rooms;
            insert into messages (id, room_id, author_id, body, posted_at, continues, created_change, latest_change)
                select id, id, 1, 'hello', 0, 0, 1, 1 from rooms;",
        )
        .unwrap();
        super::prepare(&mut db, false).unwrap();
        let list = |query: &str| -> String { db.query_row(query, (), |row| row.get(0)).unwrap() };
        let slugs = list("select group_concat(slug, ' ' order by id) from rooms");
        let parts: Vec<&str> = slugs.split(' ').collect();
        assert_eq!((parts[0], parts[3]), ("general", "tea"));
        for (slug, begins) in [(parts[1], "plans-"), (parts[2], "direct-3-")] {
            assert_eq!(slug.strip_prefix(begins).unwrap().len(), 12, "{slug}");
        }
        assert_eq!(
            list(
                "select group_concat(slug || ' ' || room_id || ' ' || open, ', ' order by slug) from former_slugs"
            ),
            "direct-3 3 0, older-plans 2 0, older-tea 4 1, plans 2 0"
        );
        assert_eq!(list("select count(*) || ' ' || (select count(*) from memberships) from messages"), "4 4");
        // What refers to a room still does.
        db.execute("delete from rooms where id = 4", ()).unwrap();
        assert_eq!(list("select count(*) || ' ' || (select count(*) from memberships) from messages"), "3 3");
    }

    #[test]
    fn texts_that_were_indexed_by_other_words_are_indexed_anew() -> Result<(), Box<dyn std::error::Error>> {
        let mut db = tokio_rusqlite::rusqlite::Connection::open_in_memory()?;
        super::MIGRATIONS.to_version(&mut db, 4)?;
        db.execute_batch(
            "insert into search (rowid, words) values (1, 'a'); update search_progress set indexed = 1",
        )?;
        super::MIGRATIONS.to_latest(&mut db)?;
        let found = "select (select count(*) from search where search match 'a'), indexed from search_progress";
        let found: (i64, i64) = db.query_row(found, (), |row| Ok((row.get(0)?, row.get(1)?)))?;
        assert_eq!(found, (0, 0));
        Ok(())
    }
}
