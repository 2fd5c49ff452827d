//! Work on the store beside the requests.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::metrics::jobs::Job;
use crate::store::handle::{Backend, Store};
use crate::tasks;

/// Interval of ending the access of guests whose time is over. Requests of theirs are refused at once; this ends their
/// streams, and those who manage the room no longer read that they wait.
const EXPIRED_GUESTS_CHECK: Duration = Duration::from_mins(1);

/// Interval of ending expired sessions. Requests in them are refused at once; this ends their streams.
const EXPIRED_SESSIONS_CHECK: Duration = Duration::from_mins(10);

/// Interval of checks for accounts that are to be deleted.
const ACCOUNT_DELETIONS_CHECK: Duration = Duration::from_mins(10);

/// Interval of noting what each account stores.
const STORAGE_CHECK: SignedDuration = SignedDuration::from_hours(1);

/// Interval of removing messages because of their age.
const RETENTION_CHECK: Duration = Duration::from_mins(10);

/// Interval of checks for e-mails that could not be sent in time. They are removed also where no mail server is set up any
/// more.
const EXPIRED_MAILS_CHECK: Duration = Duration::from_mins(10);

/// Pause after a failure.
const RETRY: Duration = Duration::from_secs(10);

impl Store {
    /// Does what the store needs beside the requests, until `stop` is cancelled: clears deleted rooms, ends
    /// expired sessions, removes messages of banned accounts and those beyond the age that is set, and what the backend needs. Each task is supervised.
    pub fn maintain(&self, stop: &CancellationToken) {
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("clearing deleted rooms", move || clear_deleted_rooms(store.clone(), stopped.clone()));
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("ending expired sessions", move || end_expired_sessions(store.clone(), stopped.clone()));
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("ending expired guests", move || end_expired_guests(store.clone(), stopped.clone()));
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("deleting accounts", move || delete_accounts(store.clone(), stopped.clone()));
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("giving e-mails up", move || give_mails_up(store.clone(), stopped.clone()));
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("noting storage", move || note_storage(store.clone(), stopped.clone()));
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("removing messages of banned accounts", move || {
            clear_banned(store.clone(), stopped.clone())
        });
        let (store, stopped) = (self.clone(), stop.clone());
        tasks::supervise("removing messages because of their age", move || {
            remove_expired(store.clone(), stopped.clone())
        });
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.maintain(stop),
        }
    }
}

/// Clears what earlier runs have left, and then each room that is deleted.
async fn clear_deleted_rooms(store: Store, stop: CancellationToken) {
    let clear = async {
        loop {
            if let Err(error) = Job::DeletedRooms.watch(store.clear_deleted_rooms()).await {
                tracing::error!(%error, "deleted rooms are not cleared yet");
            }
            store.wakers.objects_removed.notify_one();
            store.wakers.room_deleted.notified().await;
        }
    };
    let _: Option<()> = stop.run_until_cancelled(clear).await;
}

/// Removes what earlier runs have left, and then the messages of each account that is banned.
async fn clear_banned(store: Store, stop: CancellationToken) {
    let clear = async {
        loop {
            match Job::BannedMessages.watch(store.clear_some_banned()).await {
                Ok(true) => {}
                Ok(false) => store.wakers.banned.notified().await,
                Err(error) => {
                    tracing::error!(%error, "messages of a banned account are not removed yet");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    };
    let _: Option<()> = stop.run_until_cancelled(clear).await;
}

/// Deletes the accounts whose time has come.
async fn delete_accounts(store: Store, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(ACCOUNT_DELETIONS_CHECK);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        loop {
            match Job::AccountDeletions.watch(store.delete_due_account(Timestamp::now())).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    tracing::error!(%error, "an account is not deleted yet");
                    break;
                }
            }
        }
    }
}

/// Removes messages because of their age: every few minutes, and when the age has changed.
async fn remove_expired(store: Store, stop: CancellationToken) {
    let remove = async {
        let mut ticks = tokio::time::interval(RETENTION_CHECK);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                () = store.wakers.retention.notified() => {}
            }
            if let Err(error) = Job::Retention.watch(store.remove_expired(Timestamp::now())).await {
                tracing::error!(%error, "messages are not removed yet although they are old enough");
            }
            store.wakers.objects_removed.notify_one();
        }
    };
    let _: Option<()> = stop.run_until_cancelled(remove).await;
}

/// Notes what each account stores, once an interval, also where the server is started more often.
async fn note_storage(store: Store, stop: CancellationToken) {
    let note = async {
        loop {
            let now = Timestamp::now();
            let noted = match store.storage_noted_at().await {
                Ok(Some(at)) if at <= now && now.duration_since(at) < STORAGE_CHECK => {
                    let left = STORAGE_CHECK.saturating_sub(now.duration_since(at));
                    tokio::time::sleep(left.try_into().unwrap_or(RETRY)).await;
                    continue;
                }
                Ok(_) => Job::StorageTotals.watch(store.note_storage(now)).await,
                Err(error) => Err(error),
            };
            if let Err(error) = noted {
                tracing::error!(%error, "what accounts store is not noted yet");
                tokio::time::sleep(RETRY).await;
            }
        }
    };
    let _: Option<()> = stop.run_until_cancelled(note).await;
}

async fn give_mails_up(store: Store, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(EXPIRED_MAILS_CHECK);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        match Job::ExpiredMails.watch(store.give_up_expired_mails(Timestamp::now())).await {
            Ok(0) => {}
            Ok(count) => tracing::error!(count, "e-mails could not be sent in time, and are given up"),
            Err(error) => tracing::error!(%error, "e-mails are not given up yet"),
        }
    }
}

async fn end_expired_guests(store: Store, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(EXPIRED_GUESTS_CHECK);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(error) = Job::ExpiredGuests.watch(store.end_expired_guests(Timestamp::now())).await {
            tracing::error!(%error, "the access of guests whose time is over is not ended yet");
        }
    }
}

async fn end_expired_sessions(store: Store, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(EXPIRED_SESSIONS_CHECK);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        if let Err(error) = Job::ExpiredSessions.watch(store.end_expired_sessions(Timestamp::now())).await {
            tracing::error!(%error, "expired sessions are not ended yet");
        }
    }
}
