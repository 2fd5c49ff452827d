//! Making and visiting rooms.

use jiff::Timestamp;

use super::{Chat, Error};
use crate::model::{Room, RoomName, Viewer};

impl Chat {
    /// Makes an open room.
    ///
    /// # Errors
    /// [`Error::NameTaken`] when another room has this name.
    pub async fn create_room(&self, viewer: &Viewer, name: RoomName) -> Result<Room, Error> {
        Ok(self.store.create_room(name, viewer.account.id, Timestamp::now()).await?)
    }

    /// Remembers the room as the one visited last, if that can be written: reading goes on on a full disk, too.
    ///
    /// # Errors
    /// When the store fails for good.
    pub async fn visit_room(&self, viewer: &Viewer, room: &Room) -> Result<(), Error> {
        if viewer.last_room.as_ref() == Some(&room.slug) {
            return Ok(());
        }
        match self.store.note_visit(viewer.account.id, room).await {
            Err(error) if error.may_pass() => tracing::warn!(%error, "a visit was not noted"),
            noted => noted?,
        }
        Ok(())
    }
}
