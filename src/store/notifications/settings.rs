//! Notification settings of accounts.

use jiff::Timestamp;

use crate::model::notifications::outgoing::Announcement;
use crate::model::notifications::settings::NotificationSettings;
use crate::model::{AccountId, MessageId, RoomId};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The notification settings of an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notification_settings(&self, account: AccountId) -> Result<NotificationSettings, Error> {
        read_backend!(self.notification_settings(account))
    }

    /// Until when a member has muted a room; none where it isn't muted now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn room_muted_until(
        &self,
        room: RoomId,
        account: AccountId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, Error> {
        read_backend!(self.room_muted_until(room, account, now))
    }

    /// The id of the newest message of all, and the unread messages after `after` that an account is to be notified of,
    /// at most one per room and `most` rooms, posted since a time, among the last thousand. Quiet hours aside.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn announcements(
        &self,
        account: AccountId,
        after: MessageId,
        since: Timestamp,
        most: u32,
    ) -> Result<(MessageId, Vec<Announcement>), Error> {
        read_backend!(self.announcements(account, after, since, most))
    }
}

impl Store {
    /// Stores the notification settings of an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_notification_settings(
        &self,
        account: AccountId,
        settings: NotificationSettings,
    ) -> Result<(), Error> {
        write_backend!(self.set_notification_settings(account, settings))
    }

    /// Pauses the notifications of an account; none: not any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pause_notifications(&self, account: AccountId, until: Option<Timestamp>) -> Result<(), Error> {
        write_backend!(self.pause_notifications(account, until))
    }
}
