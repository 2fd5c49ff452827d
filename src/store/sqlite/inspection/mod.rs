//! Inspects a database, also while a server writes to it, and repairs what is stored twice.

mod counters;
mod polls;
mod search;

use std::path::Path;

use tokio_rusqlite::rusqlite;

use crate::store::commands::inspections::{FileFaults, Finding};
use crate::store::commands::snapshots::StoredObjects;
use crate::store::error::{Error, OpenError};
use crate::store::sqlite::conn::connection::Connection;
use crate::store::sqlite::conn::migrations::MIGRATIONS;
use crate::store::sqlite::conn::open::{reading, require_snug};
use crate::store::sqlite::handle::Sqlite;
use crate::store::sqlite::snapshot::{broken_references, malformed, objects_after, read_objects};

/// The rows that a transaction repairs.
const PORTION: u32 = 500;

/// Whether a fault of `integrity_check` is one of the search index, the only table of this module.
fn is_of_search_index(fault: &str) -> bool {
    fault.to_ascii_lowercase().contains("fts5")
}

/// A connection that only reads.
#[derive(Debug)]
pub(crate) struct Inspected {
    connection: Connection,
}

impl Inspected {
    /// Opens a database.
    pub(crate) async fn open(path: &Path) -> Result<Self, OpenError> {
        require_snug(path)?;
        let inaccessible = |reason: String| OpenError::Inaccessible { path: path.to_owned(), reason };
        let connection = reading(path).await.map_err(|e| inaccessible(e.to_string()))?;
        let pending = connection.run(|db| MIGRATIONS.pending_migrations(db)).await;
        match pending.map_err(|e| inaccessible(e.to_string()))? {
            Ok(0) => Ok(Self { connection }),
            Ok(pending) if pending < 0 => Err(OpenError::Newer { path: path.to_owned() }),
            Ok(_) => Err(OpenError::Older { path: path.to_owned() }),
            Err(error) => Err(inaccessible(error.to_string())),
        }
    }

    /// The faults of the file.
    pub(crate) async fn faults(&self) -> Result<FileFaults, Error> {
        self.connection
            .call(|db| {
                let (of_search, malformed): (Vec<_>, Vec<_>) =
                    malformed(db)?.into_iter().partition(|fault| is_of_search_index(fault));
                let references = if malformed.is_empty() { broken_references(db)? } else { Vec::new() };
                Ok(FileFaults { malformed, references, has_malformed_search_index: !of_search.is_empty() })
            })
            .await
    }

    /// Counters and marks that are not what they are derived from.
    pub(crate) async fn counters(&self) -> Result<Vec<Finding>, Error> {
        self.connection
            .call(|db| {
                let snapshot = db.transaction()?;
                let mut findings = counters::findings(&snapshot)?;
                findings.extend(polls::finding(&snapshot)?);
                Ok(findings)
            })
            .await
    }

    /// Messages that are not in the search index as they are.
    pub(crate) async fn search_index(&self) -> Result<Option<Finding>, Error> {
        self.connection.call(|db| Ok(search::finding(db)?)).await
    }

    /// The objects of some files, after the one with this number.
    pub(crate) async fn objects_after(&self, number: i64) -> Result<Vec<StoredObjects>, Error> {
        self.connection.call(move |db| objects_after(db, number)).await
    }

    /// The objects of the files with some keys, and which of the keys are to be removed from the storage.
    pub(crate) async fn objects_of(&self, keys: Vec<String>) -> Result<(Vec<StoredObjects>, Vec<String>), Error> {
        self.connection.call(move |db| objects_of(db, &keys)).await
    }

    pub(crate) async fn close(self) {
        self.connection.close().await;
    }
}

fn objects_of(db: &rusqlite::Connection, keys: &[String]) -> Result<(Vec<StoredObjects>, Vec<String>), Error> {
    let list = serde_json::to_string(keys).map_err(|e| Error::Failed(e.to_string()))?;
    let query = "select id, key, segments, thumbnail is not null from files
        where key in (select value from json_each(?1))";
    let files = read_objects(db, query, [&list])?;
    let query = "select distinct substr(path, 1, instr(path || '/', '/') - 1) from removed_objects
        where path in (select value from json_each(?1))
            or substr(path, 1, instr(path, '/') - 1) in (select value from json_each(?1))";
    let removed = db.prepare_cached(query)?.query_map([&list], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok((files, removed))
}

impl Sqlite {
    /// Counts what differs anew, some rows at a time.
    pub(crate) async fn repair_counters(&self) -> Result<(), Error> {
        for counter in counters::COUNTERS {
            let mut last = i64::MIN;
            loop {
                let ids = self.read(move |db| Ok(counter.wrong_after(db, last, PORTION)?)).await?;
                let Some(end) = ids.last() else { break };
                last = *end;
                self.writer.write(None, move |db| Ok(counter.repair(db, &ids)?)).await?;
            }
        }
        let mut last = i64::MIN;
        loop {
            let ids = self.read(move |db| Ok(polls::wrong_after(db, last, PORTION as usize)?)).await?;
            let Some(end) = ids.last() else { return Ok(()) };
            last = *end;
            self.writer.write(None, move |db| Ok(polls::repair(db, &ids)?)).await?;
        }
    }

    /// Empties the search index, and fills it again.
    pub(crate) async fn rebuild_search_index(&self) -> Result<(), Error> {
        self.writer.write(None, |db| Ok(search::empty(db)?)).await?;
        while self.index_some().await? {}
        Ok(())
    }
}
