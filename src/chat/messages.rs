//! Posting, editing, deleting.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::model::text::candidates;
use crate::model::{Draft, Message, MessageId, MessageState, Nonce, Role, Viewer};
use crate::store;
use crate::store::{Edit, Entered, NewMessage, Posted};

impl Chat {
    /// Posts a message: once it is durable, it is told to everyone in the room. The same nonce again does nothing.
    ///
    /// # Errors
    /// [`Error::NonceReused`] when the nonce came with another text before; [`Error::NothingToAnswer`] when what it
    /// answers is gone; [`Error::TooFast`] when the author has said more than may be.
    pub async fn post(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        draft: Draft,
        nonce: Option<Nonce>,
        reply_to: Option<MessageId>,
    ) -> Result<Posted, Error> {
        let room = &entered.room;
        self.keep_pace(viewer)?;
        if room.archived {
            return Err(Error::Archived);
        }
        let new = NewMessage {
            room: room.id,
            author: viewer.account.id,
            names: candidates(draft.as_str()),
            draft,
            reply_to,
            nonce,
            posted_at: Timestamp::now(),
        };
        Ok(self.store.post_message(new).await?)
    }

    /// Replaces a message's text.
    ///
    /// # Errors
    /// [`Error::NotYours`] for others than the author and the administrator; [`Error::TooFast`] when the viewer has said
    /// more than may be.
    pub async fn edit(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
        draft: Draft,
    ) -> Result<(), Error> {
        let room = &entered.room;
        self.changeable_message(viewer, entered, id).await?;
        self.keep_pace(viewer)?;
        let names = candidates(draft.as_str());
        let edit = Edit { room: room.id, by: viewer.account.id, id, draft, names, at: Timestamp::now() };
        Ok(self.store.edit_message(edit).await?)
    }

    /// Deletes a message: its place stays, empty.
    ///
    /// # Errors
    /// [`Error::NotYours`] for others than the author and the administrator.
    pub async fn delete(&self, viewer: &Viewer, entered: &Entered, id: MessageId) -> Result<(), Error> {
        let room = &entered.room;
        self.changeable_message(viewer, entered, id).await?;
        Ok(self.store.delete_message(room.id, id, viewer.account.id, Timestamp::now()).await?)
    }

    /// Counts what is about to be stored, also where it then isn't: trying costs a transaction. Deleting doesn't count,
    /// which nobody can do more often than posting.
    pub(crate) fn keep_pace(&self, viewer: &Viewer) -> Result<(), Error> {
        self.limits.take(Action::Say, viewer)
    }

    /// A message that is still there and that this viewer may change.
    ///
    /// # Errors
    /// [`Error::NotYours`] for others than the author and the administrator.
    pub async fn changeable_message(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
    ) -> Result<Message, Error> {
        let room = &entered.room;
        if room.archived {
            return Err(Error::Archived);
        }
        let message = self.store.message(room.id, id).await?;
        match message.state {
            MessageState::Deleted => Err(store::Error::NotFound.into()),
            _ if may_change(viewer, &message) => Ok(message),
            _ => Err(Error::NotYours),
        }
    }
}

/// Whether a message is the viewer's to change.
#[must_use]
pub fn may_change(viewer: &Viewer, message: &Message) -> bool {
    message.author_id == viewer.account.id || viewer.account.role == Role::Administrator
}
