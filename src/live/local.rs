//! Publish and subscribe within this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::{broadcast, watch};

use super::BACKLOG;
use crate::model::{Change, RoomId, SessionId};

/// A handle to what is told within this process; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Live(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    topics: Mutex<Topics>,
    unheard: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Topics {
    rooms: HashMap<RoomId, broadcast::Sender<Change>>,
    sessions: HashMap<SessionId, Weak<watch::Sender<bool>>>,
}

/// Tells when a session ends, for what it holds open.
#[derive(Clone, Debug)]
pub struct SessionEnd(Arc<watch::Sender<bool>>);

impl Live {
    /// Tells a room's subscribers of a change. Call it in the order of the change numbers.
    pub fn publish(&self, change: &Change) {
        let topics = self.topics();
        if let Some(room) = topics.rooms.get(&change.room) {
            // Without subscribers nobody misses it.
            let _ = room.send(change.clone());
        }
    }

    /// Hears a room's changes from now on; whoever lags by more than [`BACKLOG`] of them is told so.
    #[must_use]
    pub fn subscribe(&self, room: RoomId) -> broadcast::Receiver<Change> {
        let mut topics = self.topics();
        if topics.rooms.len() == topics.rooms.capacity() {
            // About to grow: time to forget the rooms that nobody hears any more.
            topics.rooms.retain(|id, changes| *id == room || changes.receiver_count() > 0);
        }
        topics.rooms.entry(room).or_insert_with(|| broadcast::channel(BACKLOG).0).subscribe()
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

    /// What tells of a session's end.
    #[must_use]
    pub fn session(&self, id: SessionId) -> SessionEnd {
        let mut topics = self.topics();
        if let Some(end) = topics.sessions.get(&id).and_then(Weak::upgrade) {
            return SessionEnd(end);
        }
        if topics.sessions.len() == topics.sessions.capacity() {
            topics.sessions.retain(|_, end| end.strong_count() > 0);
        }
        let end = Arc::new(watch::Sender::new(false));
        topics.sessions.insert(id, Arc::downgrade(&end));
        SessionEnd(end)
    }

    /// Ends what a session holds open.
    pub fn end_session(&self, id: SessionId) {
        if let Some(end) = self.topics().sessions.remove(&id).and_then(|end| end.upgrade()) {
            end.send_replace(true);
        }
    }

    fn topics(&self) -> MutexGuard<'_, Topics> {
        // The maps are whole between any two statements: a panic elsewhere doesn't spoil them.
        self.0.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SessionEnd {
    /// Waits for the session's end.
    pub async fn wait(&self) {
        // The sender is held by `self`, so this only returns when the value is true.
        let _ = self.0.subscribe().wait_for(|ended| *ended).await;
    }
}
