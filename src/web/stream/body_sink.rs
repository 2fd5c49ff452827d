//! The body sink: a response body that takes its bytes from a queue, for connections whose socket can't be hijacked.
//!
//! The queue is this subscriber's own, and bounded in bytes like the backlog of a socket. A `tokio::sync::broadcast`
//! channel with `BroadcastStream` does not fit: it bounds the number of events for all its readers together, holds
//! each event until the slowest reader has it, and can't discard what waits for one reader whose access has ended.
//! axum's `Sse` does not fit either: it would frame for each reader what the hub has framed once for all.
//!
//! Bytes count as sent once hyper has taken them, as those in the kernel's buffer do. hyper buffers about as much as
//! `MAX_BUFFERED` in `server/connection.rs`, and `server/slow_clients.rs` closes the connection of a client that
//! takes none of that.

use std::convert::Infallible;
use std::io::{ErrorKind, Result};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use axum::body::HttpBody;
use bytes::Bytes;
use hyper::body::Frame;
use tokio::sync::oneshot;
use tokio::task::{AbortHandle, JoinSet};

use crate::metrics::streams::{OpenBody, TOO_SLOW};
use crate::web::server::hijack::Hijack;
use crate::web::server::slow_clients::EACH_BYTE;
use crate::web::stream::body_queue::Queue;
use crate::web::stream::socket_sink::STALLED;

/// The end of the queue that is written to.
#[derive(Debug)]
pub(crate) struct BodySink {
    _open: OpenBody,
    shared: Arc<Shared>,
    /// Ends when the body is dropped; none once a task waits for that.
    dropped: Option<oneshot::Receiver<()>>,
    waiting: Option<AbortHandle>,
}

/// The response body, which ends when the sink is dropped.
#[derive(Debug)]
pub(crate) struct StreamBody {
    shared: Arc<Shared>,
    _alive: oneshot::Sender<()>,
}

#[derive(Debug)]
struct Shared {
    queue: Mutex<Queue>,
    /// Closes the connection of a client for which too much waits; none where others share the connection.
    connection: Option<Hijack>,
}

/// A sink, and the body that it fills. `connection` is the one that the body is sent over, if it is sent alone.
pub(crate) fn body_sink(connection: Option<Hijack>) -> (BodySink, StreamBody) {
    let shared = Arc::new(Shared { queue: Mutex::default(), connection });
    let (alive, dropped) = oneshot::channel();
    let sink =
        BodySink { _open: OpenBody::new(), shared: Arc::clone(&shared), dropped: Some(dropped), waiting: None };
    (sink, StreamBody { shared, _alive: alive })
}

impl BodySink {
    /// Makes `id` come out of `slow` when the body has been dropped, so that its slots are given back soon.
    pub(crate) fn watch(&mut self, id: u64, slow: &mut JoinSet<u64>) {
        if let Some(dropped) = self.dropped.take() {
            self.waiting = Some(slow.spawn(async move {
                // No value is ever sent: the sender is dropped.
                let _ = dropped.await;
                id
            }));
        }
    }

    /// Sends bytes, behind those that wait.
    pub(crate) fn send(&mut self, bytes: Bytes) -> Result<()> {
        let mut queue = self.shared.queue();
        if queue.body_is_dropped {
            return Err(ErrorKind::BrokenPipe.into());
        }
        let Ok(reader) = queue.push(bytes) else {
            TOO_SLOW.add(1);
            self.shared.close(queue);
            return Err(ErrorKind::TimedOut.into());
        };
        drop(queue);
        reader.inspect(Waker::wake_by_ref);
        Ok(())
    }

    /// Sends bytes, and waits until nothing waits any more, which a client that reads slowly may take as much time
    /// for as other responses.
    pub(crate) async fn write(&mut self, bytes: Bytes) -> Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let patience = STALLED + EACH_BYTE.saturating_mul(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        let (tell, drained) = oneshot::channel();
        self.shared.queue().drained = Some(tell);
        self.send(bytes)?;
        match tokio::time::timeout(patience, drained).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(ErrorKind::BrokenPipe.into()),
            Err(_) => {
                self.shared.close(self.shared.queue());
                Err(ErrorKind::TimedOut.into())
            }
        }
    }

    /// Ends the body with a last event instead of what waits.
    pub(crate) fn leave(self, farewell: &Bytes) {
        let mut queue = self.shared.queue();
        queue.discard();
        // It is far below the bound.
        let _ = queue.push(farewell.clone());
        queue.end();
    }

    /// Whether the client has closed the connection.
    pub(crate) fn is_closed(&self) -> bool {
        self.shared.queue().body_is_dropped
    }
}

