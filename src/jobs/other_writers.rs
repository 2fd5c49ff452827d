//! Other processes that write to the same database, such as an import beside a running server.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::live::Live;
use crate::store::Store;

/// Interval between checks of the database's version.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// Watches for commits of other processes. After one, clears the caches and lets streams and sidebars catch up.
pub(super) async fn watch(store: Store, live: Live, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(CHECK_INTERVAL);
    let mut known = None;
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        match store.version_elsewhere().await {
            Ok(version) if known.replace(version).is_some_and(|known| known != version) => {
                store.clear_cache();
                live.suspect_missed();
                live.mark_sidebars_dirty(None);
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "cannot look for other writers"),
        }
    }
}
