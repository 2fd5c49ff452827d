//! Work on the database beside the requests.
//!
//! Checkpoints are not part of it: they run for every process that writes, so they start with the connection
//! (`conn/checkpoint.rs`).

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::store::sqlite::handle::Store;
use crate::tasks;

/// Interval of checks for commits of other processes.
const OTHER_WRITERS_CHECK: Duration = Duration::from_secs(1);

/// Interval of checks for messages to be indexed, and the pause between two portions, in which others have the writer to
/// themselves.
const INDEX_CHECK: Duration = Duration::from_secs(2);
const INDEX_REST: Duration = Duration::from_millis(15);

impl Store {
    /// Indexes messages, clears deleted rooms, and watches for other writers, until `stop` is cancelled. Each task is
    /// supervised.
    pub fn maintain(&self, stop: &CancellationToken) {
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("clearing deleted rooms", move || clear_deleted_rooms(store.clone(), stopped.clone()));
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("watching for other writers", move || {
            watch_for_other_writers(store.clone(), stopped.clone())
        });
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("indexing", move || index(store.clone(), stopped.clone()));
    }
}

/// Clears what earlier runs have left, and then each room that is deleted.
async fn clear_deleted_rooms(store: Store, stop: CancellationToken) {
    let clear = async {
        loop {
            if let Err(error) = store.clear_deleted_rooms().await {
                tracing::error!(%error, "deleted rooms are not cleared yet");
            }
            store.room_deleted.notified().await;
        }
    };
    let _: Option<()> = stop.run_until_cancelled(clear).await;
}

/// Publishes within a second what an import beside a running server writes.
async fn watch_for_other_writers(store: Store, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(OTHER_WRITERS_CHECK);
    let mut known = None;
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        match store.version_elsewhere().await {
            Ok(version) if known.replace(version).is_some_and(|known| known != version) => store.note_missed(),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "cannot check for other writers"),
        }
    }
}

/// Indexes new messages in small portions, so that posts in between hardly wait.
async fn index(store: Store, stop: CancellationToken) {
    loop {
        let rest = match store.index_some().await {
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
