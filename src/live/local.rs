//! Publish and subscribe within this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use super::dirty::{DirtySet, DirtySidebars};
use super::{BACKLOG, ENDED_BACKLOG, Revoked, RoomEvent};
use crate::model::{AccountId, Change, Expiry, Profile, RoomId};

/// A handle to publish and subscribe; cheap to clone.
#[derive(Clone, Debug)]
pub struct Live(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    rooms: Mutex<HashMap<RoomId, broadcast::Sender<RoomEvent>>>,
    missed: watch::Sender<()>,
    access: watch::Sender<()>,
    ended: broadcast::Sender<Revoked>,
    places: DirtySet,
}

impl Default for Live {
    fn default() -> Self {
        let ended = broadcast::Sender::new(ENDED_BACKLOG);
        Self(Arc::new(Shared {
            rooms: Mutex::default(),
            missed: watch::Sender::default(),
            access: watch::Sender::default(),
            ended,
            places: DirtySet::default(),
        }))
    }
}

impl Live {
    /// Publishes a change to the room's subscribers. Call it in the order of the change numbers.
    pub fn publish(&self, change: &Change) {
        let rooms = self.rooms();
        if let Some(room) = rooms.get(&change.room) {
            // No subscribers is fine.
            let _ = room.send(RoomEvent::Change(change.clone()));
        }
        drop(rooms);
        if change.is_new() {
            self.0.places.add(|places| {
                places.rooms.insert(change.room);
            });
        }
    }

    /// Publishes the removal of old messages to the room's subscribers. Call it in the order of the change numbers.
    pub fn publish_expiry(&self, expiry: &Expiry) {
        if let Some(room) = self.rooms().get(&expiry.room) {
            // No subscribers is fine.
            let _ = room.send(RoomEvent::Expiry(expiry.clone()));
        }
    }

    /// Publishes a profile change to every room's subscribers. Call it in the order of the numbers, between the
    /// changes of the rooms that were committed before and after it.
    pub fn publish_profile(&self, profile: &Profile) {
        let profile = Arc::new(profile.clone());
        for room in self.rooms().values() {
            // No subscribers is fine.
            let _ = room.send(RoomEvent::Profile(Arc::clone(&profile)));
        }
    }

    /// Publishes to the room's subscribers that its details or members have changed.
    pub fn publish_details(&self, room: RoomId) {
        if let Some(room) = self.rooms().get(&room) {
            // No subscribers is fine.
            let _ = room.send(RoomEvent::Details);
        }
    }

    /// Marks the sidebar of an account as out of date; all sidebars where none is named.
    pub fn mark_sidebars_dirty(&self, of: Option<AccountId>) {
        self.0.places.add(|places| match of {
            Some(person) => {
                places.people.insert(person);
            }
            None => places.everyone = true,
        });
    }

    /// Waits until a sidebar is out of date, gathers for some time, and returns all that were marked since the last
    /// call. For one caller only.
    pub async fn dirty_sidebars(&self, gathered_for: Duration) -> DirtySidebars {
        self.0.places.take(gathered_for).await
    }

    /// Subscribes to a room's events; a subscriber that lags by more than [`BACKLOG`] gets an error.
    #[must_use]
    pub fn subscribe(&self, room: RoomId) -> broadcast::Receiver<RoomEvent> {
        let mut rooms = self.rooms();
        if rooms.len() == rooms.capacity() {
            // Before the map grows, remove rooms without subscribers.
            rooms.retain(|id, changes| *id == room || changes.receiver_count() > 0);
        }
        rooms.entry(room).or_insert_with(|| broadcast::channel(BACKLOG).0).subscribe()
    }

    /// Reports that something may have been stored without being published here, for example by another process.
    pub fn suspect_missed(&self) {
        self.0.missed.send_replace(());
    }

    /// Subscribes to such reports.
    #[must_use]
    pub fn missed(&self) -> watch::Receiver<()> {
        self.0.missed.subscribe()
    }

    /// Reports that a rule of access has changed, so that the sessions of open streams are checked.
    pub fn recheck_sessions(&self) {
        self.0.access.send_replace(());
    }

    /// Subscribes to such reports.
    #[must_use]
    pub fn session_rechecks(&self) -> watch::Receiver<()> {
        self.0.access.subscribe()
    }

    /// Publishes a revocation, so that streams that depend on it end.
    pub fn revoke(&self, what: Revoked) {
        // No subscribers: nothing is open.
        let _ = self.0.ended.send(what);
    }

    /// Subscribes to revocations.
    #[must_use]
    pub fn revocations(&self) -> broadcast::Receiver<Revoked> {
        self.0.ended.subscribe()
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, broadcast::Sender<RoomEvent>>> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
