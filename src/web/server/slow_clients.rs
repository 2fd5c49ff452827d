//! Minimum rates: a client that never reads its responses, or sends a form byte by byte, is disconnected.
//!
//! Each connection has a time budget. Waiting spends it; each byte that is transferred adds to it. While the socket
//! never blocks, nothing is counted and no timer runs.
//!
//! tower-http's `RequestBodyTimeoutLayer` doesn't bound the rate: its timeout starts anew with every frame, so that a
//! form may arrive byte by byte for as long as one likes. It also knows nothing of slow readers.

use std::fmt;
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

/// Time that each byte adds to the budget: a client that stays below 1 kB a second for long is disconnected.
pub(crate) const EACH_BYTE: Duration = Duration::from_millis(1);

/// The time left for waiting.
#[derive(Debug)]
struct TimeBudget {
    /// The full budget.
    max: Duration,
    /// The rest of the budget.
    left: Duration,
    waiting: Option<Waiting>,
}

/// The transfer is blocked.
#[derive(Debug)]
struct Waiting {
    since: Instant,
    over: Pin<Box<Sleep>>,
}

impl TimeBudget {
    fn new(max: Duration) -> Self {
        Self { max, left: max, waiting: None }
    }

    /// Waits; ready when the budget is spent.
    fn wait(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let left = self.left;
        let begin = || Waiting { since: Instant::now(), over: Box::pin(tokio::time::sleep(left)) };
        self.waiting.get_or_insert_with(begin).over.as_mut().poll(context)
    }

    /// Counts transferred bytes.
    fn passed(&mut self, bytes: usize) {
        if self.waiting.is_some() || self.left < self.max {
            let waited = self.waiting.take().map_or(Duration::ZERO, |waiting| waiting.since.elapsed());
            self.count(waited, bytes);
        }
    }

    fn count(&mut self, waited: Duration, bytes: usize) {
        let given = EACH_BYTE.saturating_mul(u32::try_from(bytes).unwrap_or(u32::MAX));
        self.left = self.left.saturating_sub(waited).saturating_add(given).min(self.max);
    }
}

/// A request's body with a minimum rate.
#[derive(Debug)]
pub(crate) struct TimedBody {
    body: Body,
    budget: TimeBudget,
}

/// The body was too slow.
#[derive(Debug)]
pub(crate) struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body was too slow")
    }
}

impl std::error::Error for TooSlow {}

impl TimedBody {
    /// The body, with a full budget of `patience`.
    pub(crate) fn new(body: Body, patience: Duration) -> Self {
        Self { body, budget: TimeBudget::new(patience) }
    }
}

impl HttpBody for TimedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, axum::Error>>> {
        let timed = self.get_mut();
        let Poll::Ready(frame) = Pin::new(&mut timed.body).poll_frame(context) else {
            ready!(timed.budget.wait(context));
            return Poll::Ready(Some(Err(axum::Error::new(TooSlow))));
        };
        if let Some(Ok(frame)) = &frame {
            timed.budget.passed(frame.data_ref().map_or(0, Bytes::len));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection with a minimum rate of reading.
#[derive(Debug)]
pub(crate) struct TimedStream<S> {
    stream: S,
    budget: TimeBudget,
}

impl<S> TimedStream<S> {
    pub(crate) fn new(stream: S, patience: Duration) -> Self {
        Self { stream, budget: TimeBudget::new(patience) }
    }

    pub(crate) fn into_inner(self) -> S {
        self.stream
    }

    fn note(&mut self, written: Poll<Result<usize>>, context: &mut Context<'_>) -> Poll<Result<usize>> {
        match written {
            Poll::Pending => self.budget.wait(context).map(|()| Err(Error::from(ErrorKind::TimedOut))),
            Poll::Ready(Ok(bytes)) => {
                self.budget.passed(bytes);
                Poll::Ready(Ok(bytes))
            }
            ready @ Poll::Ready(_) => ready,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for TimedStream<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for TimedStream<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let timed = self.get_mut();
        let written = Pin::new(&mut timed.stream).poll_write(context, bytes);
        timed.note(written, context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let timed = self.get_mut();
        let written = Pin::new(&mut timed.stream).poll_write_vectored(context, pieces);
        timed.note(written, context)
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
    async fn a_client_that_reads_nothing_is_disconnected() {
        let (_client, server) = tokio::io::duplex(64);
        let mut server = TimedStream::new(server, Duration::from_millis(20));
        let refused = server.write_all(&[0; 1_000]).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_client_that_reads_byte_by_byte_is_disconnected() {
        let (mut client, server) = tokio::io::duplex(1);
        let mut server = TimedStream::new(server, Duration::from_millis(50));
        // Each byte takes longer than it adds.
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
    async fn a_client_that_reads_gets_everything_and_silence_spends_nothing() {
        let (mut client, server) = tokio::io::duplex(64);
        let mut server = TimedStream::new(server, Duration::from_secs(20));
        let (sent, mut read) = (vec![7; 100_000], vec![0; 100_000]);
        for _ in 0..2 {
            let (written, all) = tokio::join!(server.write_all(&sent), client.read_exact(&mut read));
            assert!(written.is_ok() && all.is_ok() && read.iter().all(|byte| *byte == 7));
        }
        assert!(server.budget.waiting.is_none(), "no timer runs while nothing waits");
    }

    #[test]
    fn each_byte_adds_to_the_budget_up_to_the_full_one() {
        let mut budget = TimeBudget::new(Duration::from_secs(10));
        budget.count(Duration::from_secs(4), 500);
        assert_eq!(budget.left, Duration::from_millis(6_500));
        budget.count(Duration::from_secs(1), 1 << 20);
        assert_eq!(budget.left, Duration::from_secs(10));
        for _ in 0..11 {
            // A byte a second.
            budget.count(Duration::from_secs(1), 1);
        }
        assert_eq!(budget.left, Duration::from_millis(1), "all that is left is from the last byte");
    }

    #[tokio::test]
    async fn a_body_in_memory_needs_no_budget_and_one_that_never_comes_is_too_slow() {
        let mut whole = TimedBody::new(Body::from("body=hello"), Duration::ZERO);
        let frame = next(&mut whole).await.unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), "body=hello");
        assert!(next(&mut whole).await.is_none());

        let never = Body::from_stream(tokio_stream::pending::<Result<Bytes>>());
        let refused = next(&mut TimedBody::new(never, Duration::ZERO)).await.unwrap().unwrap_err();
        assert!(std::error::Error::source(&refused).unwrap().is::<TooSlow>());
    }

    async fn next(body: &mut TimedBody) -> Option<std::result::Result<Frame<Bytes>, axum::Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await
    }
}
