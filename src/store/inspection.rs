//! Inspects a database, also while a server writes to it: nothing is written, and the structure is left as it is.

use std::path::Path;

use crate::store::commands::inspections::{FileFaults, Finding};
use crate::store::commands::snapshots::StoredObjects;
use crate::store::error::{Error, OpenError};
use crate::store::handle::{Store, write_backend};
use crate::store::sqlite::inspection::Inspected;

/// An inspection of a database.
#[derive(Debug)]
pub struct Inspection {
    inspected: Inspected,
}

impl Inspection {
    /// Opens a database.
    ///
    /// # Errors
    /// When it is not Snug's, not of this version, or can't be read.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        Ok(Self { inspected: Inspected::open(path).await? })
    }

    /// The faults of the file.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn faults(&self) -> Result<FileFaults, Error> {
        self.inspected.faults().await
    }

    /// Counters and marks that are not what they are derived from.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn counters(&self) -> Result<Vec<Finding>, Error> {
        self.inspected.counters().await
    }

    /// Messages that are not in the search index as they are.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn search_index(&self) -> Result<Option<Finding>, Error> {
        self.inspected.search_index().await
    }

    /// The objects of some files after the one with this number; none after the last.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn objects_after(&self, number: i64) -> Result<Vec<StoredObjects>, Error> {
        self.inspected.objects_after(number).await
    }

    /// The objects of the files with some keys, and the keys that are to be removed from the storage.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn objects_of(&self, keys: Vec<String>) -> Result<(Vec<StoredObjects>, Vec<String>), Error> {
        self.inspected.objects_of(keys).await
    }

    /// Closes the database.
    pub async fn close(self) {
        self.inspected.close().await;
    }
}

impl Store {
    /// Derives counters and marks anew where they are wrong, in small transactions.
    ///
    /// # Errors
    /// When the database can't be read or written.
    pub async fn repair_counters(&self) -> Result<(), Error> {
        write_backend!(self.repair_counters())
    }

    /// Empties the search index and fills it again, in small transactions.
    ///
    /// # Errors
    /// When the database can't be read or written.
    pub async fn rebuild_search_index(&self) -> Result<(), Error> {
        write_backend!(self.rebuild_search_index())
    }
}
