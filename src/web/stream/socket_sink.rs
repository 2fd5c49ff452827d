//! The socket sink: a subscriber's hijacked socket, and the bytes that wait until the socket is writable.
//!
//! The socket is not registered with the runtime: a write then touches little memory besides the subscriber's own.
//! Only while bytes wait, a duplicate is registered to learn when it is writable.

use std::collections::VecDeque;
use std::io::{ErrorKind, IoSlice, Read as _, Result, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use bytes::{Buf as _, Bytes};
use tokio::io::AsyncWriteExt as _;
use tokio::task::{AbortHandle, JoinSet};

use crate::metrics::streams::{OpenSocket, TOO_SLOW};
use crate::model::Network;
use crate::web::server::hijack::Socket;
use crate::web::server::slots::Slot;

/// A subscriber with more waiting bytes than this is dropped.
pub(crate) const MAX_WAITING: usize = 1 << 20;

/// Chunks per vectored write.
const MAX_CHUNKS_PER_WRITE: usize = 64;

/// How long a reader may take none of what is sent to it.
pub(crate) const STALLED: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(crate) struct SocketSink {
    stream: TcpStream,
    _open: OpenSocket,
    /// Its connection slot, given back once the socket is closed.
    _connection: Slot<Network>,
    backlog: Option<Box<Backlog>>,
}

/// Bytes that wait.
#[derive(Debug)]
struct Backlog {
    pieces: VecDeque<Bytes>,
    bytes: usize,
    /// Ends when the socket can take more.
    writable: AbortHandle,
}

impl SocketSink {
    pub(crate) fn new(socket: Socket) -> Result<Self> {
        let (stream, connection) = socket.into_parts();
        Ok(Self { stream: stream.into_std()?, _open: OpenSocket::new(), _connection: connection, backlog: None })
    }

    /// Sends bytes, behind those that wait.
    pub(crate) fn send(&mut self, mut bytes: Bytes, id: u64, slow: &mut JoinSet<u64>) -> Result<()> {
        let backlog = match &mut self.backlog {
            Some(backlog) => backlog,
            none => {
                bytes.advance(unless_full((&self.stream).write(&bytes))?.unwrap_or(0));
                if bytes.is_empty() {
                    return Ok(());
                }
                let writable = when_writable(&self.stream, id, slow)?;
                none.insert(Box::new(Backlog { pieces: VecDeque::new(), bytes: 0, writable }))
            }
        };
        backlog.push(bytes)
    }

    /// Sends as many of the waiting bytes as the socket takes.
    pub(crate) fn flush_blocked(&mut self, id: u64, slow: &mut JoinSet<u64>) -> Result<()> {
        let Some(backlog) = &mut self.backlog else { return Ok(()) };
        while !backlog.pieces.is_empty() {
            let pieces: Vec<IoSlice<'_>> =
                backlog.pieces.iter().take(MAX_CHUNKS_PER_WRITE).map(|piece| IoSlice::new(piece)).collect();
            let Some(written) = unless_full((&self.stream).write_vectored(&pieces))? else {
                backlog.writable = when_writable(&self.stream, id, slow)?;
                return Ok(());
            };
            backlog.forget(written);
        }
        self.backlog = None;
        Ok(())
    }

    /// Sends a last event. A client whose socket is full learns it when it reconnects.
    pub(crate) fn leave(self, farewell: &[u8]) {
        if self.backlog.is_none() {
            let _ = (&self.stream).write(farewell);
        }
    }

    /// Whether the client has closed the connection; anything else that it sends is ignored.
    pub(crate) fn is_closed(&self) -> bool {
        matches!(unless_full((&self.stream).read(&mut [0; 512])), Ok(Some(0)) | Err(_))
    }
}

impl Drop for SocketSink {
    /// Closes the socket at once, also while its duplicate is registered.
    fn drop(&mut self) {
        if let Some(backlog) = &self.backlog {
            backlog.writable.abort();
            let _ = self.stream.shutdown(Shutdown::Both);
        }
    }
}

impl Backlog {
    fn push(&mut self, bytes: Bytes) -> Result<()> {
        self.bytes += bytes.len();
        self.pieces.push_back(bytes);
        if self.bytes > MAX_WAITING {
            TOO_SLOW.add(1);
            return Err(ErrorKind::TimedOut.into());
        }
        Ok(())
    }

    /// Removes what was written.
    fn forget(&mut self, mut written: usize) {
        self.bytes -= written;
        while let Some(piece) = self.pieces.front_mut() {
            let part = written.min(piece.len());
            piece.advance(part);
            written -= part;
            if !piece.is_empty() {
                break;
            }
            self.pieces.pop_front();
        }
    }
}

/// The number of bytes written or read; none where the socket would block.
fn unless_full(passed: Result<usize>) -> Result<Option<usize>> {
    match passed {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes `id` come out of `slow` when the socket is writable.
fn when_writable(stream: &TcpStream, id: u64, slow: &mut JoinSet<u64>) -> Result<AbortHandle> {
    let stream = tokio::net::TcpStream::from_std(stream.try_clone()?)?;
    Ok(slow.spawn(async move {
        // An error shows in the write that follows.
        let _ = stream.writable().await;
        id
    }))
}

/// Writes to a socket whose reader may be slow, but not stand still.
pub(crate) async fn write(socket: &mut Socket, mut bytes: Bytes) -> Result<()> {
    while !bytes.is_empty() {
        match tokio::time::timeout(STALLED, socket.stream().write_buf(&mut bytes)).await {
            Ok(Ok(1..)) => {}
            Ok(Err(error)) => return Err(error),
            Ok(Ok(0)) | Err(_) => return Err(ErrorKind::TimedOut.into()),
        }
    }
    Ok(())
}
