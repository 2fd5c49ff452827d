//! Hijacking a connection's socket from HTTP, for endless responses: a stream of events then costs its socket and
//! nothing else.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::HeaderMap;
use bytes::Bytes;
use tokio::net::TcpStream;

use crate::model::Network;
use crate::web::server::slots::Slot;

/// A connection's socket, and its connection slot.
#[derive(Debug)]
pub(crate) struct Socket {
    stream: TcpStream,
    place: Slot<Network>,
}

impl Socket {
    pub(crate) fn new(stream: TcpStream, place: Slot<Network>) -> Self {
        Self { stream, place }
    }

    /// The socket, to be written to before it is handed on.
    pub(crate) fn stream(&mut self) -> &mut TcpStream {
        &mut self.stream
    }

    /// The socket, which has to be closed before the slot is dropped.
    pub(crate) fn into_parts(self) -> (TcpStream, Slot<Network>) {
        (self.stream, self.place)
    }
}

/// The callback that gets the socket.
pub(crate) type OnHijack = Box<dyn FnOnce(Socket) + Send>;

/// In each request's extensions: hijacks its connection. A handler that does so must not return.
#[derive(Clone, Default)]
pub(crate) struct Hijack {
    on_hijack: Arc<Mutex<Option<OnHijack>>>,
    only_closes: bool,
}

impl Hijack {
    /// One that can close its connection, whose socket is of no use without what encrypts.
    pub(crate) fn only_to_close() -> Self {
        Self { only_closes: true, ..Self::default() }
    }

    /// Whether the socket can be had.
    pub(crate) fn gives_socket(&self) -> bool {
        !self.only_closes
    }

    /// Hijacks the connection: `on_hijack` gets its socket, with the head of the response still to be written.
    pub(crate) async fn take(&self, on_hijack: impl FnOnce(Socket) + Send + 'static) -> ! {
        self.set(on_hijack);
        // The connection sees it after this poll, and ends this future by dropping it.
        std::future::pending().await
    }

    /// Closes the connection when its task runs next. What was not sent yet is discarded.
    pub(crate) fn close(&self) {
        self.set(drop);
    }

    fn set(&self, on_hijack: impl FnOnce(Socket) + Send + 'static) {
        *self.on_hijack.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(on_hijack));
    }

    /// The callback, if the connection was hijacked.
    pub(crate) fn on_hijack(&self) -> Option<OnHijack> {
        self.on_hijack.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl fmt::Debug for Hijack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Takeover")
    }
}

/// The head of a response that ends with the connection (RFC 9112, 6.3).
pub(crate) fn endless_head(headers: &HeaderMap) -> Bytes {
    let mut head = b"HTTP/1.1 200 OK\r\nconnection: close\r\n".to_vec();
    for (name, value) in headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head.into()
}
