//! Reacting to messages, pinning them, and keeping them at hand.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::{Emoji, Message, MessageId, MessageState, Room, Viewer};
use crate::store;
use crate::store::Entered;

/// The largest number of pinned messages of a room.
const MAX_PINS: u32 = 100;

impl Chat {
    /// Puts the viewer's emoji under a message, or takes it away where it is there already.
    ///
    /// # Errors
    /// [`Error::LimitReached`] when the message has as many different ones as it may; [`Error::TooFast`]; [`Error::Archived`].
    pub async fn react(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
        emoji: Emoji,
    ) -> Result<(), Error> {
        let room = &entered.room;
        self.begin_change(viewer, room)?;
        Ok(self.store.toggle_reaction(room.id, id, viewer.account.id, emoji, Timestamp::now()).await?)
    }

    /// Keeps a message at hand for everybody in a room, or doesn't any more: any member can.
    ///
    /// # Errors
    /// [`Error::NotYours`] for somebody who only looks into the room; [`Error::LimitReached`] when it has as many pins as it may;
    /// [`Error::TooFast`]; [`Error::Archived`].
    pub async fn pin(&self, viewer: &Viewer, entered: &Entered, id: MessageId, pinned: bool) -> Result<(), Error> {
        let room = &entered.room;
        if entered.membership.is_none() {
            return Err(Error::NotYours);
        }
        self.begin_change(viewer, room)?;
        let at = pinned.then(Timestamp::now);
        Ok(self.store.set_pin(room.id, id, viewer.account.id, at, MAX_PINS).await?)
    }

    /// Keeps a message at hand for the viewer alone, or doesn't any more; also in an archived room, which it doesn't
    /// change.
    ///
    /// # Errors
    /// [`Error::TooFast`]; when the message is gone.
    pub async fn bookmark(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        id: MessageId,
        kept: bool,
    ) -> Result<(), Error> {
        let room = &entered.room;
        self.keep_pace(viewer)?;
        let at = kept.then(Timestamp::now);
        Ok(self.store.set_bookmark(room.id, id, viewer.account.id, at).await?)
    }

    /// A message that is still there, for somebody who may do something with it.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn present_message(&self, entered: &Entered, id: MessageId) -> Result<Message, Error> {
        let room = &entered.room;
        let message = self.store.message(room.id, id).await?;
        match message.state {
            MessageState::Deleted => Err(store::Error::NotFound.into()),
            _ => Ok(message),
        }
    }

    fn begin_change(&self, viewer: &Viewer, room: &Room) -> Result<(), Error> {
        if room.archived {
            return Err(Error::Archived);
        }
        self.keep_pace(viewer)
    }
}

/// Whether the viewer may pin messages in a room.
#[must_use]
pub fn may_pin(entered: &Entered) -> bool {
    entered.membership.is_some() && !entered.room.archived
}
