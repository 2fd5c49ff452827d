//! The server's name and logo, and how to begin.

use jiff::Timestamp;

use crate::chat::error::Error;
use crate::chat::handle::Chat;
use crate::model::Branding;
use crate::model::people::NewPicture;
use crate::store::Administrator;

impl Chat {
    /// The server's name and logo.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn branding(&self) -> Result<Branding, Error> {
        Ok(self.store.server_settings().await?.branding)
    }

    /// Whether somebody administers the server. Without, the next account does.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn has_administrator(&self) -> Result<bool, Error> {
        Ok(self.store.has_administrator().await?)
    }

    /// Sets the server's logo from an uploaded file, or removes it.
    ///
    /// # Errors
    /// [`Error::NoPicture`] when the file is no picture; [`Error::Forbidden`]; [`Error::SessionEnded`].
    pub async fn set_logo(&self, by: &Administrator, new: NewPicture<Vec<u8>>) -> Result<(), Error> {
        let logo = match new {
            NewPicture::Same => return Ok(()),
            NewPicture::None => None,
            NewPicture::Of(file) => Some(self.thumbnailer.logo(file).await?),
        };
        Ok(self.store.set_logo(by, logo, Timestamp::now()).await?)
    }

    /// Shows administrators no longer how to begin.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::SessionEnded`].
    pub async fn dismiss_setup(&self, by: &Administrator) -> Result<(), Error> {
        Ok(self.store.dismiss_setup(by).await?)
    }
}
