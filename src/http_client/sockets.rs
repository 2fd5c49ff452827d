//! Connections, which may fail when no byte comes or goes for a time.

use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// A TCP connection, with TLS or without. One type, because each type of connection is another copy of HTTP in the
/// program.
pub(crate) type Socket = Pin<Box<dyn Stream>>;

/// A stream of bytes in both directions.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send {}

impl<S: AsyncRead + AsyncWrite + Send> Stream for S {}

/// A connection with a limit, or without one.
pub(super) struct IdleLimit {
    socket: Socket,
    limit: Option<Duration>,
    timer: Option<Pin<Box<Sleep>>>,
    /// Whether the timer runs. It doesn't while nobody wants to read, although it may still wake the reader.
    is_waiting: bool,
}

impl IdleLimit {
    pub(super) fn new(socket: Socket, limit: Option<Duration>) -> Self {
        Self { socket, limit, timer: None, is_waiting: false }
    }

    fn wait<T>(&mut self, context: &mut Context<'_>) -> Poll<Result<T>> {
        let Some(limit) = self.limit else { return Poll::Pending };
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(limit)));
        if !self.is_waiting {
            timer.as_mut().reset(Instant::now() + limit);
            self.is_waiting = true;
        }
        timer.as_mut().poll(context).map(|()| Err(Error::from(ErrorKind::TimedOut)))
    }

    /// The outcome of writing: with progress, the answer may take another while.
    fn written<T>(&mut self, outcome: Poll<Result<T>>, context: &mut Context<'_>) -> Poll<Result<T>> {
        if outcome.is_pending() {
            return self.wait(context);
        }
        if let (true, Some(timer), Some(limit)) = (self.is_waiting, &mut self.timer, self.limit) {
            timer.as_mut().reset(Instant::now() + limit);
        }
        outcome
    }
}

impl AsyncRead for IdleLimit {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let outcome = self.socket.as_mut().poll_read(context, buf);
        if outcome.is_pending() {
            return self.wait(context);
        }
        self.is_waiting = false;
        outcome
    }
}

impl AsyncWrite for IdleLimit {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let outcome = self.socket.as_mut().poll_write(context, buf);
        self.written(outcome, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bufs: &[std::io::IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let outcome = self.socket.as_mut().poll_write_vectored(context, bufs);
        self.written(outcome, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let outcome = self.socket.as_mut().poll_flush(context);
        self.written(outcome, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let outcome = self.socket.as_mut().poll_shutdown(context);
        self.written(outcome, context)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    const LIMIT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn a_silent_connection_ends_in_both_directions() {
        let (near, mut far) = duplex(1);
        let mut near = IdleLimit::new(Box::pin(near), Some(LIMIT));
        let mut got = [0; 1];
        far.write_all(b"x").await.unwrap();
        near.read_exact(&mut got).await.unwrap();
        assert_eq!(&got, b"x");
        let begun = Instant::now();
        assert_eq!(near.read(&mut got).await.unwrap_err().kind(), ErrorKind::TimedOut);
        assert!(begun.elapsed() >= LIMIT);
        // Bytes that arrive later are read all the same: the connection's user gives up, not the socket.
        far.write_all(b"y").await.unwrap();
        near.read_exact(&mut got).await.unwrap();
        assert_eq!(near.write_all(b"more than fits").await.unwrap_err().kind(), ErrorKind::TimedOut);
    }
}
