//! Errors of the storage.

use std::io::ErrorKind;

/// Why the storage refused or failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// There is no such object.
    #[error("the object is not in the storage of files")]
    NotFound,
    /// The disk of the storage is full.
    #[error("the storage of files is full")]
    Full,
    /// The storage can't be reached, or failed.
    #[error("the storage of files failed: {0}")]
    Failed(String),
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::NotFound;
        }
        let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&error);
        while let Some(cause) = source {
            if let Some(io) = cause.downcast_ref::<std::io::Error>()
                && matches!(io.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
            {
                return Self::Full;
            }
            source = cause.source();
        }
        Self::Failed(error.to_string())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Failed(error.to_string()),
        }
    }
}
