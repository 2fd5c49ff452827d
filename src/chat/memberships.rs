//! Joining and leaving rooms, and reading in them.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::chat::rooms::{may_change, may_change_room};
use crate::model::sidebar::Placement;
use crate::model::{ChangeNumber, Membership, MessageId, NotificationLevel, Room, RoomKind, Username, Viewer};
use crate::store::{Entered, Mute};

impl Chat {
    /// Adds the viewer to an open room.
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

    /// Removes the viewer from a room, and ends the viewer's streams of it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a direct conversation, whose members never change.
    pub async fn leave_room(&self, viewer: &Viewer, entered: &Entered) -> Result<(), Error> {
        let room = &entered.room;
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.leave_room(room.id, viewer.account.id).await?)
    }

    /// Adds somebody to a room. Any member can.
    ///
    /// # Errors
    /// [`Error::Nobody`] when nobody has the name; [`Error::Forbidden`] for somebody who isn't in the room, and for a
    /// direct conversation; [`Error::TooFast`].
    pub async fn invite(&self, viewer: &Viewer, entered: &Entered, name: &Username) -> Result<(), Error> {
        let room = &entered.room;
        let person = self.person(name).await?;
        self.limits.take(Action::Invite, viewer)?;
        self.limits.take_towards(Action::Approach, viewer, person)?;
        Ok(self.store.invite(room.id, viewer.account.id, person, Timestamp::now()).await?)
    }

    /// Removes somebody else from a room, and ends that person's streams of it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for others than the room's creator and administrators; [`Error::Nobody`].
    pub async fn remove_member(&self, viewer: &Viewer, entered: &Entered, name: &Username) -> Result<(), Error> {
        let room = &entered.room;
        may_change(viewer, room)?;
        self.limits.take(Action::Change, viewer)?;
        let person = self.person(name).await?;
        Ok(self.store.remove_member(room.id, viewer.account.id, person).await?)
    }

    /// Sets the viewer's notification level in a room; and `muted`, until when it is muted, where that is given.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn set_notification_level(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        level: NotificationLevel,
        muted: Option<Mute>,
    ) -> Result<(), Error> {
        let room = &entered.room;
        self.limits.take(Action::Change, viewer)?;
        let person = viewer.account.id;
        Ok(self.store.set_notification_level(room.id, person, level, muted).await?)
    }

    /// Puts a room somewhere else in the viewer's sidebar.
    ///
    /// # Errors
    /// [`Error::NotFound`] for somebody who isn't a member.
    pub async fn place_room(&self, viewer: &Viewer, entered: &Entered, placement: Placement) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.place_room(entered.room.id, viewer.account.id, placement).await?)
    }

    /// Marks all rooms of the viewer read. Returns the number of those that were unread.
    ///
    /// # Errors
    /// [`Error::TooFast`] at the rate limit.
    pub async fn mark_all_read(&self, viewer: &Viewer) -> Result<u32, Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.mark_all_read(viewer.account.id).await?)
    }

    /// Undoes the last [`Self::mark_all_read`], except in rooms that were read or marked since.
    ///
    /// # Errors
    /// [`Error::TooFast`] at the rate limit.
    pub async fn undo_mark_all_read(&self, viewer: &Viewer) -> Result<(), Error> {
        self.limits.take(Action::Change, viewer)?;
        Ok(self.store.undo_mark_all_read(viewer.account.id).await?)
    }

    /// Records that the viewer has read a room from a message (none: from the beginning) up to a change. On a full
    /// disk, nothing is recorded, so that reading still works.
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

    /// Marks a message and those after it unread for the viewer.
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

/// Whether the viewer may invite others to a room.
#[must_use]
pub fn may_invite(room: &Room, membership: Option<&Membership>) -> bool {
    room.kind != RoomKind::Direct && membership.is_some()
}

/// Whether the viewer may remove others from a room.
#[must_use]
pub fn may_remove(viewer: &Viewer, room: &Room) -> bool {
    may_change_room(viewer, room)
}
