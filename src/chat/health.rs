//! Whether the store works.

use crate::chat::handle::Chat;
use crate::store::{self, Writing};

impl Chat {
    /// Proves that every connection to the database reads, and that the writer writes.
    ///
    /// # Errors
    /// When a connection fails.
    pub async fn check_store(&self) -> Result<Writing, store::Error> {
        self.store.check().await
    }
}
