//! Secrets of the server's own, which outlive it.

use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::store::error::Error;
use crate::store::sqlite::handle::Store;

impl Store {
    /// The secret of this name; where there is none yet, `new` becomes it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn secret(&self, name: &'static str, new: [u8; 32]) -> Result<[u8; 32], Error> {
        let query = "select value from secrets where name = ?1";
        let stored =
            self.read(move |db| Ok(db.prepare_cached(query)?.query_row([name], |row| row.get(0)).optional()?));
        if let Some(stored) = stored.await? {
            return Ok(stored);
        }
        self.writer
            .write(None, move |db| {
                db.prepare_cached("insert or ignore into secrets (name, value) values (?1, ?2)")?
                    .execute((name, new))?;
                Ok(db.prepare_cached(query)?.query_row([name], |row| row.get(0))?)
            })
            .await
    }
}
