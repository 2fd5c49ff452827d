//! Posting, editing, deleting.

use jiff::Timestamp;

use super::{Chat, Error};
use crate::model::{Draft, Message, MessageId, MessageState, Nonce, Role, Room, Viewer};
use crate::store::{self, NewMessage, Posted};

impl Chat {
    /// Posts a message: once it is durable, it is told to everyone in the room. The same nonce again does nothing.
    ///
    /// # Errors
    /// [`Error::NonceReused`] when the nonce came with another text before.
    pub async fn post(
        &self,
        viewer: &Viewer,
        room: &Room,
        draft: Draft,
        nonce: Option<Nonce>,
    ) -> Result<Posted, Error> {
        let new = NewMessage {
            room: room.id,
            author: viewer.account.id,
            author_name: viewer.account.username.clone(),
            draft,
            nonce,
            posted_at: Timestamp::now(),
        };
        let live = self.live.clone();
        Ok(self.store.post_message(new, move |change| live.publish(change)).await?)
    }

    /// Replaces a message's text.
    ///
    /// # Errors
    /// [`Error::NotYours`] for others than the author and the administrator.
    pub async fn edit(&self, viewer: &Viewer, room: &Room, id: MessageId, draft: Draft) -> Result<(), Error> {
        self.changeable_message(viewer, room, id).await?;
        let live = self.live.clone();
        let told = move |change: &_| live.publish(change);
        Ok(self.store.edit_message(room.id, id, draft, Timestamp::now(), told).await?)
    }

    /// Deletes a message: its place stays, empty.
    ///
    /// # Errors
    /// [`Error::NotYours`] for others than the author and the administrator.
    pub async fn delete(&self, viewer: &Viewer, room: &Room, id: MessageId) -> Result<(), Error> {
        self.changeable_message(viewer, room, id).await?;
        let live = self.live.clone();
        let told = move |change: &_| live.publish(change);
        Ok(self.store.delete_message(room.id, id, Timestamp::now(), told).await?)
    }

    /// A message that is still there and that this viewer may change.
    ///
    /// # Errors
    /// [`Error::NotYours`] for others than the author and the administrator.
    pub async fn changeable_message(&self, viewer: &Viewer, room: &Room, id: MessageId) -> Result<Message, Error> {
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
