//! A room's changes as they are sent: each is rendered and framed once, and its bytes are shared by every stream.
//!
//! A feed lives while somebody listens. It passes on every change in order: one that it did not hear of (another
//! process wrote it, or it lagged) shows as a hole in the numbers, or is told to be suspected, and is fetched from the
//! store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{Receiver, Sender, channel};

use crate::live::{BACKLOG, Live};
use crate::model::{Change, ChangeNumber, Message, Room, RoomId};
use crate::store::{CatchUp, Store};
use crate::views::{self, Markup, Zone};

/// More changes than this are not replayed: the list is begun anew.
pub(super) const MOST_REPLAYED: u32 = 500;

/// How soon a feed ends that nobody listens to.
const IDLE_CHECK: Duration = Duration::from_secs(30);

/// A change, ready to be sent.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) number: ChangeNumber,
    /// An event of the room's stream.
    pub(super) event: Bytes,
    /// The message's markup alone.
    pub(super) html: Bytes,
    pub(super) message: Arc<Message>,
    /// Whether the message came, rather than changed.
    pub(super) is_new: bool,
}

impl Frame {
    pub(super) fn new(change: &Change, room: &Room, zone: &Zone) -> Self {
        let event = views::live::change(change, &room.slug, zone);
        let html = views::messages::message(&change.message, &room.slug, zone);
        Self {
            number: change.number,
            event: event_bytes(change.number, &event),
            html: html.into_string().into(),
            message: Arc::clone(&change.message),
            is_new: change.is_new(),
        }
    }
}

/// An event with its id (WHATWG HTML, 9.2.6).
pub(super) fn event_bytes(id: ChangeNumber, markup: &Markup) -> Bytes {
    let mut event = format!("id: {id}\n");
    for line in markup.0.split('\n') {
        event.push_str("data: ");
        event.push_str(line);
        event.push('\n');
    }
    event.push('\n');
    event.into()
}

/// The feeds of all rooms that somebody listens to; cheap to clone.
#[derive(Clone, Debug)]
pub struct Feeds(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    store: Store,
    live: Live,
    zone: Zone,
    rooms: Mutex<HashMap<RoomId, Sender<Frame>>>,
}

impl Feeds {
    /// Feeds of what `live` tells and `store` keeps, with times in `zone`.
    #[must_use]
    pub fn new(store: Store, live: Live, zone: Zone) -> Self {
        Self(Arc::new(Shared { store, live, zone, rooms: Mutex::default() }))
    }

    /// Hears a room's changes from now on.
    pub(super) fn subscribe(&self, room: &Room) -> Receiver<Frame> {
        let mut rooms = self.rooms();
        if let Some(frames) = rooms.get(&room.id) {
            return frames.subscribe();
        }
        let (frames, receiver) = channel(BACKLOG);
        rooms.insert(room.id, frames.clone());
        tokio::spawn(self.clone().carry(room.clone(), self.0.live.subscribe(room.id), frames));
        receiver
    }

    async fn carry(self, room: Room, mut changes: Receiver<Change>, frames: Sender<Frame>) {
        // What came before the subscription is the streams' own to catch up with.
        let mut last = self.0.store.room(room.slug.clone()).await.map_or(room.change, |room| room.change);
        let mut unheard = self.0.live.unheard();
        let mut idle = tokio::time::interval(IDLE_CHECK);
        loop {
            let heard = tokio::select! {
                heard = changes.recv() => heard,
                _ = unheard.changed() => Err(RecvError::Lagged(0)),
                _ = idle.tick() => {
                    if self.forget(room.id, &frames) {
                        return;
                    }
                    continue;
                }
            };
            match heard {
                Ok(change) if change.number <= last => {}
                Ok(change) if change.number == last.next() => {
                    last = change.number;
                    // Without listeners nobody misses it.
                    let _ = frames.send(Frame::new(&change, &room, &self.0.zone));
                }
                // A hole, or lagging, which leaves one.
                Ok(_) | Err(RecvError::Lagged(_)) => match self.missed(&room, last).await {
                    Some(missed) => {
                        for change in missed {
                            last = change.number;
                            let _ = frames.send(Frame::new(&change, &room, &self.0.zone));
                        }
                    }
                    None => break,
                },
                Err(RecvError::Closed) => break,
            }
        }
        // The streams end with the feed, and their clients resume from what they have.
        self.rooms().remove(&room.id);
    }

    async fn missed(&self, room: &Room, last: ChangeNumber) -> Option<Vec<Change>> {
        match self.0.store.changes_after(room.id, last, MOST_REPLAYED).await {
            Ok(CatchUp::Changes(changes)) => Some(changes),
            Ok(CatchUp::TooMany) => None,
            Err(error) => {
                tracing::error!(%error, room = room.id.0, "a feed cannot catch up");
                None
            }
        }
    }

    /// Ends the feed if nobody listens; under the lock, so that nobody can begin to meanwhile.
    fn forget(&self, room: RoomId, frames: &Sender<Frame>) -> bool {
        let mut rooms = self.rooms();
        let idle = frames.receiver_count() == 0;
        if idle {
            rooms.remove(&room);
        }
        idle
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<RoomId, Sender<Frame>>> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
