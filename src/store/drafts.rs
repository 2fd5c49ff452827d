//! Drafts, which each member has of each room.

use crate::model::drafts::{DraftSaved, DraftVersion, SavedDraft};
use crate::model::{AccountId, RoomId};
use crate::store::commands::drafts::NewDraft;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The drafts of an account in a room, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drafts(&self, room: RoomId, account: AccountId) -> Result<Vec<SavedDraft>, Error> {
        read_backend!(self.drafts(room, account))
    }
}

impl Store {
    /// Saves a draft in place of the version that it was made from; an empty one removes that. Texts that were saved
    /// elsewhere stay, up to a number.
    ///
    /// # Errors
    /// [`Error::NotFound`] for somebody who isn't a member of the room.
    pub async fn save_draft(&self, new: NewDraft) -> Result<DraftSaved, Error> {
        write_backend!(self.save_draft(new))
    }

    /// Makes a draft the newest of its room.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none of this version.
    pub async fn use_draft(&self, room: RoomId, account: AccountId, version: DraftVersion) -> Result<(), Error> {
        write_backend!(self.use_draft(room, account, version))
    }

    /// Removes the draft that was sent as a message: the one of this version, and those with the same text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear_draft(
        &self,
        room: RoomId,
        account: AccountId,
        version: DraftVersion,
        sent: String,
    ) -> Result<(), Error> {
        write_backend!(self.clear_draft(room, account, version, sent))
    }
}
