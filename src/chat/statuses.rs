//! Statuses of accounts.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::Viewer;
use crate::model::cards::{Status, StatusEnd};

impl Chat {
    /// Sets the viewer's status; an empty one removes it.
    ///
    /// # Errors
    /// [`Error::TooFast`] at the rate limit; [`Error::SessionEnded`].
    pub async fn set_status(&self, viewer: &Viewer, status: Status, end: StatusEnd) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        let until = end.at(Timestamp::now(), &viewer.locale);
        Ok(self.store.set_status(viewer.account.id, viewer.session.id, status, until).await?)
    }
}
