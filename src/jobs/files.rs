//! Removes files that are not needed any more from their storage.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::chat::Chat;
use crate::metrics::jobs::Job;
use crate::tasks;

/// Interval of checks for files that were removed without a notice, and for those that were never sent.
const CHECK: Duration = Duration::from_mins(1);

/// Pause after the storage has failed.
const RETRY: Duration = Duration::from_secs(10);

/// Removes files until `stop` is cancelled. The task is supervised.
pub fn run(chat: &Chat, stop: &CancellationToken) {
    let (chat, stop) = (chat.clone(), stop.clone());
    tasks::supervise("removing files", move || {
        let (chat, stop) = (chat.clone(), stop.clone());
        async move {
            let _: Option<()> = stop.run_until_cancelled(work(chat)).await;
        }
    });
}

async fn work(chat: Chat) {
    loop {
        match Job::FileRemoval.watch(chat.remove_objects()).await {
            Ok(true) => {}
            Ok(false) => tokio::select! {
                () = tokio::time::sleep(CHECK) => {}
                () = chat.objects_removed() => {}
            },
            Err(error) => {
                tracing::error!(%error, "files are not removed from their storage yet");
                tokio::time::sleep(RETRY).await;
            }
        }
    }
}
