//! What waits for the reader of a response body: pieces that the room's subscribers share, bounded in bytes.

use std::collections::VecDeque;
use std::task::Waker;

use bytes::Bytes;
use tokio::sync::oneshot;

use crate::web::stream::socket_sink::MAX_WAITING;

/// The memory of an empty queue is freed when it has room for more pieces than this.
const KEPT_PIECES: usize = 16;

/// More waits than may wait for one reader.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooMuchWaits;

#[derive(Debug, Default)]
pub(crate) struct Queue {
    pieces: VecDeque<Bytes>,
    bytes: usize,
    /// Nothing follows.
    pub(crate) has_ended: bool,
    pub(crate) body_is_dropped: bool,
    /// The task that sends the body.
    reader: Option<Waker>,
    /// Told when nothing waits any more.
    pub(crate) drained: Option<oneshot::Sender<()>>,
}

impl Queue {
    /// Adds bytes. Gives the reader if it has to be woken: with pieces before these, it has been woken already, or
    /// waits for its socket.
    pub(crate) fn push(&mut self, bytes: Bytes) -> Result<Option<Waker>, TooMuchWaits> {
        if bytes.is_empty() {
            return Ok(None);
        }
        let reader = if self.pieces.is_empty() { self.reader.clone() } else { None };
        self.bytes += bytes.len();
        self.pieces.push_back(bytes);
        if self.bytes > MAX_WAITING { Err(TooMuchWaits) } else { Ok(reader) }
    }

    /// The next piece.
    pub(crate) fn next(&mut self) -> Option<Bytes> {
        let piece = self.pieces.pop_front()?;
        self.bytes = self.bytes.saturating_sub(piece.len());
        if self.pieces.is_empty() {
            if self.pieces.capacity() > KEPT_PIECES {
                self.pieces = VecDeque::new();
            }
            if let Some(drained) = self.drained.take() {
                // The catch-up may have been given up.
                let _ = drained.send(());
            }
        }
        Some(piece)
    }

    /// Wakes the reader when there is a piece, or the end.
    pub(crate) fn wait(&mut self, reader: &Waker) {
        match &mut self.reader {
            Some(known) => known.clone_from(reader),
            none => *none = Some(reader.clone()),
        }
    }

    pub(crate) fn discard(&mut self) {
        (self.pieces, self.bytes) = (VecDeque::new(), 0);
    }

    /// Ends the body behind what is queued.
    pub(crate) fn end(&mut self) {
        self.has_ended = true;
        self.reader.take().inspect(Waker::wake_by_ref);
    }

    /// Notes that nobody reads any more.
    pub(crate) fn drop_body(&mut self) {
        self.discard();
        (self.body_is_dropped, self.reader, self.drained) = (true, None, None);
    }

    /// How many bytes wait.
    #[cfg(test)]
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_out_in_order_and_are_not_copied() {
        let mut queue = Queue::default();
        let shared = Bytes::from(vec![1; 100]);
        queue.push(shared.clone()).unwrap();
        queue.push(Bytes::new()).unwrap();
        queue.push(Bytes::from_static(b"second")).unwrap();
        assert_eq!(queue.next().unwrap().as_ptr(), shared.as_ptr());
        assert_eq!(queue.next().unwrap(), "second");
        assert_eq!((queue.next(), queue.bytes()), (None, 0));
    }

    #[test]
    fn the_bound_is_the_bytes_that_wait_and_not_those_that_were_sent() {
        let mut queue = Queue::default();
        for _ in 0..3 {
            queue.push(vec![0; MAX_WAITING - 1].into()).unwrap();
            queue.push(Bytes::from_static(b"x")).unwrap();
            assert_eq!(queue.bytes(), MAX_WAITING);
            while queue.next().is_some() {}
        }
        queue.push(vec![0; MAX_WAITING].into()).unwrap();
        assert_eq!(queue.push(Bytes::from_static(b"x")).unwrap_err(), TooMuchWaits);
        queue.discard();
        assert!(queue.next().is_none() && queue.push(Bytes::from_static(b"x")).is_ok());
    }

    #[test]
    fn a_queue_that_was_long_gives_its_memory_back() {
        let mut queue = Queue::default();
        for _ in 0..10_000 {
            queue.push(Bytes::from_static(b"x")).unwrap();
        }
        while queue.next().is_some() {}
        assert!(queue.pieces.capacity() <= KEPT_PIECES);
    }
}
