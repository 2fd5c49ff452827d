//! Saving drafts.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::Viewer;
use crate::model::drafts::{DraftSaved, DraftVersion};
use crate::store;
use crate::store::{Entered, NewDraft};

impl Chat {
    /// Saves a text that the viewer is typing, in place of the version that it was made from.
    ///
    /// # Errors
    /// [`Error::TooFast`] at the rate limit; [`crate::store::Error::NotFound`] for somebody who isn't a member.
    pub async fn save_draft(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        base: DraftVersion,
        body: String,
    ) -> Result<DraftSaved, Error> {
        self.limits.take(Action::SaveDraft, viewer)?;
        let (room, account) = (entered.room.id, viewer.account.id);
        Ok(self.store.save_draft(NewDraft { room, account, base, body, now: Timestamp::now() }).await?)
    }

    /// Makes one of the viewer's drafts the one in the composer.
    ///
    /// # Errors
    /// As [`Self::save_draft`]; [`crate::store::Error::NotFound`] where there is none of this version.
    pub async fn use_draft(&self, viewer: &Viewer, entered: &Entered, version: DraftVersion) -> Result<(), Error> {
        self.limits.take(Action::SaveDraft, viewer)?;
        Ok(self.store.use_draft(entered.room.id, viewer.account.id, version).await?)
    }

    /// Removes the draft that was sent as a message, where there is one. The message is sent: a failure is only logged.
    pub async fn clear_draft(&self, viewer: &Viewer, entered: &Entered, version: DraftVersion, sent: &str) {
        let (room, account) = (entered.room.id, viewer.account.id);
        let clear = async {
            let rooms = self.store.own_rooms(account).await?;
            if rooms.rooms.iter().any(|own| own.id == room && own.has_draft) {
                self.store.clear_draft(room, account, version, sent.to_owned()).await?;
            }
            Ok::<(), store::Error>(())
        };
        if let Err(error) = clear.await {
            tracing::warn!(%error, "a draft that was sent is not removed");
        }
    }
}
