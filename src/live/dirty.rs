//! Which sidebars may be out of date, gathered until the next update.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::model::{AccountId, RoomId};

/// Sidebars that may be out of date.
#[derive(Debug, Default)]
pub struct DirtySidebars {
    /// Rooms with new messages.
    pub rooms: HashSet<RoomId>,
    /// Accounts whose memberships or read marks changed.
    pub people: HashSet<AccountId>,
    /// Whether any sidebar may be out of date.
    pub everyone: bool,
}

/// Gathers in a set, so that memory does not grow with the number of events.
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

    /// Waits until the set is not empty, then gathers for `time`, and takes the set.
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
