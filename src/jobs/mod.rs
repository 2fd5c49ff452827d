//! Background work beside the requests, one file for each job. The loops that render live updates are in `web/stream`,
//! and the database's own upkeep is in the store.

use tokio_util::sync::CancellationToken;

use crate::live::Live;
use crate::store::Store;
use crate::tasks;

mod deleted_rooms;
mod other_writers;
mod search_index;

/// Starts every job; each runs until `stop` is cancelled, and starts again after a panic.
pub(crate) fn start(store: &Store, live: &Live, stop: &CancellationToken) {
    let (owned, stopped) = (store.clone(), stop.clone());
    tasks::supervise("clearing deleted rooms", move || deleted_rooms::clear(owned.clone(), stopped.clone()));
    let (owned, live, stopped) = (store.clone(), live.clone(), stop.clone());
    let watch = move || other_writers::watch(owned.clone(), live.clone(), stopped.clone());
    tasks::supervise("watching for other writers", watch);
    let (owned, stopped) = (store.clone(), stop.clone());
    tasks::supervise("indexing messages", move || search_index::keep_current(owned.clone(), stopped.clone()));
}
