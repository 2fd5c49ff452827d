//! Whether the store works, and what waits in it.

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

    /// The number of writes that wait to be stored.
    #[must_use]
    pub fn waiting_writes(&self) -> usize {
        self.store.waiting_writes()
    }
}
