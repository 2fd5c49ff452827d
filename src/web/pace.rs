//! Write timeouts: a client that asks and never reads the answers is let go, with all that they take.
//!
//! Patience is an account of time. While the socket takes nothing, it is spent; each byte that the socket takes gives some
//! back. Nothing is counted, and no timer runs, while the socket takes all that there is.

use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

/// What each byte gives back: whoever reads slower than 1 kB a second for long is let go.
const EACH_BYTE: Duration = Duration::from_millis(1);

/// A connection that has to take what is written to it.
#[derive(Debug)]
pub(super) struct Paced<S> {
    stream: S,
    /// How long the socket may take nothing.
    most: Duration,
    /// What is left of that.
    patience: Duration,
    waiting: Option<Waiting>,
}

/// The socket takes nothing at the moment.
#[derive(Debug)]
struct Waiting {
    since: Instant,
    over: Pin<Box<Sleep>>,
}

impl<S> Paced<S> {
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self { stream, most: patience, patience, waiting: None }
    }

    pub(super) fn get_ref(&self) -> &S {
        &self.stream
    }

    pub(super) fn into_inner(self) -> S {
        self.stream
    }

    fn note(&mut self, written: Poll<Result<usize>>, context: &mut Context<'_>) -> Poll<Result<usize>> {
        match written {
            Poll::Pending => {
                let patience = self.patience;
                let begin = || Waiting { since: Instant::now(), over: Box::pin(tokio::time::sleep(patience)) };
                let waiting = self.waiting.get_or_insert_with(begin);
                waiting.over.as_mut().poll(context).map(|()| Err(Error::from(ErrorKind::TimedOut)))
            }
            Poll::Ready(Ok(bytes)) if self.waiting.is_some() || self.patience < self.most => {
                if let Some(waiting) = self.waiting.take() {
                    self.patience = self.patience.saturating_sub(waiting.since.elapsed());
                }
                let given = EACH_BYTE.saturating_mul(u32::try_from(bytes).unwrap_or(u32::MAX));
                self.patience = self.patience.saturating_add(given).min(self.most);
                Poll::Ready(Ok(bytes))
            }
            ready @ Poll::Ready(_) => ready,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let paced = self.get_mut();
        let written = Pin::new(&mut paced.stream).poll_write(context, bytes);
        paced.note(written, context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let paced = self.get_mut();
        let written = Pin::new(&mut paced.stream).poll_write_vectored(context, pieces);
        paced.note(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[tokio::test]
    async fn who_reads_nothing_is_let_go() {
        let (_client, server) = tokio::io::duplex(64);
        let mut server = Paced::new(server, Duration::from_millis(20));
        let refused = server.write_all(&[0; 1_000]).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn who_reads_a_byte_now_and_then_is_let_go_too() {
        let (mut client, server) = tokio::io::duplex(1);
        let mut server = Paced::new(server, Duration::from_millis(50));
        // Each byte is waited for longer than it gives back.
        let drip = async {
            loop {
                tokio::time::sleep(10 * EACH_BYTE).await;
                if client.read_u8().await.is_err() {
                    return;
                }
            }
        };
        let refused = tokio::select! {
            written = server.write_all(&[0; 5_000]) => written.unwrap_err(),
            () = drip => panic!("the server went by itself"),
        };
        assert_eq!(refused.kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn who_reads_gets_everything_and_what_is_silent_is_not_hurried() {
        let (mut client, server) = tokio::io::duplex(64);
        let mut server = Paced::new(server, Duration::from_secs(20));
        let (sent, mut read) = (vec![7; 100_000], vec![0; 100_000]);
        for _ in 0..2 {
            let (written, all) = tokio::join!(server.write_all(&sent), client.read_exact(&mut read));
            assert!(written.is_ok() && all.is_ok() && read.iter().all(|byte| *byte == 7));
        }
        assert!(server.waiting.is_none(), "no timer runs while nothing waits");
    }
}
