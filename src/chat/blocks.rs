//! Blocking people for oneself, and warnings.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::administration::warnings::WarningText;
use crate::model::{AccountId, Username, Viewer};
use crate::store::Moderator;

/// Maximum number of people whom an account has blocked.
const MAX_BLOCKED: u32 = 1_000;

impl Chat {
    /// Blocks somebody for the viewer: their messages are folded, and they can't reach the viewer.
    ///
    /// # Errors
    /// [`Error::Nobody`]; [`Error::Forbidden`] for oneself; [`Error::LimitReached`]; [`Error::TooFast`].
    pub async fn block(&self, viewer: &Viewer, name: &Username) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        let person = self.person(name).await?;
        Ok(self.store.block(viewer.account.id, person, MAX_BLOCKED, Timestamp::now()).await?)
    }

    /// Unblocks somebody.
    ///
    /// # Errors
    /// [`Error::Nobody`]; [`Error::TooFast`].
    pub async fn unblock(&self, viewer: &Viewer, name: &Username) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        let person = self.person(name).await?;
        Ok(self.store.unblock(viewer.account.id, person).await?)
    }

    /// Warns somebody with a lower role.
    ///
    /// # Errors
    /// [`crate::store::Error::NotFound`]; [`Error::Forbidden`]; [`Error::SessionEnded`].
    pub async fn warn(&self, by: &Moderator, account: AccountId, text: WarningText) -> Result<(), Error> {
        Ok(self.store.warn(by, account, text, Timestamp::now()).await?)
    }

    /// Confirms the viewer's warnings up to the newest that was shown.
    ///
    /// # Errors
    /// [`Error::TooFast`].
    pub async fn confirm_warnings(&self, viewer: &Viewer, newest: i64) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.confirm_warnings(viewer.account.id, newest, Timestamp::now()).await?)
    }
}
