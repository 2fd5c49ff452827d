//! Reminders, and messages that are sent later.

use jiff::{SignedDuration, Timestamp};

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::{Action, MAX_REMINDERS, MAX_SCHEDULED};
use crate::model::due_work::{DueWork, DueWorkId, DueWorkKind, SendFailure};
use crate::model::files::uploads::AttachmentChoice;
use crate::model::{Draft, MessageId, Viewer};
use crate::store;
use crate::store::{Entered, NewReminder, NewScheduledMessage, Posted, ScheduledChange, Sender};

/// The time that an attempt may take before another one is made.
const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// Number of works that are leased at once.
const PORTION: u32 = 20;

/// Attempts to send a message while the server fails, before its author is told.
const MAX_ATTEMPTS: u32 = 8;

impl Chat {
    /// Reminds the viewer of a message at a time, instead of an earlier reminder of it.
    ///
    /// # Errors
    /// When the message is gone; [`Error::LimitReached`]; [`Error::TooFast`].
    pub async fn remind(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
        due_at: Timestamp,
    ) -> Result<(), Error> {
        self.keep_pace(viewer)?;
        let (account, room) = (viewer.account.id, entered.room.id);
        let new = NewReminder { account, room, message: id, due_at, max: MAX_REMINDERS };
        Ok(self.store.set_reminder(new).await?)
    }

    /// Gives a reminder another time.
    ///
    /// # Errors
    /// When the viewer has no such reminder; [`Error::TooFast`].
    pub async fn remind_later(&self, viewer: &Viewer, id: DueWorkId, due_at: Timestamp) -> Result<(), Error> {
        self.keep_pace(viewer)?;
        Ok(self.store.move_reminder(viewer.account.id, id, due_at).await?)
    }

    /// Removes a reminder.
    ///
    /// # Errors
    /// When the viewer has no such reminder.
    pub async fn remove_reminder(&self, viewer: &Viewer, id: DueWorkId) -> Result<(), Error> {
        Ok(self.store.remove_reminder(viewer.account.id, id).await?)
    }

    /// Schedules a message. Its author is in the room from then on, if that is open.
    ///
    /// # Errors
    /// Errors of [`Chat::post_with`], except that slow mode and groups don't matter before it is sent;
    /// [`Error::LimitReached`].
    pub async fn schedule(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        (draft, files): (Draft, Vec<AttachmentChoice>),
        reply_to: Option<MessageId>,
        due_at: Timestamp,
    ) -> Result<DueWorkId, Error> {
        self.keep_pace(viewer)?;
        let (account, room, now) = (viewer.account.id, entered.room.id, Timestamp::now());
        let new = NewScheduledMessage { account, room, draft, files, reply_to, due_at, now, max: MAX_SCHEDULED };
        Ok(self.store.schedule_message(new).await?)
    }

    /// Changes a scheduled message; without a time, that stays.
    ///
    /// # Errors
    /// When the viewer has no such scheduled message, which may have been sent; [`Error::TooFast`].
    pub async fn change_scheduled(
        &self,
        viewer: &Viewer,
        id: DueWorkId,
        draft: Draft,
        due_at: Option<Timestamp>,
    ) -> Result<(), Error> {
        self.keep_pace(viewer)?;
        let change = ScheduledChange { account: viewer.account.id, id, draft, due_at };
        Ok(self.store.change_scheduled_message(change).await?)
    }

    /// Removes a scheduled message.
    ///
    /// # Errors
    /// When the viewer has no such scheduled message, which may have been sent.
    pub async fn remove_scheduled(&self, viewer: &Viewer, id: DueWorkId) -> Result<(), Error> {
        Ok(self.store.remove_scheduled_message(viewer.account.id, id).await?)
    }

