//! Custom emoji.

use crate::model::Picture;
use crate::model::custom_emoji::{AddedEmoji, PictureKey};
use crate::store::commands::custom_emoji::{EmojiRemoval, NewEmoji};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// All custom emoji, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn custom_emoji(&self) -> Result<Vec<AddedEmoji>, Error> {
        read_backend!(self.custom_emoji())
    }

    /// The picture of a custom emoji.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn emoji_picture(&self, key: PictureKey) -> Result<Picture, Error> {
        read_backend!(self.emoji_picture(key))
    }
}

impl Store {
    /// Adds a custom emoji.
    ///
    /// # Errors
    /// [`Error::Taken`] when there is one of this name; [`Error::LimitReached`] when there are as many as there may be,
    /// in all or of this person; [`Error::Forbidden`] when the person may not add any; [`Error::Muted`];
    /// [`Error::SessionEnded`].
    pub async fn add_emoji(&self, new: NewEmoji) -> Result<(), Error> {
        write_backend!(self.add_emoji(new))
    }

    /// Removes a custom emoji; the audit log notes if it was somebody else's.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none of this name; [`Error::Forbidden`] when it is somebody else's, for others
    /// than administrators; [`Error::SessionEnded`].
    pub async fn remove_emoji(&self, removal: EmojiRemoval) -> Result<(), Error> {
        write_backend!(self.remove_emoji(removal))
    }
}
