//! What may have changed about how rooms look from afar, gathered until somebody asks.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::model::{AccountId, RoomId};

/// What may look different now.
#[derive(Debug, Default)]
pub struct DirtySidebars {
    /// Rooms in which something was said.
    pub rooms: HashSet<RoomId>,
    /// People whose rooms, or whose reading in them, changed.
    pub people: HashSet<AccountId>,
    /// Whether it may be everybody's rooms.
    pub everyone: bool,
}

/// Gathers: however much happens, what waits is a set.
#[derive(Debug, Default)]
pub(super) struct DirtySet {
    places: Mutex<DirtySidebars>,
    some: Notify,
}

impl DirtySet {
    pub(super) fn add(&self, add: impl FnOnce(&mut DirtySidebars)) {
        add(&mut self.places());
        self.some.notify_one();
    }

    /// Waits until there is something, and takes all that is gathered some time later.
    pub(super) async fn take(&self, gathered_for: Duration) -> DirtySidebars {
        self.some.notified().await;
        tokio::time::sleep(gathered_for).await;
        std::mem::take(&mut *self.places())
    }

    fn places(&self) -> MutexGuard<'_, DirtySidebars> {
        // The sets are whole between any two statements: a panic elsewhere doesn't spoil them.
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
