//! One subscriber of a room: its sink, its slots, and what it has been sent.

use std::io::Result;

use bytes::Bytes;
use tokio::task::JoinSet;

use crate::model::{AccountId, ChangeNumber, ProfileNumber, SessionId};
use crate::web::server::slots::Slot;
use crate::web::stream::sink::{NewSink, Sink};

/// The session and account of a subscriber.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Identity {
    pub(crate) session: SessionId,
    pub(crate) account: AccountId,
}

/// A subscriber that is about to join.
#[derive(Debug)]
pub(crate) struct NewSubscriber {
    pub(crate) sink: NewSink,
    pub(crate) session: Slot<SessionId>,
    pub(crate) account: Slot<AccountId>,
    /// Whether it gets sidebar and presence updates.
    pub(crate) wants_rooms: bool,
    /// The newest profile change that the page shows; none without profile updates.
    pub(crate) people: Option<ProfileNumber>,
    /// The newest change that was sent, or waits.
    pub(crate) seen: ChangeNumber,
    /// Bytes to send first.
    pub(crate) unsent: Bytes,
}

#[derive(Debug)]
pub(crate) struct Subscriber {
    /// Dropped first: the slots are given back once the sink is closed.
    sink: Sink,
    session: Slot<SessionId>,
    account: Slot<AccountId>,
    /// Whether it gets sidebar and presence updates.
    pub(crate) wants_rooms: bool,
    /// Whether it gets profile updates.
    pub(crate) wants_people: bool,
    /// The newest change that was sent, or waits.
    pub(crate) seen: ChangeNumber,
}

impl Subscriber {
    /// Takes over the sink and sends its first bytes. `id` comes out of `slow` when the sink has to be flushed, here
    /// and in all that follows.
    pub(crate) fn take(reader: NewSubscriber, id: u64, slow: &mut JoinSet<u64>) -> Result<Self> {
        let NewSubscriber { sink, session, account, wants_rooms, people, seen, unsent } = reader;
        let sink = sink.join(id, slow)?;
        let mut subscriber = Self { sink, session, account, wants_rooms, wants_people: people.is_some(), seen };
        subscriber.send(unsent, id, slow)?;
        Ok(subscriber)
    }

    /// The session and account.
    pub(crate) fn viewing(&self) -> Identity {
        Identity { session: self.session.by(), account: self.account.by() }
    }

    /// Sends bytes, behind those that wait.
    pub(crate) fn send(&mut self, bytes: Bytes, id: u64, slow: &mut JoinSet<u64>) -> Result<()> {
        self.sink.send(bytes, id, slow)
    }

    /// Sends as many of the waiting bytes as the client takes.
    pub(crate) fn flush_blocked(&mut self, id: u64, slow: &mut JoinSet<u64>) -> Result<()> {
        self.sink.flush_blocked(id, slow)
    }

    /// Sends a last event, and nothing that waits.
    pub(crate) fn leave(self, farewell: &Bytes) {
        self.sink.leave(farewell);
    }

    /// Whether the client has closed the connection.
    pub(crate) fn is_closed(&self) -> bool {
        self.sink.is_closed()
    }
}
