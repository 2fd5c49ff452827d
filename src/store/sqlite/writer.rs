//! One connection writes, and commits everything that waits in one transaction (group commit).
//!
//! Each write is a savepoint of its own: one that fails takes no other with it. Nobody is answered before the commit,
//! and what follows a commit (publishing) runs in the order of the writes.

use std::num::NonZeroU16;

use tokio::sync::{mpsc, oneshot};
use tokio_rusqlite::Connection;
use tokio_rusqlite::rusqlite;

use crate::store::Error;

/// How many writes share a transaction at most, which bounds how long the first of them waits.
const GROUP: usize = 512;

/// A write: runs in its savepoint of the group's transaction, where one could be begun, and gives what is to be done
/// once the group's fate is known.
type Write = Box<dyn FnOnce(Result<&mut rusqlite::Connection, Error>) -> AfterCommit + Send>;
type AfterCommit = Box<dyn FnOnce(Result<(), Error>) + Send>;

#[derive(Clone, Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Write>,
    connection: Connection,
}

impl Writer {
    /// Lets up to `most_waiting` writes wait; one more is refused as [`Error::Busy`].
    pub(super) fn start(connection: Connection, most_waiting: NonZeroU16) -> Self {
        let (queue, writes) = mpsc::channel(usize::from(most_waiting.get()));
        tokio::spawn(commit_groups(connection.clone(), writes));
        Self { queue, connection }
    }

    /// Runs `write` in a transaction, which it may share with others, and returns when that is durable.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&rusqlite::Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.write_then(write, |_| ()).await
    }

    /// The same; `committed` runs on the writer's thread right after the commit, in the order of the commits, and
    /// must be quick.
    pub(super) async fn write_then<T: Send + 'static>(
        &self,
        write: impl FnOnce(&rusqlite::Connection) -> Result<T, Error> + Send + 'static,
        committed: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let write: Write = Box::new(move |db| {
            let result = db.and_then(|db| in_savepoint(db, write));
            Box::new(move |commit| {
                let result = commit.and(result);
                if let Ok(value) = &result {
                    committed(value);
                }
                // Whoever asked may have gone; what was written stays.
                let _ = answer.send(result);
            })
        });
        self.queue.try_send(write).map_err(|_| Error::Busy)?;
        answered.await.unwrap_or_else(|_| Err(Error::Failed("the writer has stopped".to_owned())))
    }

    /// SQLite's data version: it changes with the commits of other connections, and in this process no other writes.
    pub(super) async fn version_elsewhere(&self) -> Result<i64, Error> {
        let query = |db: &mut rusqlite::Connection| {
            Ok(db.prepare_cached("pragma data_version")?.query_row((), |row| row.get(0))?)
        };
        self.connection.call(query).await.map_err(super::flatten)
    }

    pub(super) async fn close(self) {
        let Self { queue, connection } = self;
        drop(queue);
        // Behind every group that was handed over: closing waits for them, and checkpoints.
        if let Err(error) = connection.close().await {
            tracing::error!(%error, "the database did not close");
        }
    }
}

async fn commit_groups(connection: Connection, mut writes: mpsc::Receiver<Write>) {
    let mut group = Vec::new();
    while writes.recv_many(&mut group, GROUP).await > 0 {
        let group = std::mem::take(&mut group);
        if connection.call_raw(move |db| commit_group(db, group)).await.is_err() {
            return;
        }
    }
}

fn commit_group(db: &mut rusqlite::Connection, group: Vec<Write>) {
    if let Err(error) = db.execute_batch("begin immediate") {
        tracing::error!(%error, "cannot begin to write");
        let error = Error::from(error);
        return group.into_iter().for_each(|write| write(Err(error.clone()))(Err(error.clone())));
    }
    let after: Vec<AfterCommit> = group.into_iter().map(|write| write(Ok(db))).collect();
    let outcome = db.execute_batch("commit").map_err(|error| {
        tracing::error!(%error, writes = after.len(), "a commit failed");
        let _ = db.execute_batch("rollback");
        Error::from(error)
    });
    for finish in after {
        finish(outcome.clone());
    }
}

fn in_savepoint<T>(
    db: &mut rusqlite::Connection,
    write: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    let savepoint = db.savepoint()?;
    let value = write(&savepoint)?;
    savepoint.commit()?;
    Ok(value)
}
