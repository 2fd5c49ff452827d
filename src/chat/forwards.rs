//! Forwarding messages into other rooms.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::forwards::Source;
use crate::model::text::candidates;
use crate::model::{Draft, Message, Nonce, Viewer};
use crate::store::{Entered, GroupMentions, NewMessage, Posted};

impl Chat {
    /// Forwards a message of one room into another. Only the comment mentions people: those in the quoted text were
    /// mentioned where it was written.
    ///
    /// # Errors
    /// Errors of [`Chat::post`]; when the message is gone.
    pub async fn forward(
        &self,
        viewer: &Viewer,
        original: &Message,
        to: &Entered,
        comment: &str,
        draft: Draft,
        nonce: Option<Nonce>,
    ) -> Result<Posted, Error> {
        let room = &to.room;
        self.keep_pace(viewer)?;
        if room.archived {
            return Err(Error::Archived);
        }
        let new = NewMessage {
            files: Vec::new(),
            room: room.id,
            author: viewer.account.id,
            names: candidates(comment),
            draft,
            reply_to: None,
            nonce,
            groups: GroupMentions::default(),
            posted_at: Timestamp::now(),
        };
        let source = Source { room: original.room, message: original.id };
        Ok(self.store.forward_message(new, source).await?)
    }
}
