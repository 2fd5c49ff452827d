//! Secrets of the server's own, which outlive it.

use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::store::error::Error;
use crate::store::sqlite::handle::{Sqlite, SqliteReads};

impl SqliteReads {
    pub(crate) async fn instance(&self) -> Result<String, Error> {
        self.read(|db| Ok(db.query_row("select name from instance", (), |row| row.get(0))?)).await
    }
}

impl Sqlite {
    pub(crate) async fn secret(&self, name: &'static str, new: [u8; 32]) -> Result<[u8; 32], Error> {
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
