//! The server's logo.

use jiff::Timestamp;

use crate::model::Picture;
use crate::model::administration::branding::{Logo, LogoSize, LogoVersion};
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};
use crate::store::permission::Administrator;

impl ReadStore {
    /// The logo in a size, and its version.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none.
    pub async fn logo(&self, size: LogoSize) -> Result<(Picture, LogoVersion), Error> {
        read_backend!(self.logo(size))
    }
}

impl Store {
    /// Sets the logo, or removes it, which the audit log notes.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and [`Error::SessionEnded`] when it is no administrator any more.
    pub async fn set_logo(&self, by: &Administrator, new: Option<Logo>, now: Timestamp) -> Result<(), Error> {
        write_backend!(self.set_logo(by, new, now))
    }
}
