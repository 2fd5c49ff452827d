//! Whether the store works.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::oneshot;

use crate::store::cache::last_check::VALID_FOR;
use crate::store::commands::health::Writing;
use crate::store::error::Error;
use crate::store::handle::{Store, write_backend};
use crate::tasks;

impl Store {
    /// Reads on every connection, and writes.
    ///
    /// # Errors
    /// When a read fails, or when a write fails although the disk works.
    pub async fn check(&self) -> Result<Writing, Error> {
        let mut last = Arc::clone(&self.last_check.0).lock_owned().await;
        if let Some((at, outcome)) = &*last
            && at.elapsed() < VALID_FOR
        {
            return outcome.clone();
        }
        let (store, (tell, told)) = (self.clone(), oneshot::channel());
        // The check goes on when its caller doesn't wait any more: else each caller would begin another one while the disk
        // doesn't answer, and the writes would pile up.
        tasks::spawn("checking the store", async move {
            let outcome = write_backend!(store.check());
            *last = Some((Instant::now(), outcome.clone()));
            // The caller may have gone.
            let _ = tell.send(outcome);
        });
        told.await.unwrap_or_else(|_| Err(Error::Failed("the check has stopped".to_owned())))
    }
}
