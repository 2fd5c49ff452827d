//! Notification settings of accounts.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::Viewer;
use crate::model::notifications::settings::NotificationSettings;

impl Chat {
    /// Stores the viewer's notification settings.
    ///
    /// # Errors
    /// [`Error::TooFast`].
    pub async fn set_notifications(&self, viewer: &Viewer, settings: NotificationSettings) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.set_notification_settings(viewer.account.id, settings).await?)
    }

    /// Pauses the viewer's notifications until a time; none: not any more.
    ///
    /// # Errors
    /// [`Error::TooFast`].
    pub async fn pause_notifications(&self, viewer: &Viewer, until: Option<Timestamp>) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.pause_notifications(viewer.account.id, until).await?)
    }
}
