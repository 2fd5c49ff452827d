//! Whether the requests of a shared connection move: one that is idle is closed, and one whose client takes nothing.
//!
//! The windows of HTTP/2 let a client ask for a hundred responses and take none of them, while it reads all else: its
//! socket is never full (CVE-2019-9517).

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use hyper::body::{Body, Frame, SizeHint};

/// The requests of a connection; cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Activity(Arc<Mutex<Requests>>);

#[derive(Debug)]
struct Requests {
    next: u64,
    /// When a part of each response was last taken; none before the response, and for ones without an end.
    open: HashMap<u64, Option<Instant>>,
    /// When the last one ended.
    idle_since: Instant,
}

impl Default for Activity {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Requests { next: 0, open: HashMap::new(), idle_since: Instant::now() })))
    }
}

impl Activity {
    fn requests(&self) -> MutexGuard<'_, Requests> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request begins, which ends when the result is dropped.
    pub(super) fn begin(&self) -> Began {
        let mut requests = self.requests();
        let id = requests.next;
        requests.next += 1;
        requests.open.insert(id, None);
        Began { activity: self.clone(), id }
    }

    /// The time since the last request ended; none while there is one.
    pub(super) fn idle_for(&self) -> Option<Duration> {
        let requests = self.requests();
        requests.open.is_empty().then(|| requests.idle_since.elapsed())
    }

    /// Whether nothing of a response has been taken for so long. One that has no end is bounded by its queue.
    pub(super) fn is_stalled(&self, patience: Duration) -> bool {
        self.requests().open.values().flatten().any(|taken| taken.elapsed() > patience)
    }
}

/// A request that is open.
#[derive(Debug)]
pub(super) struct Began {
    activity: Activity,
    id: u64,
}

impl Began {
    /// The body of its response.
    pub(super) fn watch<B: Body>(self, body: B) -> Watched<B> {
        let has_end = body.size_hint().exact().is_some();
        let watched = Watched { body, has_end, request: self };
        watched.note();
        watched
    }
}

impl Drop for Began {
    fn drop(&mut self) {
        let mut requests = self.activity.requests();
        requests.open.remove(&self.id);
        requests.idle_since = Instant::now();
    }
}

/// A body that notes when parts of it are taken.
#[derive(Debug)]
pub(super) struct Watched<B> {
    body: B,
    has_end: bool,
    request: Began,
}

impl<B> Watched<B> {
    fn note(&self) {
        if self.has_end {
            self.request.activity.requests().open.insert(self.request.id, Some(Instant::now()));
        }
    }
}

impl<B: Body + Unpin> Body for Watched<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let watched = self.get_mut();
        watched.note();
        Pin::new(&mut watched.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use axum::body::Body as WholeBody;

    use super::*;

    #[test]
    fn a_connection_is_idle_without_requests_and_stalled_while_a_response_is_not_taken() {
        let activity = Activity::default();
        assert!(activity.idle_for().is_some());
        let request = activity.begin();
        assert!(activity.idle_for().is_none());
        assert!(!activity.is_stalled(Duration::ZERO), "the handler may take its time");
        let body = request.watch(WholeBody::from("hello"));
        assert!(activity.is_stalled(Duration::ZERO));
        drop(body);
        assert!(!activity.is_stalled(Duration::ZERO));
        assert!(activity.idle_for().is_some());
        let endless =
            activity.begin().watch(WholeBody::from_stream(tokio_stream::pending::<Result<&str, axum::Error>>()));
        assert!(!activity.is_stalled(Duration::ZERO) && activity.idle_for().is_none());
        drop(endless);
    }
}
