//! Whether the database can be read and written.

use std::time::Instant;

use tokio_rusqlite::rusqlite;

use crate::store::commands::health::Writing;
use crate::store::error::Error;
use crate::store::sqlite::conn::health::HOLDS_FOR;
use crate::store::sqlite::handle::Store;

impl Store {
    /// Reads on every connection, and writes.
    ///
    /// # Errors
    /// When somebody can't read, or when nothing is written though there is a disk that works.
    pub async fn check(&self) -> Result<Writing, Error> {
        let mut last = self.health.0.lock().await;
        if let Some((at, outcome)) = &*last
            && at.elapsed() < HOLDS_FOR
        {
            return outcome.clone();
        }
        let outcome = self.prove().await;
        *last = Some((Instant::now(), outcome.clone()));
        outcome
    }

    async fn prove(&self) -> Result<Writing, Error> {
        let read = |db: &mut rusqlite::Connection| Ok(db.query_row("select 1", (), |_| Ok(()))?);
        for connection in self.readers.connections.iter().chain(self.searches.connection()) {
            connection.call(read).await?;
        }
        self.checkpoints.connection.call(read).await?;
        let write = |db: &rusqlite::Connection| {
            // What is there is written once more.
            Ok(db.prepare_cached("update search_progress set indexed = indexed")?.execute(()).map(drop)?)
        };
        match self.writer.write(None, write).await {
            Ok(()) => Ok(Writing::Works),
            Err(error @ (Error::Full | Error::Disk(_))) => Ok(Writing::Fails(error)),
            Err(error) => Err(error),
        }
    }
}
