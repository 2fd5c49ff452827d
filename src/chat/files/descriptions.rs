//! Descriptions of files in messages.

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::files::attachments::{FileKey, alt_text};
use crate::model::{MessageId, Viewer};
use crate::store::{Entered, FileDescription, FileRemoval};

impl Chat {
    /// Gives a file of the viewer's own message another alternative text, and hides or shows it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for messages of others; [`Error::Archived`]; [`Error::TooFast`];
    /// [`store::Error::NotFound`](crate::store::Error::NotFound).
    pub async fn describe_file(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        (message, key): (MessageId, FileKey),
        alt: &str,
        is_hidden: bool,
    ) -> Result<(), Error> {
        self.keep_pace(viewer)?;
        let (room, by) = (entered.room.id, viewer.account.id);
        let new = FileDescription { room, message, by, key, alt: alt_text(alt), is_hidden };
        Ok(self.store.describe_file(new).await?)
    }

    /// Removes a file from the viewer's own message, which has a text or another file.
    ///
    /// # Errors
    /// Errors of [`Chat::describe_file`]; `NotFound` also for the last file of a message without a text.
    pub async fn remove_file(
        &self,
        viewer: &Viewer,
        entered: &Entered,
        (message, key): (MessageId, FileKey),
    ) -> Result<(), Error> {
        self.keep_pace(viewer)?;
        let (room, by) = (entered.room.id, viewer.account.id);
        Ok(self.store.remove_file(FileRemoval { room, message, by, key }).await?)
    }
}
