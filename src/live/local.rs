//! Publish and subscribe within this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{broadcast, watch};

use super::{BACKLOG, ENDED_BACKLOG};
use crate::model::{Change, RoomId, SessionId};

/// A handle to what is told within this process; cheap to clone.
#[derive(Clone, Debug)]
pub struct Live(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    rooms: Mutex<HashMap<RoomId, broadcast::Sender<Change>>>,
    unheard: watch::Sender<()>,
    ended: broadcast::Sender<SessionId>,
}

impl Default for Live {
    fn default() -> Self {
        let ended = broadcast::Sender::new(ENDED_BACKLOG);
        Self(Arc::new(Shared { rooms: Mutex::default(), unheard: watch::Sender::default(), ended }))
    }
}

impl Live {
    /// Tells a room's subscribers of a change. Call it in the order of the change numbers.
    pub fn publish(&self, change: &Change) {
        let rooms = self.rooms();
        if let Some(room) = rooms.get(&change.room) {
            // Without subscribers nobody misses it.
            let _ = room.send(change.clone());
        }
    }

    /// Hears a room's changes from now on; whoever lags by more than [`BACKLOG`] of them is told so.
    #[must_use]
    pub fn subscribe(&self, room: RoomId) -> broadcast::Receiver<Change> {
        let mut rooms = self.rooms();
        if rooms.len() == rooms.capacity() {
            // About to grow: time to forget the rooms that nobody hears any more.
            rooms.retain(|id, changes| *id == room || changes.receiver_count() > 0);
        }
        rooms.entry(room).or_insert_with(|| broadcast::channel(BACKLOG).0).subscribe()
    }

    /// Says that something may have been stored without being published here: by another process, for example.
    pub fn suspect_unheard(&self) {
        self.0.unheard.send_replace(());
    }

    /// Hears when something may have been stored without being published here.
    #[must_use]
    pub fn unheard(&self) -> watch::Receiver<()> {
        self.0.unheard.subscribe()
    }

    /// Tells that a session has ended, so that what it holds open ends too.
    pub fn end_session(&self, id: SessionId) {
        // Without subscribers nothing is open.
        let _ = self.0.ended.send(id);
    }

    /// Hears which sessions end.
    #[must_use]
    pub fn ended_sessions(&self) -> broadcast::Receiver<SessionId> {
        self.0.ended.subscribe()
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, broadcast::Sender<Change>>> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
