//! Deleting one's account.

use jiff::{SignedDuration, Timestamp};

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::logins::passwords::Confirmation;
use crate::model::Viewer;
use crate::store::NewDeletion;

/// Time in which logging in undoes the deletion of an account.
pub const DELETION_DELAY: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Chat {
    /// Deletes the viewer's account after [`DELETION_DELAY`], unless it is used again until then. All sessions end.
    ///
    /// # Errors
    /// [`Error::WrongLogin`] or [`Error::TooManyAttempts`] of a wrong [`Confirmation`]; [`Error::LastAdministrator`];
    /// [`Error::SessionEnded`]; [`crate::store::Error::Changed`] when the password was changed meanwhile.
    pub async fn delete_account(
        &self,
        viewer: &Viewer,
        confirmation: Confirmation,
        with_messages: bool,
    ) -> Result<(), Error> {
        let proof = self.confirm(viewer, confirmation).await?;
        let delete_at = Timestamp::now().saturating_add(DELETION_DELAY);
        let delete_at = delete_at.map_err(|e| crate::store::Error::Failed(e.to_string()))?;
        let (account, session) = (viewer.account.id, viewer.session.id);
        let new = NewDeletion { account, session, proof, with_messages, delete_at };
        Ok(self.store.request_deletion(new).await?)
    }
}