    /// Sends a scheduled message at once.
    ///
    /// # Errors
    /// Errors of [`Chat::post`]; when there is no such scheduled message, which may have been sent.
    pub async fn send_scheduled(&self, viewer: &Viewer, id: DueWorkId) -> Result<Posted, Error> {
        self.keep_pace(viewer)?;
        let account = viewer.account.id;
        let posted = self.store.post_scheduled_message(account, id, Sender::Author, Timestamp::now()).await?;
        posted.ok_or_else(|| store::Error::NotFound.into())
    }

    /// Makes all work available that an earlier run of this server had leased.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn release_due_work(&self) -> Result<(), Error> {
        Ok(self.store.release_due_work().await?)
    }

    /// Leases a portion of the work that is due.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn lease_due_work(&self) -> Result<Vec<DueWork>, Error> {
        let now = Timestamp::now();
        Ok(self.store.lease_due_work(now, after(now, LEASE), PORTION).await?)
    }

    /// When the next work is due; none where none waits.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn next_due_work(&self) -> Result<Option<Timestamp>, Error> {
        Ok(self.store.next_due_work().await?)
    }

    /// Waits until work was stored or changed. For one caller only.
    pub async fn due_work_changed(&self) {
        self.store.due_work_changed().await;
    }

    /// Does work that was leased.
    ///
    /// # Errors
    /// When the store fails, after which it is attempted again.
    pub async fn do_due_work(&self, work: DueWork) -> Result<(), Error> {
        match work.kind {
            DueWorkKind::Reminder => Ok(self.store.end_reminder(work.id, Timestamp::now()).await?),
            DueWorkKind::Message => self.send_due(work).await,
            DueWorkKind::Poll => Ok(self.store.close_due_poll(work.id, Timestamp::now()).await?),
        }
    }

    /// Sends a scheduled message that is due. One that slow mode or a rate limit refuses waits; others that are refused
    /// stay with the reason.
    async fn send_due(&self, work: DueWork) -> Result<(), Error> {
        let now = Timestamp::now();
        let posted = match self.limits.take_for(Action::Say, work.account) {
            Ok(()) => {
                let post = self.store.post_scheduled_message(work.account, work.id, Sender::Job, now).await;
                post.map_err(Error::from)
            }
            Err(error) => Err(error),
        };
        let Err(error) = posted else { return Ok(()) };
        let again = |pause| after(now, pause);
        let postponed_to = match &error {
            Error::SlowMode(until) => Some(*until),
            Error::TooFast(wait) => {
                let wait = SignedDuration::try_from(*wait).unwrap_or(LEASE);
                Some(again(wait.max(SignedDuration::from_secs(1))))
            }
            _ if failure_of(&error).is_none() && work.attempts < MAX_ATTEMPTS => Some(again(pause(work.attempts))),
            _ => None,
        };
        if let Some(at) = postponed_to {
            tracing::debug!(%error, "a scheduled message waits");
            return Ok(self.store.postpone_due_work(work.id, at, now).await?);
        }
        let failure = failure_of(&error).unwrap_or(SendFailure::Server);
        tracing::info!(%error, "a scheduled message could not be sent");
        Ok(self.store.give_up_scheduled_message(work.id, failure, now).await?)
    }
}

/// Why a message is not sent, where trying again can't help.
fn failure_of(error: &Error) -> Option<SendFailure> {
    Some(match error {
        Error::Store(store::Error::NotFound) | Error::Forbidden | Error::RoomFull => SendFailure::NoAccess,
        Error::Muted(_) => SendFailure::Muted,
        Error::Archived => SendFailure::Archived,
        Error::Announcements => SendFailure::Announcements,
        Error::Blocked => SendFailure::Blocked,
        Error::ReplyTargetDeleted => SendFailure::ReplyTargetDeleted,
        _ => return None,
    })
}

/// The pause after a number of attempts at which the server failed.
fn pause(attempts: u32) -> SignedDuration {
    SignedDuration::from_secs(5_i64 << attempts.min(8))
}

fn after(now: Timestamp, time: SignedDuration) -> Timestamp {
    now.saturating_add(time).unwrap_or(Timestamp::MAX)
}
