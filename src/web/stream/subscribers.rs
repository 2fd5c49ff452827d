//! The readers of a room's events: their sockets, written to by one task.
//!
//! The task goes round: each reader gets, in one write, all that came since its last cursor. An event therefore waits for
//! no round to end, but begins wherever the task is, and has reached everyone when it is there again; under load
//! each write carries many. A reader that can't take it all keeps the rest until its socket can, and gets
//! all that waits in one write then; one for whom too much waits is dropped, and resumes from what it has.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::io::Result;

use bytes::Bytes;
use tokio::task::JoinSet;

use crate::model::AccountId;
use crate::web::stream::events::{Cursor, Frame, SendQueue, join};
use crate::web::stream::subscriber::{Identity, NewSubscriber, Subscriber};

/// After so many readers others get a cursor: a round of thousands takes tens of milliseconds.
const SUBSCRIBERS_PER_FLUSH: usize = 64;

/// All readers of a room.
#[derive(Debug, Default)]
pub(crate) struct Subscribers {
    /// In the order of their coming: what the system keeps for each socket then mostly lies in the order of the writes,
    /// which a round of thousands of readers is faster by.
    by_id: BTreeMap<u64, Subscriber>,
    next: u64,
    /// Whose cursor it is.
    cursor: Cursor,
    /// Events that somebody may lack.
    queue: SendQueue,
    /// Where everyone has had a sign of life.
    pinged: Cursor,
    /// What is owed to single readers.
    personal: VecDeque<(u64, Bytes)>,
    /// For each reader for whom something waits: ends when its socket can take more.
    slow: JoinSet<u64>,
}

impl Subscribers {
    pub(crate) fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Takes a reader in who lacks none of what is owed to the others.
    pub(crate) fn add(&mut self, reader: NewSubscriber) {
        let id = self.next;
        self.next += 1;
        // Whoever can't be taken in has gone already, or comes again.
        if let Ok(subscriber) = Subscriber::take(reader, id, &mut self.slow) {
            self.by_id.insert(id, subscriber);
        }
    }

    /// Owes everyone an event, which follows those that are owed already.
    pub(crate) fn enqueue(&mut self, frame: &Frame) {
        self.queue.push(frame.number, frame.event.clone(), self.cursor.a_round_later());
    }

    /// Notices who has gone.
    pub(crate) fn sweep_closed(&mut self) {
        self.by_id.retain(|_, subscriber| !subscriber.is_closed());
    }

    /// Owes everyone a sign of life, and looks who has gone.
    pub(crate) fn enqueue_ping(&mut self) {
        self.pinged = self.cursor.a_round_later();
    }

    /// Whether anything is owed to anyone.
    pub(crate) fn has_queued(&self) -> bool {
        !self.queue.is_empty() || self.cursor < self.pinged || !self.personal.is_empty()
    }

    /// Gives the next few readers what is owed to them.
    pub(crate) fn flush_next(&mut self, ping: &Bytes) {
        let mut gone = Vec::new();
        let mut visited = 0;
        for (id, subscriber) in self.by_id.range_mut(self.cursor.subscriber..).take(SUBSCRIBERS_PER_FLUSH) {
            visited += 1;
            let here = Cursor { subscriber: *id, ..self.cursor };
            self.cursor = Cursor { subscriber: id + 1, ..self.cursor };
            let pings = here < self.pinged;
            let bytes = match self.queue.after(subscriber.seen) {
                Some(bytes) => bytes,
                None if pings => ping.clone(),
                None => continue,
            };
            subscriber.seen = subscriber.seen.max(self.queue.last());
            if subscriber.send(bytes, *id, &mut self.slow).is_err() || pings && subscriber.is_closed() {
                gone.push(*id);
            }
        }
        for (id, event) in self.personal.drain(..self.personal.len().min(SUBSCRIBERS_PER_FLUSH)) {
            let Some(subscriber) = self.by_id.get_mut(&id) else { continue };
            // What was owed before is sent before.
            let event = match self.queue.after(subscriber.seen) {
                Some(queue) => join([&queue, &event]),
                None => event,
            };
            subscriber.seen = subscriber.seen.max(self.queue.last());
            if subscriber.send(event, id, &mut self.slow).is_err() {
                gone.push(id);
            }
        }
        if visited < SUBSCRIBERS_PER_FLUSH {
            self.cursor = self.cursor.next_round();
        }
        self.queue.forget_until(self.cursor);
        for id in gone {
            self.by_id.remove(&id);
        }
    }

    /// Waits until some reader can take more of what waits for it, and sends that; never returns while nothing waits.
    pub(crate) async fn flush_blocked(&mut self) {
        let id = match self.slow.join_next().await {
            Some(Ok(id)) => id,
            // One who was dropped.
            Some(Err(_)) => return,
            None => return std::future::pending().await,
        };
        let sent: Option<Result<()>> =
            self.by_id.get_mut(&id).map(|subscriber| subscriber.flush_blocked(id, &mut self.slow));
        if let Some(Err(_)) = sent {
            self.by_id.remove(&id);
        }
    }

    /// Everyone who reads and wants to be told of more than the room's changes.
    pub(crate) fn people(&self) -> HashSet<AccountId> {
        self.by_id
            .values()
            .filter(|subscriber| subscriber.wants_rooms)
            .map(|subscriber| subscriber.viewing().account)
            .collect()
    }

    /// Owes readers something that is no change: to each person what `what` gives.
    pub(crate) fn enqueue_personal(&mut self, what: impl Fn(AccountId) -> Option<Bytes>) {
        for (id, subscriber) in self.by_id.iter().filter(|(_, subscriber)| subscriber.wants_rooms) {
            if let Some(event) = what(subscriber.viewing().account) {
                self.personal.push_back((*id, event));
            }
        }
    }

    /// Owes everyone who wants it word of how somebody is shown.
    pub(crate) fn enqueue_profile(&mut self, event: &Bytes) {
        let wanting = self.by_id.iter().filter(|(_, subscriber)| subscriber.wants_people);
        self.personal.extend(wanting.map(|(id, _)| (*id, event.clone())));
    }

    /// Says farewell to some readers; what they are owed they may not see any more.
    pub(crate) fn end(&mut self, whose: impl Fn(Identity) -> bool, farewell: &Bytes) {
        for (_, subscriber) in self.by_id.extract_if(.., |_, subscriber| whose(subscriber.viewing())) {
            subscriber.leave(farewell);
        }
    }
}
