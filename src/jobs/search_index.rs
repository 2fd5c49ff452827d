//! The search index, which follows the messages.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::store::Store;

/// Interval between checks for new messages.
const CHECK_INTERVAL: Duration = Duration::from_secs(2);

/// Pause between two batches, in which posts have the writer to themselves.
const PAUSE: Duration = Duration::from_millis(15);

/// Indexes new messages in small batches, so that posts in between hardly wait.
pub(super) async fn keep_current(store: Store, stop: CancellationToken) {
    loop {
        let pause = match store.index_some().await {
            Ok(true) => PAUSE,
            Ok(false) => CHECK_INTERVAL,
            Err(error) => {
                tracing::error!(%error, "cannot index new messages yet");
                CHECK_INTERVAL
            }
        };
        if stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_none() {
            return;
        }
    }
}
