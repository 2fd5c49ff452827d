//! Does work at its time: reminds people, and sends messages that were scheduled.

use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::chat;
use crate::chat::Chat;
use crate::metrics::jobs::Job;
use crate::tasks;

/// The longest sleep while work waits: the clock may be set meanwhile.
const LONGEST_SLEEP: Duration = Duration::from_secs(10);

/// Pause after the store has failed.
const RETRY: Duration = Duration::from_secs(5);

/// Does what is due until `stop` is cancelled. The task is supervised.
pub fn run(chat: &Chat, stop: &CancellationToken) {
    let (chat, stop) = (chat.clone(), stop.clone());
    tasks::supervise("doing work at its time", move || {
        let (chat, stop) = (chat.clone(), stop.clone());
        async move {
            let _: Option<()> = stop.run_until_cancelled(work(chat)).await;
        }
    });
}

async fn work(chat: Chat) {
    let failed = |error: chat::Error| tracing::error!(%error, "work that is due is not done yet");
    // No other process does this work: what is leased was leased by a run that has ended.
    while let Err(error) = chat.release_due_work().await {
        failed(error);
        tokio::time::sleep(RETRY).await;
    }
    loop {
        let sleep = match Job::DueWork.watch(do_portion(&chat)).await {
            Ok(true) => continue,
            Ok(false) => match chat.next_due_work().await {
                Ok(next) => next.map(until),
                Err(error) => {
                    failed(error);
                    Some(RETRY)
                }
            },
            Err(error) => {
                failed(error);
                Some(RETRY)
            }
        };
        match sleep {
            Some(sleep) => tokio::select! {
                () = tokio::time::sleep(sleep) => {}
                () = chat.due_work_changed() => {}
            },
            None => chat.due_work_changed().await,
        }
    }
}

/// Does a portion of what is due, and tells whether there was any.
async fn do_portion(chat: &Chat) -> Result<bool, chat::Error> {
    let portion = chat.lease_due_work().await?;
    let any = !portion.is_empty();
    let mut outcome = Ok(any);
    for work in portion {
        // One that fails keeps its lease, and no other waits for it.
        if let Err(error) = chat.do_due_work(work).await {
            outcome = Err(error);
        }
    }
    outcome
}

/// The time to sleep until work is due.
fn until(next: Timestamp) -> Duration {
    let left = Duration::try_from(next.duration_since(Timestamp::now())).unwrap_or_default();
    // Rounded up: timers of some systems end a little early.
    (left + Duration::from_millis(1)).min(LONGEST_SLEEP)
}
