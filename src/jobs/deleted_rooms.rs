//! Clearing deleted rooms: a stop of the server may have interrupted it.

use tokio_util::sync::CancellationToken;

use crate::store::Store;

/// Clears the messages of the rooms that are marked as deleted, once.
pub(super) async fn clear(store: Store, stop: CancellationToken) {
    if let Some(Err(error)) = stop.run_until_cancelled(store.clear_deleted_rooms()).await {
        tracing::error!(%error, "deleted rooms are not cleared yet");
    }
}
