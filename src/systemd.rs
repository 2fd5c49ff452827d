//! Tells systemd how this process is (`sd_notify(3)`). Without systemd, nothing happens.

use std::time::Duration;

use sd_notify::NotifyState;
use tokio_util::sync::CancellationToken;

use crate::tasks;

/// The server listens, and answers on this URL.
pub(crate) fn ready(url: &str) {
    tell(&[NotifyState::Ready, NotifyState::Status(&format!("Answers on {url}/"))]);
}

/// What can be read again is read again. [`reloaded`] must follow.
pub(crate) fn reloading() {
    match NotifyState::monotonic_usec_now() {
        Ok(now) => tell(&[NotifyState::Reloading, now]),
        // Newer versions of systemd would take it for a failed reload without the time.
        Err(error) => tracing::debug!(%error, "the clock since the start of the machine"),
    }
}

/// The end of what [`reloading`] began.
pub(crate) fn reloaded() {
    tell(&[NotifyState::Ready]);
}

/// The server was told to stop.
pub(crate) fn stopping() {
    tell(&[NotifyState::Stopping, NotifyState::Status("Finishes what was begun")]);
}

/// Reports to the watchdog, where there is one, while `works` says so: twice in the time after which systemd restarts the
/// server. A check that doesn't end reports nothing.
pub(crate) fn report_while<F>(works: impl Fn() -> F + Clone + Send + 'static, stop: &CancellationToken)
where
    F: Future<Output = bool> + Send + 'static,
{
    let Some(allowed) = sd_notify::watchdog_enabled().filter(|allowed| !allowed.is_zero()) else { return };
    let stop = stop.clone();
    tasks::supervise("reports to systemd’s watchdog", move || report(allowed / 2, works.clone(), stop.clone()));
}

async fn report<F: Future<Output = bool>>(every: Duration, works: impl Fn() -> F, stop: CancellationToken) {
    let mut due = tokio::time::interval(every);
    loop {
        tokio::select! { _ = due.tick() => {}, () = stop.cancelled() => return }
        if works().await {
            tell(&[NotifyState::Watchdog]);
        }
    }
}

fn tell(states: &[NotifyState]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "systemd can't be told how the server is");
    }
}
