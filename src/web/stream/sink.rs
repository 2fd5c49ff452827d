//! Where a subscriber's bytes go. One decision for each call: what is sent is the same for every sink.

use std::io::Result;

use bytes::Bytes;
use tokio::task::JoinSet;

use crate::web::server::hijack::Socket;
use crate::web::stream::socket_sink::{SocketSink, write};

/// A sink whose subscriber has not joined yet.
#[derive(Debug)]
pub(crate) enum NewSink {
    Socket(Socket),
}

/// The sink of a subscriber.
#[derive(Debug)]
pub(crate) enum Sink {
    /// A hijacked socket, written to directly.
    Socket(SocketSink),
}

impl NewSink {
    /// Waits until the client has taken these bytes.
    ///
    /// # Errors
    /// When the client has gone, or stands still.
    pub(crate) async fn write(&mut self, bytes: Bytes) -> Result<()> {
        match self {
            Self::Socket(socket) => write(socket, bytes).await,
        }
    }

    /// The sink for a subscriber.
    ///
    /// # Errors
    /// When the runtime can't let go of the socket.
    pub(crate) fn join(self) -> Result<Sink> {
        match self {
            Self::Socket(socket) => SocketSink::new(socket).map(Sink::Socket),
        }
    }
}

impl Sink {
    /// Sends bytes, behind those that wait. When some have to wait, `id` comes out of `slow` once they can be flushed.
    ///
    /// # Errors
    /// When the client has gone, or too much waits.
    pub(crate) fn send(&mut self, bytes: Bytes, id: u64, slow: &mut JoinSet<u64>) -> Result<()> {
        match self {
            Self::Socket(socket) => socket.send(bytes, id, slow),
        }
    }

    /// Sends as many of the waiting bytes as the client takes.
    ///
    /// # Errors
    /// When the client has gone.
    pub(crate) fn flush_blocked(&mut self, id: u64, slow: &mut JoinSet<u64>) -> Result<()> {
        match self {
            Self::Socket(socket) => socket.flush_blocked(id, slow),
        }
    }

    /// Sends a last event. What waits is discarded: the reader may not see it any more.
    pub(crate) fn leave(self, farewell: &Bytes) {
        match self {
            Self::Socket(socket) => socket.leave(farewell),
        }
    }

    /// Whether the client has closed the connection.
    pub(crate) fn is_closed(&self) -> bool {
        match self {
            Self::Socket(socket) => socket.is_closed(),
        }
    }
}
