//! Posting.

use jiff::Timestamp;

use super::{Chat, Error};
use crate::model::{Draft, Nonce, Room, Viewer};
use crate::store::{NewMessage, Posted};

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
        let new =
            NewMessage { room: room.id, author: viewer.account.id, draft, nonce, posted_at: Timestamp::now() };
        let live = self.live.clone();
        Ok(self.store.post_message(new, move |change| live.publish(change)).await?)
    }
}
