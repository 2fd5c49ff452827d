//! Errors of the driver as errors of the store: violated constraints are domain errors.

use tokio_rusqlite::rusqlite;

use crate::store::error::Error;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            _ if matches!(error, rusqlite::Error::QueryReturnedNoRows) => Self::NotFound,
            Some(ErrorCode::ConstraintViolation) if is_unique(&error) => Self::Taken,
            // What a row refers to is gone.
            Some(ErrorCode::ConstraintViolation) if is_foreign_key(&error) => Self::NotFound,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            // Some systems say so where the disk is full, too: of a quota, or of the file beside the database.
            Some(ErrorCode::SystemIoFailure | ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {
                Self::Disk(error.to_string())
            }
            _ => Self::Failed(error.to_string()),
        }
    }
}

pub(crate) fn is_foreign_key(error: &rusqlite::Error) -> bool {
    error.sqlite_error().map(|e| e.extended_code) == Some(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY)
}

pub(crate) fn is_unique(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    let code = error.sqlite_error().map(|e| e.extended_code);
    matches!(code, Some(SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY))
}
