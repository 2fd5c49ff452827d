//! The readers of a room's events: their sockets, written to by one task.
//!
//! The task goes round: each reader gets, in one write, all that came since its last turn. An event therefore waits for
//! no round to end, but begins wherever the task is, and has reached everyone when it is there again; under load
//! each write carries many. A reader that can't take it all keeps the rest until its socket can, and gets
//! all that waits in one write then; one for whom too much waits is dropped, and resumes from what it has.

use std::collections::{BTreeMap, VecDeque};
use std::io::{ErrorKind, IoSlice, Result};
use std::sync::Arc;
use std::task::{Context, Waker};

use bytes::{Buf as _, Bytes};
use tokio::task::{AbortHandle, JoinSet};

use super::frames::{Frame, Owed, Turn};
use super::places::Place;
use super::takeover::Socket;
use crate::model::{AccountId, ChangeNumber, SessionId};

/// More than this doesn't wait for a reader.
const MOST_WAITING: usize = 1 << 20;

/// After so many readers others get a turn: a round of thousands takes tens of milliseconds.
const SEATS_PER_TURN: usize = 64;

/// How many pieces of what waits go out in one write.
const PIECES: usize = 64;

/// Who has something open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Viewing {
    pub(super) session: SessionId,
    pub(super) account: AccountId,
}

/// Someone with a stream of events open.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) socket: Socket,
    pub(super) session: Place<SessionId>,
    pub(super) account: AccountId,
    /// The newest change that was sent, or waits.
    pub(super) seen: ChangeNumber,
    /// What waits to be sent first.
    pub(super) unsent: Bytes,
}

#[derive(Debug)]
struct Seat {
    socket: Arc<Socket>,
    session: Place<SessionId>,
    account: AccountId,
    seen: ChangeNumber,
    waiting: VecDeque<Bytes>,
    waiting_bytes: usize,
    /// Ends when the socket can take more.
    writable: Option<AbortHandle>,
}

/// All readers of a room.
#[derive(Debug, Default)]
pub(super) struct Audience {
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
    /// For each reader for whom something waits: ends when its socket can take more.
    slow: JoinSet<u64>,
}

impl Audience {
    pub(super) fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// Takes a reader in who lacks none of what is owed to the others.
    pub(super) fn add(&mut self, reader: Reader) {
        let Reader { socket, session, account, seen, unsent } = reader;
        // Whoever last waited for the socket is to be woken when something comes, and kept in memory for that: the
        // task that was its connection takes a kilobyte.
        let _ = socket.poll_read_ready(&mut Context::from_waker(Waker::noop()));
        let socket = Arc::new(socket);
        let (waiting, waiting_bytes, writable) = (VecDeque::new(), 0, None);
        let mut seat = Seat { socket, session, account, seen, waiting, waiting_bytes, writable };
        let id = self.next;
        self.next += 1;
        match seat.send(unsent) {
            Ok(Sent::Whole) => {}
            Ok(Sent::Waits) => seat.wait(&mut self.slow, id),
            Err(_) => return,
        }
        self.seats.insert(id, seat);
    }

    /// Owes everyone an event, which follows those that are owed already.
    pub(super) fn owe(&mut self, frame: &Frame) {
        self.owed.push(frame.number, frame.event.clone(), self.turn.a_round_later());
    }

    /// Notices who has gone.
    pub(super) fn let_go(&mut self) {
        self.seats.retain(|_, seat| !seat.has_gone());
    }

    /// Owes everyone a sign of life, and looks who has gone.
    pub(super) fn owe_ping(&mut self) {
        self.pinged = self.turn.a_round_later();
    }

    /// Whether anything is owed to anyone.
    pub(super) fn is_owed(&self) -> bool {
        !self.owed.is_empty() || self.turn < self.pinged
    }

    /// Gives the next few readers what is owed to them.
    pub(super) fn turn(&mut self, ping: &Bytes) {
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
            let waited = !seat.waiting.is_empty();
            match seat.send(bytes) {
                Ok(_) if pings && seat.has_gone() => gone.push(*id),
                Ok(Sent::Waits) if !waited => seat.wait(&mut self.slow, *id),
                Ok(_) => {}
                Err(_) => gone.push(*id),
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
    pub(super) async fn send_waiting(&mut self) {
        let id = match self.slow.join_next().await {
            Some(Ok(id)) => id,
            // One who was dropped.
            Some(Err(_)) => return,
            None => return std::future::pending().await,
        };
        let Some(seat) = self.seats.get_mut(&id) else { return };
        match seat.send_waiting() {
            Ok(Sent::Whole) => {}
            Ok(Sent::Waits) => seat.wait(&mut self.slow, id),
            Err(_) => drop(self.seats.remove(&id)),
        }
    }

    /// Says farewell to some readers; what they are owed they may not see any more.
    pub(super) fn end(&mut self, whose: impl Fn(Viewing) -> bool, farewell: &Bytes) {
        for (_, mut seat) in self.seats.extract_if(.., |_, seat| whose(seat.viewing())) {
            // Whoever can't take it learns it from the next connection.
            let _ = seat.send(farewell.clone());
        }
    }
}

enum Sent {
    Whole,
    Waits,
}

impl Seat {
    fn viewing(&self) -> Viewing {
        Viewing { session: self.session.by(), account: self.account }
    }

    fn send(&mut self, mut bytes: Bytes) -> Result<Sent> {
        if self.waiting.is_empty() {
            match self.socket.try_write(&bytes) {
                Ok(written) => bytes.advance(written),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        if bytes.is_empty() {
            return Ok(if self.waiting.is_empty() { Sent::Whole } else { Sent::Waits });
        }
        self.waiting_bytes += bytes.len();
        self.waiting.push_back(bytes);
        if self.waiting_bytes > MOST_WAITING { Err(ErrorKind::TimedOut.into()) } else { Ok(Sent::Waits) }
    }

    fn send_waiting(&mut self) -> Result<Sent> {
        while !self.waiting.is_empty() {
            let pieces: Vec<IoSlice<'_>> =
                self.waiting.iter().take(PIECES).map(|piece| IoSlice::new(piece)).collect();
            match self.socket.try_write_vectored(&pieces) {
                Ok(written) => self.forget(written),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(Sent::Waits),
                Err(error) => return Err(error),
            }
        }
        Ok(Sent::Whole)
    }

    fn wait(&mut self, slow: &mut JoinSet<u64>, id: u64) {
        let socket = Arc::clone(&self.socket);
        self.writable = Some(slow.spawn(async move {
            // An error shows in the write that follows.
            let _ = socket.writable().await;
            id
        }));
    }

    /// Takes what was written off what waits.
    fn forget(&mut self, mut written: usize) {
        self.waiting_bytes -= written;
        while let Some(piece) = self.waiting.front_mut() {
            let part = written.min(piece.len());
            piece.advance(part);
            written -= part;
            if !piece.is_empty() {
                break;
            }
            self.waiting.pop_front();
        }
    }

    /// Whether the other side has closed; whatever else it says is not for us.
    fn has_gone(&self) -> bool {
        match self.socket.try_read(&mut [0; 512]) {
            Ok(read) => read == 0,
            Err(error) => error.kind() != ErrorKind::WouldBlock,
        }
    }
}

impl Drop for Seat {
    /// Closes the socket at once, also while it is being waited for.
    fn drop(&mut self) {
        if let Some(writable) = self.writable.take() {
            writable.abort();
        }
    }
}
