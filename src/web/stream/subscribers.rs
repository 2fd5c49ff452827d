//! The subscribers of a room: their sockets, written to by one task.
//!
//! The task goes round: each subscriber gets, in one write, all events since its last write. A new event does not
//! wait for the end of a round: it starts at the task's position, and has reached everyone when the task is there
//! again. Under load, each write carries many events. What a socket can't take waits until it is writable; a
//! subscriber for which too much waits is dropped, and its client resumes.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::io::Result;

use bytes::Bytes;
use tokio::task::JoinSet;

use crate::metrics::streams::Batch;
use crate::model::{AccountId, ChangeNumber};
use crate::web::stream::commands::HubCommand;
use crate::web::stream::events::{Cursor, SendQueue, join};
use crate::web::stream::subscriber::{Identity, NewSubscriber, Subscriber};

/// Subscribers per flush, before other work gets its turn: a round over thousands takes tens of milliseconds.
const SUBSCRIBERS_PER_FLUSH: usize = 64;

/// All subscribers of a room.
#[derive(Debug, Default)]
pub(crate) struct Subscribers {
    /// In the order in which they joined: the kernel's memory of the sockets then mostly lies in the order of the
    /// writes, which makes a round over thousands faster.
    by_id: BTreeMap<u64, Subscriber>,
    next: u64,
    /// The position of the round.
    cursor: Cursor,
    /// Events that some subscribers have not got yet.
    queue: SendQueue,
    /// The position at which everyone has had a heartbeat.
    pinged: Cursor,
    /// Events for single subscribers.
    personal: VecDeque<(u64, Bytes)>,
    /// A task for each subscriber with waiting bytes, which ends when its socket is writable.
    slow: JoinSet<u64>,
}

impl Subscribers {
    pub(crate) fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Adds a subscriber that lacks nothing of what is queued.
    pub(crate) fn add(&mut self, reader: NewSubscriber) {
        let id = self.next;
        self.next += 1;
        // On failure the socket is closed already; the client reconnects.
        if let Ok(subscriber) = Subscriber::take(reader, id, &mut self.slow) {
            self.by_id.insert(id, subscriber);
        }
    }

    /// Carries out a command to the hub.
    pub(crate) fn handle(&mut self, command: HubCommand) {
        match command {
            #[cfg(test)]
            HubCommand::Panic => panic!("as a test wants it"),
            HubCommand::Subscribe(reader) => self.add(reader),
            HubCommand::SweepClosed => self.sweep_closed(),
            // The caller may have disconnected.
            HubCommand::ListAccounts(answer) => drop(answer.send(self.people())),
            HubCommand::SendPersonal(events) => self.enqueue_personal(|person| events.get(&person).cloned()),
            HubCommand::SendToAll(event) => self.enqueue_personal(|_| Some(event.clone())),
        }
    }

    /// Queues an event for everyone, behind those that are queued already.
    pub(crate) fn enqueue(&mut self, number: ChangeNumber, event: Bytes) {
        self.queue.push(number, event, self.cursor.a_round_later());
    }

    /// Removes closed connections.
    fn sweep_closed(&mut self) {
        self.by_id.retain(|_, subscriber| !subscriber.is_closed());
    }

    /// Queues a heartbeat for everyone, which also finds closed connections.
    pub(crate) fn enqueue_ping(&mut self) {
        self.pinged = self.cursor.a_round_later();
    }

    /// Whether anything is queued.
    pub(crate) fn has_queued(&self) -> bool {
        !self.queue.is_empty() || self.cursor < self.pinged || !self.personal.is_empty()
    }

    /// Writes queued events to the next few subscribers.
    pub(crate) fn flush_next(&mut self, ping: &Bytes) {
        let mut gone = Vec::new();
        let mut delivered = Batch::default();
        let mut visited = 0;
        for (id, subscriber) in self.by_id.range_mut(self.cursor.subscriber..).take(SUBSCRIBERS_PER_FLUSH) {
            visited += 1;
            let here = Cursor { subscriber: *id, ..self.cursor };
            self.cursor = Cursor { subscriber: id + 1, ..self.cursor };
            let pings = here < self.pinged;
            let (bytes, count) = match self.queue.after(subscriber.seen) {
                Some(events) => events,
                None if pings => (ping.clone(), 0),
                None => continue,
            };
            subscriber.seen = subscriber.seen.max(self.queue.last());
            delivered.add(count, bytes.len());
            if subscriber.send(bytes, *id, &mut self.slow).is_err() || pings && subscriber.is_closed() {
                gone.push(*id);
            }
        }
        for (id, event) in self.personal.drain(..self.personal.len().min(SUBSCRIBERS_PER_FLUSH)) {
            let Some(subscriber) = self.by_id.get_mut(&id) else { continue };
            // Earlier events go first.
            let (event, count) = match self.queue.after(subscriber.seen) {
                Some((queue, count)) => (join([&queue, &event]), count + 1),
                None => (event, 1),
            };
            delivered.add(count, event.len());
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

    /// Waits until a socket with waiting bytes is writable, and sends them; never returns while no bytes wait.
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

    /// The accounts of all subscribers that get sidebar and presence updates.
    fn people(&self) -> HashSet<AccountId> {
        self.by_id
            .values()
            .filter(|subscriber| subscriber.wants_rooms)
            .map(|subscriber| subscriber.viewing().account)
            .collect()
    }

    /// Queues an event that is no change: for each account what `what` returns.
    fn enqueue_personal(&mut self, what: impl Fn(AccountId) -> Option<Bytes>) {
        for (id, subscriber) in self.by_id.iter().filter(|(_, subscriber)| subscriber.wants_rooms) {
            if let Some(event) = what(subscriber.viewing().account) {
                self.personal.push_back((*id, event));
            }
        }
    }

    /// Queues a profile change for all subscribers that follow profiles.
    pub(crate) fn enqueue_profile(&mut self, event: &Bytes) {
        let wanting = self.by_id.iter().filter(|(_, subscriber)| subscriber.wants_people);
        self.personal.extend(wanting.map(|(id, _)| (*id, event.clone())));
    }

    /// Removes subscribers after a last event; what is queued for them is not sent, since they may not see it any more.
    pub(crate) fn end(&mut self, whose: impl Fn(Identity) -> bool, farewell: &Bytes) {
        for (_, subscriber) in self.by_id.extract_if(.., |_, subscriber| whose(subscriber.viewing())) {
            subscriber.leave(farewell);
        }
    }
}
