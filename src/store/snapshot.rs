//! Copies of the database as it was at one moment, for backups. They need no open [`Store`](crate::store::Store), and a
//! server may write to the database meanwhile.

use std::path::Path;

use crate::store::commands::snapshots::{Contents, StoredObjects};
use crate::store::error::{Error, OpenError};
use crate::store::sqlite::snapshot::{self, Copy};

/// A copy.
#[derive(Debug)]
pub struct Snapshot {
    copy: Copy,
}

impl Snapshot {
    /// Copies a database to a new file, and opens that.
    ///
    /// # Errors
    /// When the database is not Snug's, or can't be read, or the file can't be written.
    pub async fn take(database: &Path, to: &Path) -> Result<Self, OpenError> {
        snapshot::copy(database, to).await?;
        Self::open(to).await
    }

    /// Opens a copy.
    ///
    /// # Errors
    /// When it is not Snug's, newer than this version, or can't be read.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        Ok(Self { copy: Copy::open(path).await? })
    }

    /// The faults of the copy; none if it is whole.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn faults(&self) -> Result<Vec<String>, Error> {
        self.copy.faults().await
    }

    /// Counts the contents of the copy.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn contents(&self) -> Result<Contents, Error> {
        self.copy.contents().await
    }

    /// The objects of some files after the one with this number; none after the last.
    ///
    /// # Errors
    /// When it can't be read.
    pub async fn objects_after(&self, number: i64) -> Result<Vec<StoredObjects>, Error> {
        self.copy.objects_after(number).await
    }

    /// Removes files from the copy.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn forget_files(&self, numbers: Vec<i64>) -> Result<(), Error> {
        self.copy.forget_files(numbers).await
    }

    /// Closes the copy.
    pub async fn close(self) {
        self.copy.close().await;
    }
}
