//! The settings of the server.

use jiff::Timestamp;

use crate::model::ServerSettings;
use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};
use crate::store::permission::Administrator;

impl ReadStore {
    /// The settings.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn server_settings(&self) -> Result<ServerSettings, Error> {
        let since = match self.cache.settings.get(&()) {
            Ok(settings) => return Ok(settings),
            Err(since) => since,
        };
        let settings = read_backend!(self.server_settings())?;
        self.cache.settings.keep(since, (), settings.clone());
        Ok(settings)
    }
}

impl Store {
    /// Changes settings: those that differ are stored, and noted in the audit log.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and [`Error::SessionEnded`] when it is no administrator any more.
    pub async fn set_server_settings(
        &self,
        by: &Administrator,
        new: ServerSettings,
        now: Timestamp,
    ) -> Result<(), Error> {
        write_backend!(self.set_server_settings(by, new, now))
    }

    /// Shows administrators no longer how to begin.
    ///
    /// # Errors
    /// [`Error::Forbidden`] and [`Error::SessionEnded`] when it is no administrator any more.
    pub async fn dismiss_setup(&self, by: &Administrator) -> Result<(), Error> {
        write_backend!(self.dismiss_setup(by))
    }
}
