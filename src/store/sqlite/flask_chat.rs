//! Reading the database of the Flask chat that Snug replaces: `users(id, username, password)` and
//! `messages(id, room, username, message)`. It is opened for reading alone.

use std::path::Path;

use jiff::Timestamp;
use tokio_rusqlite::Connection;
use tokio_rusqlite::rusqlite::{self, OpenFlags, Row, types::ValueRef};

use super::flatten;
use crate::store::Error;

/// A Flask chat's database.
#[derive(Debug)]
pub struct FlaskChat {
    db: Connection,
    /// When the file last changed: no message in it is younger. The Flask chat keeps no times.
    pub changed_at: Timestamp,
}

/// Somebody in the Flask chat.
#[derive(Clone, Debug)]
pub struct FlaskAccount {
    /// The name, of any form.
    pub username: String,
    /// Werkzeug's hash of the password.
    pub password_hash: String,
}

/// A message in the Flask chat.
#[derive(Clone, Debug)]
pub struct FlaskMessage {
    /// Its key, which ascends.
    pub id: i64,
    /// The room's name, of any form.
    pub room: String,
    /// The author's name.
    pub username: String,
    /// The text.
    pub body: String,
}

impl FlaskChat {
    /// Opens a Flask chat's database.
    ///
    /// # Errors
    /// One line about why it can't be.
    pub async fn open(path: &Path) -> Result<Self, String> {
        let metadata = std::fs::metadata(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        let changed_at = metadata.modified().ok().and_then(|at| Timestamp::try_from(at).ok());
        let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .await
            .map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        db.call(|db| {
            db.busy_timeout(std::time::Duration::from_secs(5))?;
            // One snapshot to the end, also while the old chat goes on.
            db.execute_batch("begin")?;
            db.prepare("select id, username, password from users")?;
            db.prepare("select id, room, username, message from messages").map(|_| ())
        })
        .await
        .map_err(|e| format!("{} is not a Flask chat's database: {e}", path.display()))?;
        Ok(Self { db, changed_at: changed_at.unwrap_or_else(Timestamp::now) })
    }

    /// Everybody, in the order of registration.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts(&self) -> Result<Vec<FlaskAccount>, Error> {
        self.read(|db| {
            let mut statement = db.prepare("select username, password from users order by id")?;
            let account =
                |row: &Row<'_>| Ok(FlaskAccount { username: text(row, 0)?, password_hash: text(row, 1)? });
            statement.query_map((), account)?.collect()
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
                    room: text(row, 1)?,
                    username: text(row, 2)?,
                    body: text(row, 3)?,
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
        self.db.call(move |db| query(db).map_err(Error::from)).await.map_err(flatten)
    }
}

/// A column as text whatever is in it: SQLite's columns hold any type.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => String::new(),
        ValueRef::Integer(value) => value.to_string(),
        ValueRef::Real(value) => value.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    })
}
