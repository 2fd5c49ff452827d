//! Whether the database can be read and written.

use tokio_rusqlite::rusqlite;

use crate::store::commands::health::Writing;
use crate::store::error::Error;
use crate::store::sqlite::handle::Sqlite;

impl Sqlite {
    pub(crate) async fn check(&self) -> Result<Writing, Error> {
        let read = |db: &mut rusqlite::Connection| Ok(db.query_row("select 1", (), |_| Ok(()))?);
        for connection in self.readers.connections.iter().chain(self.searches.connection()) {
            connection.call(read).await?;
        }
        self.checkpoints.connection.call(read).await?;
        let write = |db: &rusqlite::Connection| {
            // Changed and changed back: SQLite writes no page for an update that changes nothing.
            db.prepare_cached("update search_progress set indexed = indexed + 1")?.execute(())?;
            Ok(db.prepare_cached("update search_progress set indexed = indexed - 1")?.execute(()).map(drop)?)
        };
        match self.writer.write(None, write).await {
            Ok(()) => Ok(Writing::Works),
            Err(error @ (Error::Full | Error::Disk(_))) => Ok(Writing::Fails(error)),
            Err(error) => Err(error),
        }
    }
}
