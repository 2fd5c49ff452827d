//! Reminders and scheduled messages: work to be done at a time.

use jiff::Timestamp;

use crate::model::AccountId;
use crate::model::due_work::{DueWork, DueWorkId, Reminder, ScheduledMessage, SendFailure};
use crate::store::commands::due_work::{NewReminder, NewScheduledMessage, ScheduledChange, Sender};
use crate::store::commands::messages::Posted;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The reminders of an account, in the order of their times.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reminders(&self, account: AccountId) -> Result<Vec<Reminder>, Error> {
        read_backend!(self.reminders(account))
    }

    /// The scheduled messages of an account, in the order of their times.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn scheduled_messages(&self, account: AccountId) -> Result<Vec<ScheduledMessage>, Error> {
        read_backend!(self.scheduled_messages(account))
    }

    /// When the next work is due; none where none waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_due_work(&self) -> Result<Option<Timestamp>, Error> {
        read_backend!(self.next_due_work())
    }
}

impl Store {
    /// Stores a reminder. An account has at most one of each message: a second one replaces the first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the message is gone, or its room to this account; [`Error::LimitReached`].
    pub async fn set_reminder(&self, new: NewReminder) -> Result<(), Error> {
        write_backend!(self.set_reminder(new))
    }

    /// Gives a reminder another time.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has no such reminder.
    pub async fn move_reminder(&self, account: AccountId, id: DueWorkId, due_at: Timestamp) -> Result<(), Error> {
        write_backend!(self.move_reminder(account, id, due_at))
    }

    /// Removes a reminder.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has no such reminder.
    pub async fn remove_reminder(&self, account: AccountId, id: DueWorkId) -> Result<(), Error> {
        write_backend!(self.remove_reminder(account, id))
    }

    /// Schedules a message. As posting does, it brings its author into an open room.
    ///
    /// # Errors
    /// Errors of posting, except that slow mode doesn't matter; [`Error::LimitReached`].
    pub async fn schedule_message(&self, new: NewScheduledMessage) -> Result<DueWorkId, Error> {
        write_backend!(self.schedule_message(new))
    }

    /// Changes a scheduled message, which is then to be sent, also if it could not be sent before.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has no such scheduled message: it may have been sent.
    pub async fn change_scheduled_message(&self, change: ScheduledChange) -> Result<(), Error> {
        write_backend!(self.change_scheduled_message(change))
    }

    /// Removes a scheduled message.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has no such scheduled message: it may have been sent.
    pub async fn remove_scheduled_message(&self, account: AccountId, id: DueWorkId) -> Result<(), Error> {
        write_backend!(self.remove_scheduled_message(account, id))
    }

    /// Takes up to `count` works that are due. Until `lease_until`, no other call takes them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lease_due_work(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        count: u32,
    ) -> Result<Vec<DueWork>, Error> {
        write_backend!(self.lease_due_work(now, lease_until, count))
    }

    /// Ends all leases: those of an earlier run of this server.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release_due_work(&self) -> Result<(), Error> {
        write_backend!(self.release_due_work())
    }

    /// Shows a reminder as due, if it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_reminder(&self, id: DueWorkId, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.end_reminder(id, now))
    }

    /// Posts a scheduled message and removes it from the schedule, in one transaction; none where there is nothing to
    /// send: it was sent, moved or removed meanwhile.
    ///
    /// # Errors
    /// Errors of posting, and [`Error::NotFound`] for an author who has left the room.
    pub async fn post_scheduled_message(
        &self,
        account: AccountId,
        id: DueWorkId,
        by: Sender,
        now: Timestamp,
    ) -> Result<Option<Posted>, Error> {
        write_backend!(self.post_scheduled_message(account, id, by, now))
    }

    /// Notes why a scheduled message that is due could not be sent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_up_scheduled_message(
        &self,
        id: DueWorkId,
        failure: SendFailure,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.give_up_scheduled_message(id, failure, now))
    }

    /// Postpones work that is due.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn postpone_due_work(&self, id: DueWorkId, due_at: Timestamp, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.postpone_due_work(id, due_at, now))
    }

    /// Waits until work was stored or changed. For one caller only.
    pub async fn due_work_changed(&self) {
        self.wakers.due_work.notified().await;
    }
}
