//! Reactions, pins and bookmarks.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::{Emoji, Message, MessageId, MessageState, Room, Viewer};
use crate::store;
use crate::store::Entered;

/// The largest number of pinned messages of a room.
const MAX_PINS: u32 = 100;

impl Chat {
    /// Adds the viewer's reaction to a message, or removes it if it is there.
    ///
    /// # Errors
    /// [`Error::LimitReached`] at the maximum of different reactions to a message; [`Error::NoSuchEmoji`] for a custom
    /// emoji that doesn't exist; [`Error::TooFast`];
    /// [`Error::Archived`].
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

    /// Pins a message in a room, or unpins it. Any member can.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for somebody who is not a member; [`Error::LimitReached`] at the maximum of pins in a room;
    /// [`Error::TooFast`]; [`Error::Archived`].
    pub async fn pin(&self, viewer: &Viewer, entered: &Entered, id: MessageId, pinned: bool) -> Result<(), Error> {
        let room = &entered.room;
        if entered.membership.is_none() {
            return Err(Error::Forbidden);
        }
        self.begin_change(viewer, room)?;
        let at = pinned.then(Timestamp::now);
        Ok(self.store.set_pin(room.id, id, viewer.account.id, at, MAX_PINS).await?)
    }

    /// Bookmarks a message for the viewer, or removes the bookmark; also in an archived room, which it doesn't
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

    /// A message that exists, for a member who may act on it.
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
