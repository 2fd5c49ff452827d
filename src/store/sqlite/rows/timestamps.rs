//! Timestamps, stored in milliseconds since 1970.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

/// A column of milliseconds as a time.
pub(crate) fn timestamp(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    from_millisecond(row.get(column)?)
}

pub(crate) fn from_millisecond(stored: i64) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(stored)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Integer, Box::new(e)))
}
