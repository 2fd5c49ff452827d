//! Whether the server is ready: it reads and writes, the disk has room, the jobs run, and it isn't stopping.

use std::time::Duration;

use serde::Serialize;

use crate::metrics::jobs;
use crate::store::Writing;
use crate::web::state::State;

/// Time limit for reading and writing.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Bytes that must be free on the disk of the database: with less, the write-ahead log soon can't grow.
const MIN_FREE: u64 = 64 << 20;

/// A check and its outcome.
#[derive(Debug, Serialize)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) ok: bool,
    /// The reason where it fails; else empty.
    pub(crate) reason: String,
}

impl Check {
    fn new(name: &'static str, outcome: Result<(), String>) -> Self {
        Self { name, ok: outcome.is_ok(), reason: outcome.err().unwrap_or_default() }
    }
}

/// All checks.
#[derive(Debug, Serialize)]
pub(crate) struct Readiness {
    pub(crate) ready: bool,
    pub(crate) checks: Vec<Check>,
}

impl Readiness {
    /// A line for the whole, and one for each check.
    pub(crate) fn text(&self) -> String {
        let mut text = if self.ready { "ready\n" } else { "not ready\n" }.to_owned();
        for Check { name, ok, reason } in &self.checks {
            let outcome = if *ok { "ok" } else { reason };
            text.extend([name, ": ", outcome, "\n"]);
        }
        text
    }

    pub(crate) fn json(&self) -> String {
        // Texts can always be written as JSON.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }
}

/// Checks everything. The outcome of reading and writing is reused for a second, and only one such check runs at a time:
/// the store holds that (`store/health.rs`), since anybody may ask.
pub(crate) async fn check(state: &State) -> Readiness {
    let (reads, writes) = match tokio::time::timeout(MAX_TIME, state.chat.check_store()).await {
        Ok(Ok(Writing::Works)) => (Ok(()), Ok(())),
        Ok(Ok(Writing::Fails(error))) => (Ok(()), Err(error.to_string())),
        Ok(Err(error)) => (Err(error.to_string()), Err("not tried, or failed".to_owned())),
        Err(_) => {
            let late = format!("no answer within {} s", MAX_TIME.as_secs());
            (Err(late.clone()), Err(late))
        }
    };
    let disk = match tokio::time::timeout(MAX_TIME, state.store.free_space()).await {
        Ok(Ok(free)) if free.is_some_and(|free| free < MIN_FREE) => {
            Err(format!("less than {} MB are free", MIN_FREE >> 20))
        }
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("no answer".to_owned()),
    };
    let paused = jobs::paused();
    let jobs = if paused.is_empty() { Ok(()) } else { Err(format!("started again: {}", paused.join(", "))) };
    let running = if state.stop.is_cancelled() { Err("stopping".to_owned()) } else { Ok(()) };
    let checks = vec![
        Check::new("reads", reads),
        Check::new("writes", writes),
        Check::new("disk", disk),
        Check::new("jobs", jobs),
        Check::new("running", running),
    ];
    let readiness = Readiness { ready: checks.iter().all(|check| check.ok), checks };
    if !readiness.ready {
        tracing::error!("{}", readiness.text().trim_end().replace('\n', "; "));
    }
    readiness
}
