//! Background jobs: when they worked last, how often they failed, and whether their tasks run.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::metrics::figures::{Counter, Gauge};
use crate::metrics::text::{Text, seconds};

/// A background job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    AccountDeletions,
    BannedMessages,
    DeletedRooms,
    Digests,
    DueWork,
    ExpiredGuests,
    ExpiredMails,
    ExpiredSessions,
    FileRemoval,
    Mail,
    PushDecisions,
    Pushes,
    Retention,
    SearchIndex,
    StorageTotals,
}

impl Job {
    const ALL: [(Self, &'static str); 15] = [
        (Self::AccountDeletions, "account_deletions"),
        (Self::BannedMessages, "banned_messages"),
        (Self::DeletedRooms, "deleted_rooms"),
        (Self::Digests, "digests"),
        (Self::DueWork, "due_work"),
        (Self::ExpiredGuests, "expired_guests"),
        (Self::ExpiredMails, "expired_mails"),
        (Self::ExpiredSessions, "expired_sessions"),
        (Self::FileRemoval, "file_removal"),
        (Self::Mail, "mail"),
        (Self::PushDecisions, "push_decisions"),
        (Self::Pushes, "pushes"),
        (Self::Retention, "retention"),
        (Self::SearchIndex, "search_index"),
        (Self::StorageTotals, "storage_totals"),
    ];

    /// Runs a piece of the job's work, and counts its outcome and time.
    pub(crate) async fn watch<T, E>(self, work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let started = Instant::now();
        let outcome = work.await;
        self.note(outcome.is_ok(), started.elapsed());
        outcome
    }

    fn note(self, is_done: bool, took: Duration) {
        let runs = &RUNS[self as usize];
        runs.micros.add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        if is_done {
            runs.done.add(1);
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
            runs.last_done.set(i64::try_from(since).unwrap_or(i64::MAX));
        } else {
            runs.failed.add(1);
        }
    }
}

#[derive(Debug)]
struct Runs {
    done: Counter,
    failed: Counter,
    /// Seconds since 1970; 0: never.
    last_done: Gauge,
    micros: Counter,
}

static RUNS: [Runs; Job::ALL.len()] = [const {
    Runs { done: Counter::new(), failed: Counter::new(), last_done: Gauge::new(), micros: Counter::new() }
}; Job::ALL.len()];

/// The supervised tasks, by name.
static TASKS: Mutex<BTreeMap<&'static str, Task>> = Mutex::new(BTreeMap::new());

#[derive(Clone, Copy, Debug, Default)]
struct Task {
    panics: u64,
    /// The number of tasks of this name that wait to be started again.
    paused: u64,
}

fn tasks() -> MutexGuard<'static, BTreeMap<&'static str, Task>> {
    TASKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A supervised task has panicked, and waits to be started again until the result is dropped.
pub(crate) fn pause(name: &'static str) -> Paused {
    let mut tasks = tasks();
    let task = tasks.entry(name).or_default();
    task.panics += 1;
    task.paused += 1;
    Paused(name)
}

/// A task that waits to be started again.
#[derive(Debug)]
pub(crate) struct Paused(&'static str);

impl Drop for Paused {
    fn drop(&mut self) {
        if let Some(task) = tasks().get_mut(self.0) {
            task.paused = task.paused.saturating_sub(1);
        }
    }
}

/// The names of tasks that have panicked repeatedly, and wait to be started again.
pub(crate) fn paused() -> Vec<&'static str> {
    tasks().iter().filter(|(_, task)| task.paused > 0).map(|(name, _)| *name).collect()
}

pub(crate) fn write(text: &mut Text) {
    let mut family = text.counter("snug_job_runs_total", "Runs of background jobs by outcome.");
    for ((_, name), runs) in Job::ALL.iter().zip(&RUNS) {
        family.sample(&[("task", name), ("outcome", "done")], runs.done.get());
        family.sample(&[("task", name), ("outcome", "failed")], runs.failed.get());
    }
    let mut family = text.counter("snug_job_duration_seconds_total", "Time spent in runs of background jobs.");
    for ((_, name), runs) in Job::ALL.iter().zip(&RUNS) {
        family.sample(&[("task", name)], seconds(runs.micros.get()));
    }
    let mut family = text.gauge(
        "snug_job_last_success_timestamp_seconds",
        "Last successful run of background jobs, since 1970; absent before the first.",
    );
    for ((_, name), runs) in Job::ALL.iter().zip(&RUNS).filter(|(_, runs)| runs.last_done.get() > 0) {
        family.sample(&[("task", name)], runs.last_done.get());
    }
    let mut family =
        text.counter("snug_task_panics_total", "Panics of background tasks, which are started again.");
    for (name, task) in &*tasks() {
        family.sample(&[("task", name)], task.panics);
    }
    text.gauge("snug_tasks_paused", "Background tasks that wait to be started again after panics.")
        .value(paused().len());
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn runs_are_counted_by_their_outcome() {
        let runs = &RUNS[Job::Digests as usize];
        let before = (runs.done.get(), runs.failed.get());
        Job::Digests.watch(async { Ok::<_, ()>(1) }).await.unwrap();
        Job::Digests.watch(async { Err::<(), _>(2) }).await.unwrap_err();
        assert_eq!((runs.done.get() - before.0, runs.failed.get() - before.1), (1, 1));
        assert!(runs.last_done.get() > 1_700_000_000);
        for (place, (job, _)) in Job::ALL.iter().enumerate() {
            assert_eq!(*job as usize, place, "names are in the order of the jobs");
        }
    }

    #[test]
    fn a_task_is_paused_between_its_panic_and_its_next_start() {
        let waiting = pause("a paused task");
        assert!(paused().contains(&"a paused task"));
        drop(waiting);
        assert!(!paused().contains(&"a paused task"));
    }
}
