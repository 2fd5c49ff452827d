//! Errors of checks.

use crate::store::OpenError;
use crate::{files, store};

/// Why nothing could be checked or repaired.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database can't be opened.
    #[error("{0}")]
    Open(#[from] OpenError),
    /// The database can't be read or written.
    #[error("the database cannot be checked: {0}")]
    Database(#[from] store::Error),
    /// The storage of files.
    #[error("the files cannot be checked: {0}")]
    Files(#[from] files::Error),
}
