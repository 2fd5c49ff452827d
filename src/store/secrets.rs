//! The server's own secrets, and its name.

use crate::store::error::Error;
use crate::store::handle::{ReadStore, Store, read_backend, write_backend};

impl ReadStore {
    /// The name of this server among others on the same host, stored in the database.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn instance(&self) -> Result<String, Error> {
        read_backend!(self.instance())
    }
}

impl Store {
    /// The secret of this name; where there is none yet, `new` becomes it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn secret(&self, name: &'static str, new: [u8; 32]) -> Result<[u8; 32], Error> {
        write_backend!(self.secret(name, new))
    }
}
