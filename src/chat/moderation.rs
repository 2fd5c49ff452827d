//! Keeping order: reports, muting, and blocked networks.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::administration::reports::{MuteTime, ReportId, ReportReason};
use crate::model::{AccountId, MessageId, Viewer};
use crate::store::{Administrator, Entered, Moderator, NewReport};

impl Chat {
    /// Reports a message to the moderators. Reporting it again changes nothing.
    ///
    /// # Errors
    /// [`crate::store::Error::NotFound`] when the message is gone; [`Error::LimitReached`] at the maximum of open reports
    /// of one account; [`Error::TooFast`]; [`Error::SessionEnded`].
    pub async fn report(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        message: MessageId,
        reason: ReportReason,
    ) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        let new = NewReport {
            room: entered.room.id,
            message,
            by: viewer.account.id,
            session: viewer.session.id,
            reason,
            now: Timestamp::now(),
        };
        Ok(self.store.report(new).await?)
    }

    /// Resolves the reports of a message, and deletes it if `delete` is set.
    ///
    /// # Errors
    /// [`crate::store::Error::NotFound`]; [`Error::Forbidden`]; [`Error::SessionEnded`].
    pub async fn resolve_report(&self, by: &Moderator, id: ReportId, delete: bool) -> Result<(), Error> {
        Ok(self.store.resolve_report(by, id, delete, Timestamp::now()).await?)
    }

    /// Keeps somebody with a lower role from writing for a time.
    ///
    /// # Errors
    /// [`crate::store::Error::NotFound`]; [`Error::Forbidden`]; [`Error::SessionEnded`].
    pub async fn mute(&self, by: &Moderator, account: AccountId, time: MuteTime) -> Result<(), Error> {
        Ok(self.store.mute(by, account, time, Timestamp::now()).await?)
    }

    /// Lets people from a network log in and register again.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::SessionEnded`].
    pub async fn unblock_network(&self, by: &Administrator, network: String) -> Result<(), Error> {
        Ok(self.store.unblock_network(by, network, Timestamp::now()).await?)
    }
}