impl Drop for BodySink {
    /// Discards what waits: access may have ended, and a client that lacks anything resumes.
    fn drop(&mut self) {
        self.waiting.take().inspect(AbortHandle::abort);
        let mut queue = self.shared.queue();
        if !queue.has_ended {
            queue.discard();
            queue.end();
        }
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        // The queue is whole between any two statements that can panic.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the body and its connection, whose buffer is full: hyper would ask for no more of the body before it has
    /// space.
    fn close(&self, mut queue: MutexGuard<'_, Queue>) {
        queue.discard();
        // While the body is locked: once it is dropped, the connection may serve another request.
        self.connection.as_ref().filter(|_| !queue.body_is_dropped).inspect(|connection| connection.close());
        queue.end();
    }
}

impl HttpBody for StreamBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, Infallible>>> {
        let mut queue = self.shared.queue();
        if let Some(piece) = queue.next() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        if queue.has_ended {
            return Poll::Ready(None);
        }
        queue.wait(context.waker());
        Poll::Pending
    }
}

impl Drop for StreamBody {
    fn drop(&mut self) {
        self.shared.queue().drop_body();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::future::poll_fn;
    use std::num::NonZeroU32;

    use super::*;
    use crate::web::server::slots::Slots;
    use crate::web::stream::socket_sink::MAX_WAITING;

    async fn next(body: &mut StreamBody) -> Option<Bytes> {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
        frame.map(|frame| frame.unwrap().into_data().unwrap())
    }

    #[tokio::test]
    async fn a_revoked_reader_gets_the_last_event_and_nothing_that_waited() {
        let (mut sink, mut body) = body_sink(None);
        sink.send(Bytes::from_static(b"taken")).unwrap();
        assert_eq!(next(&mut body).await.unwrap(), "taken");
        sink.send(Bytes::from_static(b"secret")).unwrap();
        sink.leave(&Bytes::from_static(b"farewell"));
        assert_eq!(next(&mut body).await.unwrap(), "farewell");
        assert!(next(&mut body).await.is_none());
    }

    #[tokio::test]
    async fn a_reader_for_which_too_much_waits_is_cut_off_with_its_connection() {
        let connection = Hijack::default();
        let (mut sink, mut body) = body_sink(Some(connection.clone()));
        sink.send(vec![0; MAX_WAITING].into()).unwrap();
        assert!(connection.on_hijack().is_none());
        assert_eq!(sink.send(Bytes::from_static(b"more")).unwrap_err().kind(), ErrorKind::TimedOut);
        assert!(connection.on_hijack().is_some());
        assert!(next(&mut body).await.is_none());
    }

    #[tokio::test]
    async fn a_dropped_body_frees_its_queue_and_ends_its_subscriber_so_that_its_slots_are_given_back() {
        let slots = Slots::new(None, NonZeroU32::new(1));
        let taken = slots.take("ann").unwrap();
        let ((mut sink, body), mut slow) = (body_sink(None), JoinSet::new());
        sink.watch(7, &mut slow);
        sink.send(Bytes::from_static(b"waits")).unwrap();
        assert!(slow.try_join_next().is_none());
        drop(body);
        assert_eq!(slow.join_next().await.unwrap().unwrap(), 7);
        assert!(sink.is_closed() && sink.send(Bytes::from_static(b"more")).is_err());
        assert_eq!(sink.shared.queue().bytes(), 0);
        drop((sink, taken));
        assert!(slots.take("ann").is_ok());
    }

    #[tokio::test]
    async fn a_catch_up_goes_on_when_the_reader_has_taken_all_and_fails_when_it_has_gone() {
        let (mut sink, mut body) = body_sink(None);
        let (written, read) = tokio::join!(sink.write(Bytes::from_static(b"first")), next(&mut body));
        assert!(written.is_ok() && read.unwrap() == "first");
        let (written, ()) = tokio::join!(sink.write(Bytes::from_static(b"second")), async { drop(body) });
        assert_eq!(written.unwrap_err().kind(), ErrorKind::BrokenPipe);
    }

    #[tokio::test]
    async fn a_dropped_sink_ends_its_body() {
        let (sink, mut body) = body_sink(None);
        drop(sink);
        assert!(next(&mut body).await.is_none());
    }
}
