//! Work on the database beside the requests.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::metrics::jobs::Job;
use crate::store::notices::Notice;
use crate::store::sqlite::handle::Sqlite;
use crate::tasks;

/// Interval of checks for commits of other processes.
const OTHER_WRITERS_CHECK: Duration = Duration::from_secs(1);

/// Interval of checks for messages to be indexed, and the pause between two portions, in which others have the writer
/// to themselves.
const INDEX_CHECK: Duration = Duration::from_secs(2);
const INDEX_REST: Duration = Duration::from_millis(15);

impl Sqlite {
    /// Checkpoints, indexes messages and watches for other writers, until `stop` is cancelled.
    pub(crate) fn maintain(&self, stop: &CancellationToken) {
        let (sqlite, stopped) = (self.clone(), stop.clone());
        tasks::supervise("checkpoints", move || checkpoint(sqlite.clone(), stopped.clone()));
        let (sqlite, stopped) = (self.clone(), stop.clone());
        tasks::supervise("watching for other writers", move || {
            watch_for_other_writers(sqlite.clone(), stopped.clone())
        });
        let (sqlite, stopped) = (self.clone(), stop.clone());
        tasks::supervise("indexing", move || index(sqlite.clone(), stopped.clone()));
    }

    /// Clears the caches and publishes [`Notice::Missed`], since another process has written.
    pub(crate) fn note_missed(&self) {
        self.publisher.publish(&[Notice::Missed]);
    }
}

async fn checkpoint(sqlite: Sqlite, stop: CancellationToken) {
    sqlite.checkpoints.run(&sqlite.writer.connection, &stop).await;
}

/// Publishes within a second what an import beside a running server writes.
async fn watch_for_other_writers(sqlite: Sqlite, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(OTHER_WRITERS_CHECK);
    let mut known = None;
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        match sqlite.writer.version_elsewhere().await {
            Ok(version) if known.replace(version).is_some_and(|known| known != version) => sqlite.note_missed(),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "cannot check for other writers"),
        }
    }
}

/// Indexes new messages in small portions, so that posts in between hardly wait.
async fn index(sqlite: Sqlite, stop: CancellationToken) {
    while let Some(indexed) = stop.run_until_cancelled(Job::SearchIndex.watch(sqlite.index_some())).await {
        let rest = match indexed {
            Ok(true) => INDEX_REST,
            Ok(false) => INDEX_CHECK,
            Err(error) => {
                tracing::error!(%error, "cannot index messages yet");
                INDEX_CHECK
            }
        };
        if stop.run_until_cancelled(tokio::time::sleep(rest)).await.is_none() {
            return;
        }
    }
}
