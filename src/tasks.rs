//! Supervised background tasks: a panic is logged, and ends nothing but the work that panicked.
//!
//! Tokio reports a task's panic to the code that awaits the task, and nothing awaits background tasks. They are
//! therefore spawned here and nowhere else.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::task::AbortHandle;

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
            tokio::time::sleep(pause).await;
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
    async fn a_panic_takes_nothing_down_but_the_work_that_it_is_in() {
        assert_eq!(caught("a test's future", async { 1 }).await, Some(1));
        assert_eq!(caught("a test's future", async { panic!("{}", 2) }).await, None::<()>);
        assert_eq!(catch("a test's work", || -> u8 { panic!("three") }), None);
    }
}
