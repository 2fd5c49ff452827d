//! Whether the store works.

use crate::chat::handle::Chat;
use crate::store::{self, Writing};

impl Chat {
    /// Checks that every database connection can read, and that the writer can write.
    ///
    /// # Errors
    /// When a connection fails.
    pub async fn check_store(&self) -> Result<Writing, store::Error> {
        self.store.check().await
    }
}
