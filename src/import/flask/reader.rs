//! Reads the database of the Flask chat that Snug replaces: `users(id, username, password)` and `messages(id, room,
//! username, message)`. It is opened read-only.

use std::path::Path;

use jiff::Timestamp;
use tokio_rusqlite::Connection;
use tokio_rusqlite::rusqlite::{self, ErrorCode, OpenFlags, OptionalExtension as _, Row, types::ValueRef};

use crate::store::Error;

/// The database of a Flask chat.
#[derive(Debug)]
pub struct FlaskChat {
    db: Connection,
    /// When the file last changed, which is used as the time of all messages: the Flask chat stores no times.
    pub changed_at: Timestamp,
}

/// An account of the Flask chat.
#[derive(Clone, Debug)]
pub struct FlaskAccount {
    /// The name, which may be anything. An account without a name differs from one with an empty name.
    pub username: Option<String>,
    /// Werkzeug's hash of the password.
    pub password_hash: String,
}

/// A message of the Flask chat.
#[derive(Clone, Debug)]
pub struct FlaskMessage {
    /// The key, ascending.
    pub id: i64,
    /// The room's name, which may be anything.
    pub room: String,
    /// The author's name, if any.
    pub username: Option<String>,
    /// The text.
    pub body: String,
}

impl FlaskChat {
    /// Opens the database of a Flask chat.
    ///
    /// # Errors
    /// A line that says why it can't be read.
    pub async fn open(path: &Path) -> Result<Self, String> {
        let changed_at = changed_at(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .await
            .map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        // No transaction around the whole import: it would block the old chat's writes.
        db.call_raw(|db| {
            db.busy_timeout(std::time::Duration::from_secs(5))?;
            db.prepare("select id, username, password from users")?;
            db.prepare("select id, room, username, message from messages").map(|_| ())
        })
        .await
        .map_err(|e| format!("cannot read {}: {e}", path.display()))?
        .map_err(|reason| unfit(path, reason))?;
        Ok(Self { db, changed_at })
    }

    /// All accounts, in the order of registration.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts(&self) -> Result<Vec<FlaskAccount>, Error> {
        self.read(|db| {
            let mut statement = db.prepare("select username, password from users order by id")?;
            statement.query_map((), account)?.collect()
        })
        .await
    }

    /// The account with this name, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account(&self, username: Option<String>) -> Result<Option<FlaskAccount>, Error> {
        self.read(move |db| {
            let query = "select username, password from users where username is ?1 order by id limit 1";
            db.prepare_cached(query)?.query_row([username], account).optional()
        })
        .await
    }

    /// Up to `limit` messages after `id`, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messages_after(&self, id: i64, limit: u32) -> Result<Vec<FlaskMessage>, Error> {
        self.read(move |db| {
            let query = "select id, room, username, message from messages where id > ?1 order by id limit ?2";
            let mut statement = db.prepare_cached(query)?;
            let message = |row: &Row<'_>| {
                Ok(FlaskMessage {
                    id: row.get(0)?,
                    room: text(row, 1)?.unwrap_or_default(),
                    username: text(row, 2)?,
                    body: text(row, 3)?.unwrap_or_default(),
                })
            };
            statement.query_map((id, limit), message)?.collect()
        })
        .await
    }

    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&rusqlite::Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        match self.db.call_raw(|db| query(db)).await {
            Ok(result) => Ok(result?),
            Err(closed) => Err(Error::Failed(closed.to_string())),
        }
    }
}

/// When the file last changed, or SQLite's write-ahead log, which holds the newest data.
fn changed_at(path: &Path) -> std::io::Result<Timestamp> {
    let file = std::fs::metadata(path)?;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let times = [Ok(file), std::fs::metadata(log)].into_iter().flatten().filter_map(|file| file.modified().ok());
    let newest = times.max().and_then(|time| Timestamp::try_from(time).ok());
    // The clock may have been wrong, but no message is from the future.
    Ok(newest.unwrap_or(Timestamp::MAX).min(Timestamp::now()))
}

/// A line that says why the database can't be used.
fn unfit(path: &Path, reason: rusqlite::Error) -> String {
    let path = path.display();
    // A missing table or column has no error code of its own.
    let is_other = matches!(reason, rusqlite::Error::SqlInputError { .. })
        || matches!(reason.sqlite_error_code(), Some(ErrorCode::Unknown | ErrorCode::NotADatabase));
    match Error::from(reason) {
        Error::Failed(reason) if is_other => format!("{path} is not a Flask chat's database: {reason}"),
        Error::Busy => format!("cannot read {path}: another program has locked it. Stop that, or import a copy"),
        reason => format!("cannot read {path}: {reason}"),
    }
}

fn account(row: &Row<'_>) -> rusqlite::Result<FlaskAccount> {
    Ok(FlaskAccount { username: text(row, 0)?, password_hash: text(row, 1)?.unwrap_or_default() })
}

/// A column as text. SQLite columns can hold values of any type.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<String>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => None,
        ValueRef::Integer(value) => Some(value.to_string()),
        ValueRef::Real(value) => Some(value.to_string()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
    })
}
