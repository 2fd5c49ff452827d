//! The queue of notifications, for the task that sends them.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::mail::queue::{after, pause};
use crate::model::Mark;
use crate::model::notifications::outgoing::OutgoingPush;
use crate::store::{NextPush, PushOutcome};

/// The longest time for which a push service can have a notification postponed.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

impl Chat {
    /// Waits until a message may have been posted, and gathers for some time. For one caller only.
    pub async fn posted(&self, gathered_for: Duration) {
        self.store.posted(gathered_for).await;
    }

    /// Decides for all new messages who is notified. The notifications are due `delay` after their message.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn queue_pushes(&self, delay: SignedDuration, rest: Duration) -> Result<(), Error> {
        while self.store.queue_pushes(delay, Timestamp::now()).await? {
            // Others have the writer to themselves.
            tokio::time::sleep(rest).await;
        }
        Ok(())
    }

    /// Takes the next notification that is due; none where none is. It is due again after the lease, so that a crash sends
    /// it twice rather than never.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn next_push(&self, lease: SignedDuration) -> Result<Option<OutgoingPush>, Error> {
        while self.next_push_due().await?.is_some_and(|due| due <= Timestamp::now()) {
            let now = Timestamp::now();
            match self.store.next_push(after(now, lease)?, now).await? {
                NextPush::None => break,
                NextPush::Dropped => {}
                NextPush::Push(push) => return Ok(Some(*push)),
            }
        }
        Ok(None)
    }

    /// When the next notification is due.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn next_push_due(&self) -> Result<Option<Timestamp>, Error> {
        Ok(self.store.next_push_due().await?)
    }

    /// The unread messages for the addressee of a notification.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn unread_of(&self, push: &OutgoingPush) -> Result<Mark, Error> {
        Ok(self.store.own_rooms(push.account).await?.total())
    }

    /// Stores what became of a notification.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn finish_push(&self, push: &OutgoingPush, outcome: PushOutcome) -> Result<(), Error> {
        Ok(self.store.finish_push(push, outcome, Timestamp::now()).await?)
    }

    /// Postpones a notification: for longer each time, and for at least as long as the push service asks.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn postpone_push(&self, push: &OutgoingPush, asked: Option<Duration>) -> Result<(), Error> {
        let asked = SignedDuration::try_from(asked.unwrap_or_default().min(LONGEST_WAIT)).unwrap_or_default();
        let due_at = after(Timestamp::now(), pause(push.attempts).max(asked))?;
        self.finish_push(push, PushOutcome::Postponed(due_at)).await
    }

    /// Makes all notifications due that an earlier run of this server had taken.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn release_pushes(&self) -> Result<(), Error> {
        Ok(self.store.release_pushes(Timestamp::now()).await?)
    }
}
