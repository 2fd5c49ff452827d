//! Publish and subscribe within this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use super::dirty::{DirtySet, DirtySidebars};
use super::{BACKLOG, ENDED_BACKLOG, Revoked, RoomEvent};
use crate::model::{AccountId, Change, Profile, RoomId};

/// A handle to what is told within this process; cheap to clone.
#[derive(Clone, Debug)]
pub struct Live(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    rooms: Mutex<HashMap<RoomId, broadcast::Sender<RoomEvent>>>,
    missed: watch::Sender<()>,
    ended: broadcast::Sender<Revoked>,
    places: DirtySet,
}

impl Default for Live {
    fn default() -> Self {
        let ended = broadcast::Sender::new(ENDED_BACKLOG);
        Self(Arc::new(Shared {
            rooms: Mutex::default(),
            missed: watch::Sender::default(),
            ended,
            places: DirtySet::default(),
        }))
    }
}

impl Live {
    /// Tells a room's subscribers of a change. Call it in the order of the change numbers.
    pub fn publish(&self, change: &Change) {
        let rooms = self.rooms();
        if let Some(room) = rooms.get(&change.room) {
            // Without subscribers nobody misses it.
            let _ = room.send(RoomEvent::Change(change.clone()));
        }
        drop(rooms);
        if change.is_new() {
            self.0.places.add(|places| {
                places.rooms.insert(change.room);
            });
        }
    }

    /// Tells every room's subscribers that somebody is shown differently. Call it in the order of the numbers, and among
    /// the changes of the rooms at its own place.
    pub fn publish_profile(&self, profile: &Profile) {
        let profile = Arc::new(profile.clone());
        for room in self.rooms().values() {
            // Without subscribers nobody misses it.
            let _ = room.send(RoomEvent::Profile(Arc::clone(&profile)));
        }
    }

    /// Tells that somebody's rooms, or that person's reading in them, have changed; where nobody is named, everybody's.
    pub fn mark_sidebars_dirty(&self, of: Option<AccountId>) {
        self.0.places.add(|places| match of {
            Some(person) => {
                places.people.insert(person);
            }
            None => places.everyone = true,
        });
    }

    /// Waits until rooms may look different from afar, gathers for some time what else happens, and tells all that did
    /// since it was asked last: for one listener.
    pub async fn dirty_sidebars(&self, gathered_for: Duration) -> DirtySidebars {
        self.0.places.take(gathered_for).await
    }

    /// Hears a room's changes from now on; whoever lags by more than [`BACKLOG`] of them is told so.
    #[must_use]
    pub fn subscribe(&self, room: RoomId) -> broadcast::Receiver<RoomEvent> {
        let mut rooms = self.rooms();
        if rooms.len() == rooms.capacity() {
            // About to grow: time to forget the rooms that nobody hears any more.
            rooms.retain(|id, changes| *id == room || changes.receiver_count() > 0);
        }
        rooms.entry(room).or_insert_with(|| broadcast::channel(BACKLOG).0).subscribe()
    }

    /// Says that something may have been stored without being published here: by another process, for example.
    pub fn suspect_missed(&self) {
        self.0.missed.send_replace(());
    }

    /// Hears when something may have been stored without being published here.
    #[must_use]
    pub fn missed(&self) -> watch::Receiver<()> {
        self.0.missed.subscribe()
    }

    /// Tells what has ended, so that what it holds open ends too.
    pub fn revoke(&self, what: Revoked) {
        // Without subscribers nothing is open.
        let _ = self.0.ended.send(what);
    }

    /// Hears what ends.
    #[must_use]
    pub fn revocations(&self) -> broadcast::Receiver<Revoked> {
        self.0.ended.subscribe()
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, broadcast::Sender<RoomEvent>>> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
