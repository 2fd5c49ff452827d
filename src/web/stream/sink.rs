//! Where a subscriber's bytes go. One decision for each call: what is sent is the same for every sink.

use std::io::{ErrorKind, Result};

use bytes::Bytes;
use tokio::task::JoinSet;

use crate::web::server::hijack::Socket;
use crate::web::stream::body_sink::BodySink;
use crate::web::stream::socket_sink::{SocketSink, write};

/// Which sink streams get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamSink {
    /// The socket where it can be hijacked, else the body.
    Auto,
    /// The same, with a warning in the log for each stream that gets the body.
    Socket,
    /// The body.
    Body,
}

/// A sink whose subscriber has not joined yet.
#[derive(Debug)]
pub(crate) enum NewSink {
    Socket(Socket),
    Body(BodySink),
}

/// The sink of a subscriber.
#[derive(Debug)]
pub(crate) enum Sink {
    /// A hijacked socket, written to directly.
    Socket(SocketSink),
    /// A response body, which hyper sends.
    Body(BodySink),
}

impl NewSink {
    /// Waits until the client has taken these bytes.
    ///
    /// # Errors
    /// When the client has gone, or stands still.
    pub(crate) async fn write(&mut self, bytes: Bytes) -> Result<()> {
        match self {
            Self::Socket(socket) => write(socket, bytes).await,
            Self::Body(body) => body.write(bytes).await,
        }
    }

    /// The sink for a subscriber. `id` comes out of `slow` when it has to be flushed.
    ///
    /// # Errors
    /// When the runtime can't let go of the socket.
    pub(crate) fn join(self, id: u64, slow: &mut JoinSet<u64>) -> Result<Sink> {
        match self {
            Self::Socket(socket) => SocketSink::new(socket).map(Sink::Socket),
            Self::Body(mut body) => {
                body.watch(id, slow);
                Ok(Sink::Body(body))
            }
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
            Self::Body(body) => body.send(bytes),
        }
    }

    /// Sends as many of the waiting bytes as the client takes; a body's are taken by hyper.
    ///
    /// # Errors
    /// When the client has gone.
    pub(crate) fn flush_blocked(&mut self, id: u64, slow: &mut JoinSet<u64>) -> Result<()> {
        match self {
            Self::Socket(socket) => socket.flush_blocked(id, slow),
            Self::Body(body) if body.is_closed() => Err(ErrorKind::BrokenPipe.into()),
            Self::Body(_) => Ok(()),
        }
    }

    /// Sends a last event. What waits is discarded: the reader may not see it any more.
    pub(crate) fn leave(self, farewell: &Bytes) {
        match self {
            Self::Socket(socket) => socket.leave(farewell),
            Self::Body(body) => body.leave(farewell),
        }
    }

    /// Whether the client has closed the connection.
    pub(crate) fn is_closed(&self) -> bool {
        match self {
            Self::Socket(socket) => socket.is_closed(),
            Self::Body(body) => body.is_closed(),
        }
    }
}
