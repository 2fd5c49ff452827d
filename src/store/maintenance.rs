//! Work on the store beside the requests.

use tokio_util::sync::CancellationToken;

use crate::store::handle::{Backend, Store};
use crate::tasks;

impl Store {
    /// Does what the store needs beside the requests, until `stop` is cancelled: clears deleted rooms, and what the backend
    /// needs. Each task is supervised.
    pub fn maintain(&self, stop: &CancellationToken) {
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("clearing deleted rooms", move || clear_deleted_rooms(store.clone(), stopped.clone()));
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.maintain(stop),
        }
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
