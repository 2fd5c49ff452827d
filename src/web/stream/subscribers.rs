//! The readers of a room's events: their sockets, written to by one task.
//!
//! The task goes round: each reader gets, in one write, all that came since its last turn. An event therefore waits for
//! no round to end, but begins wherever the task is, and has reached everyone when it is there again; under load
//! each write carries many. A reader that can't take it all keeps the rest until its socket can, and gets
//! all that waits in one write then; one for whom too much waits is dropped, and resumes from what it has.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::io::Result;

use bytes::Bytes;
use tokio::task::JoinSet;

use crate::model::AccountId;
use crate::web::stream::events::{Frame, Owed, Turn, join};
use crate::web::stream::subscriber::{Reader, Seat, Viewing};

/// After so many readers others get a turn: a round of thousands takes tens of milliseconds.
const SEATS_PER_TURN: usize = 64;

/// All readers of a room.
#[derive(Debug, Default)]
pub(crate) struct Audience {
    /// In the order of their coming: what the system keeps for each socket then mostly lies in the order of the writes,
    /// which a round of thousands of readers is faster by.
    seats: BTreeMap<u64, Seat>,
    next: u64,
    /// Whose turn it is.
    turn: Turn,
    /// Events that somebody may lack.
    owed: Owed,
    /// Where everyone has had a sign of life.
    pinged: Turn,
    /// What is owed to single readers.
    personal: VecDeque<(u64, Bytes)>,
    /// For each reader for whom something waits: ends when its socket can take more.
    slow: JoinSet<u64>,
}

impl Audience {
    pub(crate) fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// Takes a reader in who lacks none of what is owed to the others.
    pub(crate) fn add(&mut self, reader: Reader) {
        let id = self.next;
        self.next += 1;
        // Whoever can't be taken in has gone already, or comes again.
        if let Ok(seat) = Seat::take(reader, id, &mut self.slow) {
            self.seats.insert(id, seat);
        }
    }

    /// Owes everyone an event, which follows those that are owed already.
    pub(crate) fn owe(&mut self, frame: &Frame) {
        self.owed.push(frame.number, frame.event.clone(), self.turn.a_round_later());
    }

    /// Notices who has gone.
    pub(crate) fn let_go(&mut self) {
        self.seats.retain(|_, seat| !seat.has_gone());
    }

    /// Owes everyone a sign of life, and looks who has gone.
    pub(crate) fn owe_ping(&mut self) {
        self.pinged = self.turn.a_round_later();
    }

    /// Whether anything is owed to anyone.
    pub(crate) fn is_owed(&self) -> bool {
        !self.owed.is_empty() || self.turn < self.pinged || !self.personal.is_empty()
    }

    /// Gives the next few readers what is owed to them.
    pub(crate) fn turn(&mut self, ping: &Bytes) {
        let mut gone = Vec::new();
        let mut visited = 0;
        for (id, seat) in self.seats.range_mut(self.turn.seat..).take(SEATS_PER_TURN) {
            visited += 1;
            let here = Turn { seat: *id, ..self.turn };
            self.turn = Turn { seat: id + 1, ..self.turn };
            let pings = here < self.pinged;
            let bytes = match self.owed.after(seat.seen) {
                Some(bytes) => bytes,
                None if pings => ping.clone(),
                None => continue,
            };
            seat.seen = seat.seen.max(self.owed.last());
            if seat.send(bytes, *id, &mut self.slow).is_err() || pings && seat.has_gone() {
                gone.push(*id);
            }
        }
        for (id, event) in self.personal.drain(..self.personal.len().min(SEATS_PER_TURN)) {
            let Some(seat) = self.seats.get_mut(&id) else { continue };
            // What was owed before is sent before.
            let event = match self.owed.after(seat.seen) {
                Some(owed) => join([&owed, &event]),
                None => event,
            };
            seat.seen = seat.seen.max(self.owed.last());
            if seat.send(event, id, &mut self.slow).is_err() {
                gone.push(id);
            }
        }
        if visited < SEATS_PER_TURN {
            self.turn = self.turn.next_round();
        }
        self.owed.forget_until(self.turn);
        for id in gone {
            self.seats.remove(&id);
        }
    }

    /// Waits until some reader can take more of what waits for it, and sends that; never returns while nothing waits.
    pub(crate) async fn send_waiting(&mut self) {
        let id = match self.slow.join_next().await {
            Some(Ok(id)) => id,
            // One who was dropped.
            Some(Err(_)) => return,
            None => return std::future::pending().await,
        };
        let sent: Option<Result<()>> = self.seats.get_mut(&id).map(|seat| seat.send_waiting(id, &mut self.slow));
        if let Some(Err(_)) = sent {
            self.seats.remove(&id);
        }
    }

    /// Everyone who reads and wants to be told of more than the room's changes.
    pub(crate) fn people(&self) -> HashSet<AccountId> {
        self.seats.values().filter(|seat| seat.wants_rooms).map(|seat| seat.viewing().account).collect()
    }

    /// Owes readers something that is no change: to each person what `what` gives.
    pub(crate) fn tell(&mut self, what: impl Fn(AccountId) -> Option<Bytes>) {
        for (id, seat) in self.seats.iter().filter(|(_, seat)| seat.wants_rooms) {
            if let Some(event) = what(seat.viewing().account) {
                self.personal.push_back((*id, event));
            }
        }
    }

    /// Owes everyone who wants it word of how somebody is shown.
    pub(crate) fn tell_profile(&mut self, event: &Bytes) {
        let wanting = self.seats.iter().filter(|(_, seat)| seat.wants_people);
        self.personal.extend(wanting.map(|(id, _)| (*id, event.clone())));
    }

    /// Says farewell to some readers; what they are owed they may not see any more.
    pub(crate) fn end(&mut self, whose: impl Fn(Viewing) -> bool, farewell: &Bytes) {
        for (_, seat) in self.seats.extract_if(.., |_, seat| whose(seat.viewing())) {
            seat.leave(farewell);
        }
    }
}
