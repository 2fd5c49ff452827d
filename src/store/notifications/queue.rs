//! The queue of notifications that are to be sent to browsers.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::model::notifications::outgoing::OutgoingPush;
use crate::store::commands::notifications::{NextPush, PushOutcome};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// When the next notification is due; none where none waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_push_due(&self) -> Result<Option<Timestamp>, Error> {
        read_backend!(self.next_push_due())
    }
}

impl Store {
    /// Waits until a message may have been posted, and gathers for some time. For one caller only.
    pub async fn posted(&self, gathered_for: Duration) {
        self.wakers.posted.notified().await;
        tokio::time::sleep(gathered_for).await;
    }

    /// Decides for the next few messages who is notified, and queues the notifications, which are due `delay` after the
    /// message. Returns whether there are further messages. Which messages are done is stored with the notifications, so
    /// that a crash loses none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue_pushes(&self, delay: SignedDuration, now: Timestamp) -> Result<bool, Error> {
        write_backend!(self.queue_pushes(delay, now))
    }

    /// Takes the next notification that is due. It is due again at `lease_until`, unless it was finished by then. It is
    /// dropped if there is nothing to notify of any more: the messages were read or deleted, the room is muted or left, the
    /// author blocked, or it is quiet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_push(&self, lease_until: Timestamp, now: Timestamp) -> Result<NextPush, Error> {
        write_backend!(self.next_push(lease_until, now))
    }

    /// Stores what became of a notification. Messages that came meanwhile are due at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finish_push(
        &self,
        push: &OutgoingPush,
        outcome: PushOutcome,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.finish_push(push, outcome, now))
    }

    /// Makes all notifications due at once that an earlier run had taken, and removes those that are too old.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_pushes(&self, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.release_pushes(now))
    }
}
