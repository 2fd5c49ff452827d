//! Joining and leaving rooms, and reading in them.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::chat::rooms::{may_change, may_change_room};
use crate::model::{ChangeNumber, Membership, MessageId, NotificationLevel, Room, RoomKind, Username, Viewer};
use crate::store::Entered;

impl Chat {
    /// Brings the viewer into an open room.
    ///
    /// # Errors
    /// When the room is gone.
    pub async fn join_room(&self, viewer: &Viewer, entered: &Entered) -> Result<(), Error> {
        if entered.membership.is_none() {
            self.limits.take(Action::Change, viewer)?;
            let (person, now) = (viewer.account.id, Timestamp::now());
            self.store.join_room(entered.room.id, person, now).await?;
        }
        Ok(())
    }

    /// Takes the viewer out of a room; what it holds open ends.
    ///
    /// # Errors
    /// [`Error::NotYours`] for a direct conversation, which is always the same people's.
    pub async fn leave_room(&self, viewer: &Viewer, entered: &Entered) -> Result<(), Error> {
        let room = &entered.room;
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.leave_room(room.id, viewer.account.id).await?)
    }

    /// Brings somebody into a room: any member can.
    ///
    /// # Errors
    /// [`Error::Nobody`] when the name is nobody's; [`Error::NotYours`] for somebody who isn't in the room, and for a
    /// direct conversation; [`Error::TooFast`].
    pub async fn invite(&self, viewer: &Viewer, entered: &Entered, name: &Username) -> Result<(), Error> {
        let room = &entered.room;
        let person = self.person(name).await?;
        self.limits.take(Action::Invite, viewer)?;
        self.limits.take_towards(Action::Approach, viewer, person)?;
        Ok(self.store.invite(room.id, viewer.account.id, person, Timestamp::now()).await?)
    }

    /// Takes somebody else out of a room; what that person has open of it ends.
    ///
    /// # Errors
    /// [`Error::NotYours`] for others than the room's maker and the administrator; [`Error::Nobody`].
    pub async fn remove_member(&self, viewer: &Viewer, entered: &Entered, name: &Username) -> Result<(), Error> {
        let room = &entered.room;
        may_change(viewer, room)?;
        self.limits.take(Action::Change, viewer)?;
        let person = self.person(name).await?;
        Ok(self.store.remove_member(room.id, viewer.account.id, person).await?)
    }

    /// Sets of what the viewer wants to be told in a room.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn set_notification_level(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        level: NotificationLevel,
    ) -> Result<(), Error> {
        let room = &entered.room;
        self.limits.take(Action::Change, viewer)?;
        let person = viewer.account.id;
        Ok(self.store.set_notification_level(room.id, person, level).await?)
    }

    /// Notes that the viewer has read a room from a message on (none: all of it) up to a change, if that can be written: reading goes on on a full disk, too.
    ///
    /// # Errors
    /// When the store fails for good.
    pub async fn note_read(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        since: Option<MessageId>,
        upto: ChangeNumber,
    ) -> Result<(), Error> {
        let room = &entered.room;
        let person = viewer.account.id;
        match self.store.note_read(room.id, person, since, upto).await {
            Err(error) if error.is_transient() => tracing::warn!(%error, "what was read was not noted"),
            noted => noted?,
        }
        Ok(())
    }

    /// Makes a message, and those after it, unread again for the viewer.
    ///
    /// # Errors
    /// When there is no such message, or the viewer isn't in the room.
    pub async fn mark_unread(&self, viewer: &Viewer, entered: &Entered, from: MessageId) -> Result<(), Error> {
        let room = &entered.room;
        self.limits.take(Action::Change, viewer)?;
        let person = viewer.account.id;
        Ok(self.store.mark_unread(room.id, person, from).await?)
    }
}

/// Whether the viewer may bring others into a room.
#[must_use]
pub fn may_invite(room: &Room, membership: Option<&Membership>) -> bool {
    room.kind != RoomKind::Direct && membership.is_some()
}

/// Whether the viewer may take others out of a room.
#[must_use]
pub fn may_remove(viewer: &Viewer, room: &Room) -> bool {
    may_change_room(viewer, room)
}
