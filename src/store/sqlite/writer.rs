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
type Write = Box<dyn FnOnce(Result<&rusqlite::Connection, Error>) -> AfterCommit + Send>;
type AfterCommit = Box<dyn FnOnce(Result<(), Error>) + Send>;

#[derive(Clone, Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Write>,
    connection: Connection,
    /// How many writes were queued since the start.
    #[cfg(test)]
    pub(super) queued: tokio::sync::watch::Sender<usize>,
}

impl Writer {
    /// Lets up to `most_waiting` writes wait; one more is refused as [`Error::Busy`].
    pub(super) fn start(connection: Connection, most_waiting: NonZeroU16) -> Self {
        let (queue, writes) = mpsc::channel(usize::from(most_waiting.get()));
        tokio::spawn(commit_groups(connection.clone(), writes));
        Self {
            queue,
            connection,
            #[cfg(test)]
            queued: tokio::sync::watch::Sender::default(),
        }
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
            let result = db.and_then(|db| {
                in_savepoint(db, write).inspect_err(|error| {
                    if error.may_pass() {
                        tracing::error!(%error, "cannot write");
                    }
                })
            });
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
        #[cfg(test)]
        self.queued.send_modify(|queued| *queued += 1);
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
        let Self { queue, connection, .. } = self;
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

fn commit_group(db: &rusqlite::Connection, group: Vec<Write>) {
    let mut transaction = run(db, "begin immediate").map_err(|error| {
        tracing::error!(%error, writes = group.len(), "cannot begin to write");
        Error::from(error)
    });
    let mut after = Vec::with_capacity(group.len());
    for write in group {
        after.push(write(transaction.clone().map(|()| db)));
        if transaction.is_ok() && db.is_autocommit() {
            // On some errors SQLite rolls everything back by itself (sqlite.org/lang_transaction.html, 3). What this
            // group has written is gone, and another savepoint would be a transaction of its own.
            transaction = Err(Error::Disk("the transaction was rolled back".to_owned()));
        }
    }
    let outcome = transaction.and_then(|()| {
        run(db, "commit").map_err(|error| {
            tracing::error!(%error, writes = after.len(), "a commit failed");
            let _ = run(db, "rollback");
            Error::from(error)
        })
    });
    for finish in after {
        finish(outcome.clone());
    }
}

fn in_savepoint<T>(
    db: &rusqlite::Connection,
    write: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    run(db, "savepoint write")?;
    let written = write(db).and_then(|value| {
        run(db, "release write")?;
        Ok(value)
    });
    if written.is_err() {
        // Where SQLite has rolled everything back by itself, there is no savepoint any more.
        let _ = run(db, "rollback to write").and_then(|()| run(db, "release write"));
    }
    written
}

/// Runs a statement that every group or every write needs: parsed once, where `execute_batch` would each time.
fn run(db: &rusqlite::Connection, statement: &'static str) -> rusqlite::Result<()> {
    db.prepare_cached(statement)?.execute(()).map(drop)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use tokio_rusqlite::{Connection, rusqlite};

    use super::Writer;
    use crate::store::{Error, MOST_WAITING_WRITES};

    async fn writer() -> Writer {
        let connection = Connection::open_in_memory().await.unwrap();
        connection
            .call(|db| db.execute_batch("create table kept (size); pragma max_page_count = 20"))
            .await
            .unwrap();
        Writer::start(connection, MOST_WAITING_WRITES)
    }

    async fn keep(writer: &Writer, size: i64) -> Result<(), Error> {
        let insert = move |db: &rusqlite::Connection| {
            db.execute("insert into kept values (zeroblob(?1))", [size])?;
            Ok(())
        };
        writer.write(insert).await
    }

    async fn kept(writer: &Writer) -> Vec<i64> {
        let query = |db: &mut rusqlite::Connection| {
            db.prepare("select length(size) from kept")?.query_map((), |row| row.get(0))?.collect()
        };
        writer.connection.call(query).await.unwrap()
    }

    #[tokio::test]
    async fn a_group_that_sqlite_rolls_back_by_itself_is_refused_whole() {
        let writer = writer().await;
        // On this one thread all three wait before the first is taken: they are one group.
        let answers = tokio::join!(keep(&writer, 1), keep(&writer, 1 << 20), keep(&writer, 2));
        for answer in [answers.0, answers.1, answers.2] {
            assert!(matches!(answer, Err(Error::Disk(_))), "{answer:?}");
        }
        assert!(kept(&writer).await.is_empty(), "what was refused is not there");
        keep(&writer, 3).await.unwrap();
        assert_eq!(kept(&writer).await, [3], "and later writes are as good as ever");
    }

    #[tokio::test]
    async fn a_write_that_fails_takes_no_other_of_its_group_with_it() {
        let writer = writer().await;
        let wrong = writer.write(|db| {
            db.execute("insert into kept values (zeroblob(2))", ())?;
            Ok(db.execute_batch("insert into nowhere values (1)")?)
        });
        let answers = tokio::join!(keep(&writer, 1), wrong, keep(&writer, 3));
        assert!(answers.0.is_ok() && answers.1.is_err() && answers.2.is_ok());
        assert_eq!(kept(&writer).await, [1, 3]);
    }
}
