//! One connection writes, and commits everything that waits in one transaction (group commit).
//!
//! Each write is a savepoint of its own: one that fails takes no other with it. Nobody is answered before the commit,
//! and what follows a commit (publishing) runs in the order of the writes.

use std::num::NonZeroU16;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{Mutex, mpsc, oneshot};
use tokio_rusqlite::rusqlite;

use crate::metrics::limits::Limit;
use crate::metrics::store as figures;
use crate::store::error::Error;
use crate::store::notices::Committed;
use crate::store::publisher::Publisher;
use crate::store::sqlite::conn::connection::Connection;
use crate::store::sqlite::conn::write_queue::{Actor, WriteQueue};
use crate::tasks;

/// How many writes share a transaction at most, which bounds how long the first of them waits.
const GROUP: usize = 512;

/// A write: runs in its savepoint of the group's transaction, where one could be begun, and gives what is to be done
/// once the group's fate is known.
type Write = Box<dyn FnOnce(Result<&rusqlite::Connection, Error>) -> AfterCommit + Send>;
type AfterCommit = Box<dyn FnOnce(Result<(), Error>) + Send>;

#[derive(Clone, Debug)]
pub(crate) struct Writer {
    queue: Arc<WriteQueue<Write>>,
    /// Wakes the task that commits; that ends once all of these are dropped.
    wake: mpsc::Sender<()>,
    pub(crate) connection: Connection,
    publisher: Arc<Publisher>,
    /// How many writes were queued since the start.
    #[cfg(test)]
    pub(crate) queued: tokio::sync::watch::Sender<usize>,
}

impl Writer {
    /// Lets up to `most_waiting` writes wait, and a share of them of each account; one more is refused as
    /// [`Error::Busy`], or as [`Error::TooManyWrites`] of an account whose share is full.
    pub(crate) fn start(connection: Connection, most_waiting: NonZeroU16, publisher: Arc<Publisher>) -> Self {
        // The queue is shared, so that none of what waits is lost with a task that panics.
        let queue = Arc::new(WriteQueue::new(usize::from(most_waiting.get())));
        let (wake, woken) = mpsc::channel(1);
        let (writes, woken, db) = (Arc::clone(&queue), Arc::new(Mutex::new(woken)), connection.clone());
        tasks::supervise("committing writes", move || {
            commit_groups(db.clone(), Arc::clone(&writes), Arc::clone(&woken))
        });
        Self {
            queue,
            wake,
            connection,
            publisher,
            #[cfg(test)]
            queued: tokio::sync::watch::Sender::default(),
        }
    }

    /// Runs `write` of `actor` in a transaction, which it may share with others, and returns when that is durable.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        actor: Actor,
        write: impl FnOnce(&rusqlite::Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.write_noticed(actor, |db| write(db).map(Committed::silent)).await
    }

    /// The same for a write with notices, which are published on the writer's thread right after the commit, in the
    /// order of the commits, even if the caller has disconnected.
    pub(crate) async fn write_noticed<T: Send + 'static>(
        &self,
        actor: Actor,
        write: impl FnOnce(&rusqlite::Connection) -> Result<Committed<T>, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = oneshot::channel();
        let (publisher, request) = (Arc::clone(&self.publisher), tasks::request());
        let write: Write = Box::new(move |db| {
            let result = db.and_then(|db| {
                in_savepoint(db, write).inspect_err(|error| {
                    if error.is_transient() {
                        tasks::for_request(request, || tracing::error!(%error, "cannot write"));
                    }
                })
            });
            Box::new(move |commit| {
                let result = commit.and(result).map(|Committed { value, notices }| {
                    publisher.publish(&notices);
                    value
                });
                // The caller may have disconnected; the write stays.
                let _ = answer.send(result);
            })
        });
        if let Some(evicted) = self.queue.push(actor, write).inspect_err(count_refusal)? {
            Limit::WriteQueue.refused();
            evicted(Err(Error::Busy))(Err(Error::Busy));
        }
        // An error says that it is going to wake anyway.
        let _ = self.wake.try_send(());
        #[cfg(test)]
        self.queued.send_modify(|queued| *queued += 1);
        answered.await.unwrap_or_else(|_| Err(Error::Failed("the writer has stopped".to_owned())))
    }

    /// SQLite's data version, which changes with commits of other processes, plus the number of commits here that
    /// were not published.
    pub(crate) async fn version_elsewhere(&self) -> Result<i64, Error> {
        let query = |db: &mut rusqlite::Connection| {
            Ok(db.prepare_cached("pragma data_version")?.query_row((), |row| row.get::<_, i64>(0))?)
        };
        let version = self.connection.call(query).await?;
        Ok(version.wrapping_add(self.publisher.failures()))
    }

    /// How many writes wait.
    pub(crate) fn waiting(&self) -> usize {
        self.queue.waiting()
    }

    pub(crate) async fn close(self) {
        let Self { wake, connection, .. } = self;
        drop(wake);
        // Behind every group that was handed over: closing waits for them, and checkpoints.
        connection.close().await;
    }
}

fn count_refusal(error: &Error) {
    match error {
        Error::TooManyWrites => Limit::WritesPerAccount.refused(),
        _ => Limit::WriteQueue.refused(),
    }
}

async fn commit_groups(
    connection: Connection,
    writes: Arc<WriteQueue<Write>>,
    woken: Arc<Mutex<mpsc::Receiver<()>>>,
) {
    let mut woken = woken.lock().await;
    loop {
        let mut group = Vec::new();
        writes.pop_into(&mut group, GROUP);
        if group.is_empty() {
            // Writers wake after they have queued: what came since the queue was found empty has left a signal.
            if woken.recv().await.is_none() {
                return;
            }
            continue;
        }
        // On failure, dropping the senders fails the waiting callers.
        let _ = connection.run(move |db| commit_group(db, group)).await;
    }
}

fn commit_group(db: &rusqlite::Connection, group: Vec<Write>) {
    let began = Instant::now();
    figures::GROUP_SIZES.observe(group.len() as u64);
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
        let committing = Instant::now();
        let committed = run(db, "commit");
        figures::COMMIT_TIMES.observe_time(committing.elapsed());
        committed.map_err(|error| {
            tracing::error!(%error, writes = after.len(), "a commit failed");
            let _ = run(db, "rollback");
            Error::from(error)
        })
    });
    figures::GROUP_TIMES.observe_time(began.elapsed());
    figures::FAILED.add(outcome.is_err().into());
    for finish in after {
        finish(outcome.clone());
    }
}

fn in_savepoint<T>(
    db: &rusqlite::Connection,
    write: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    run(db, "savepoint write")?;
    // A panic in one write is that write's failure, and no other's in the group.
    let written =
        tasks::catch("a write", || write(db)).unwrap_or_else(|| Err(Error::Failed("it panicked".to_owned())));
    let written = written.and_then(|value| {
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
mod tests;
