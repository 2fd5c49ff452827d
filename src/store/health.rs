//! Whether the store works.

use std::time::Instant;

use crate::store::cache::last_check::VALID_FOR;
use crate::store::commands::health::Writing;
use crate::store::error::Error;
use crate::store::handle::{Store, write_backend};

impl Store {
    /// Reads on every connection, and writes.
    ///
    /// # Errors
    /// When a read fails, or when a write fails although the disk works.
    pub async fn check(&self) -> Result<Writing, Error> {
        let mut last = self.last_check.0.lock().await;
        if let Some((at, outcome)) = &*last
            && at.elapsed() < VALID_FOR
        {
            return outcome.clone();
        }
        let outcome = write_backend!(self.check());
        *last = Some((Instant::now(), outcome.clone()));
        outcome
    }
}
