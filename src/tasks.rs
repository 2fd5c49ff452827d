//! Supervised background tasks: a panic is logged, and ends nothing but the work that panicked.
//!
//! Tokio reports a task's panic to the code that awaits the task, and nothing awaits background tasks. They are
//! therefore spawned here and nowhere else.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::task::AbortHandle;

use crate::metrics::jobs;

/// Longest pause before a task that panics repeatedly is restarted.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Spawns a task. It is not restarted after a panic.
pub(crate) fn spawn(name: &'static str, task: impl Future<Output = ()> + Send + 'static) -> AbortHandle {
    tokio::spawn(async move { caught(name, task).await.unwrap_or_default() }).abort_handle()
}

/// Spawns a task, and restarts it after each panic until it returns: at once the first time, then after a pause that
/// grows. `start` makes the task anew each time.
pub(crate) fn supervise<F>(name: &'static str, mut start: impl FnMut() -> F + Send + 'static) -> AbortHandle
where
    F: Future<Output = ()> + Send + 'static,
{
    let supervised = async move {
        let mut pause = Duration::ZERO;
        while caught(name, start()).await.is_none() {
            let paused = jobs::pause(name);
            tokio::time::sleep(pause).await;
            drop(paused);
            pause = (2 * pause).clamp(Duration::from_secs(1), LONGEST_PAUSE);
        }
    };
    tokio::spawn(supervised).abort_handle()
}

/// The future's output; none if it panics, which is logged.
pub(crate) async fn caught<T>(name: &'static str, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    // Locks recover from poisoning, so shared state stays usable after a panic.
    let poll = |context: &mut std::task::Context<'_>| {
        catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))).map_or_else(
            |panic| {
                log(name, &*panic);
                Poll::Ready(None)
            },
            |poll| poll.map(Some),
        )
    };
    std::future::poll_fn(poll).await
}

/// The output of synchronous work; none if it panics, which is logged.
pub(crate) fn catch<T>(name: &'static str, work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| log(name, &*panic)).ok()
}

/// Logs a panic. The panic hook has already printed its place to standard error.
pub(crate) fn log(name: &'static str, panic: &(dyn Any + Send)) {
    let message = panic.downcast_ref::<String>().map(String::as_str);
    let message = message.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    tracing::error!(message, "panic: {name}");
}

/// The id of a request, in the lines that are logged while it is answered. Random enough to tell the requests of several
/// runs apart; nothing depends on nobody guessing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RequestId(u64);

impl RequestId {
    pub(crate) fn new() -> Self {
        static FIRST: LazyLock<u64> = LazyLock::new(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            since.as_secs().wrapping_mul(1_000_000_007) ^ u64::from(since.subsec_nanos())
        });
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = FIRST.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed));
        // An odd factor (2⁶⁴ divided by the golden ratio) gives each number another id.
        Self(number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

tokio::task_local! {
    static REQUEST: RequestId;
}

/// Answers a request: all that is logged in its task has its id.
pub(crate) async fn in_request<T>(id: RequestId, answer: impl Future<Output = T>) -> T {
    REQUEST.scope(id, answer).await
}

/// The request that this task answers, if it does.
pub(crate) fn request() -> Option<RequestId> {
    REQUEST.try_get().ok()
}

/// Does something for a request on another thread.
pub(crate) fn for_request<T>(request: Option<RequestId>, work: impl FnOnce() -> T) -> T {
    match request {
        Some(id) => REQUEST.sync_scope(id, work),
        None => work(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_task_that_panics_is_started_again_until_it_returns() {
        let (started, mut starts) = mpsc::unbounded_channel();
        let mut count = 0;
        supervise("a test's task", move || {
            count += 1;
            let (count, started) = (count, started.clone());
            async move {
                started.send(count).unwrap();
                tokio::task::yield_now().await;
                assert!(count > 2, "the first two");
            }
        });
        let mut seen = Vec::new();
        while let Some(start) = starts.recv().await {
            seen.push(start);
        }
        assert_eq!(seen, [1, 2, 3], "and nobody can start it any more");
    }

    #[tokio::test]
    async fn each_request_has_an_id_of_its_own() {
        let (one, other) = (RequestId::new(), RequestId::new());
        assert_ne!(one, other);
        assert_eq!(one.to_string().len(), 16);
        let seen = in_request(one, async {
            tokio::task::yield_now().await;
            (request(), for_request(Some(other), request), request())
        });
        assert_eq!(seen.await, (Some(one), Some(other), Some(one)));
        assert_eq!(request(), None);
    }

    #[tokio::test]
    async fn a_panic_takes_nothing_down_but_the_work_that_it_is_in() {
        assert_eq!(caught("a test's future", async { 1 }).await, Some(1));
        assert_eq!(caught("a test's future", async { panic!("{}", 2) }).await, None::<()>);
        assert_eq!(catch("a test's work", || -> u8 { panic!("three") }), None);
    }
}
