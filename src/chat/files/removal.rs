//! Removes objects that are not needed any more from the storage: after the commit that says so, and again after a crash.

use jiff::{SignedDuration, Timestamp};

use crate::chat::error::Error;
use crate::chat::files::storage::failed;
use crate::chat::handle::Chat;

/// Time after which files that were not sent are removed.
const ABANDONED_AFTER: SignedDuration = SignedDuration::from_hours(20);

impl Chat {
    /// Removes some objects, and tells whether there may be more.
    ///
    /// # Errors
    /// When the storage or the store fails: those that are left are for the next time.
    pub async fn remove_objects(&self) -> Result<bool, Error> {
        let storage = self.storage()?;
        let before = Timestamp::now().saturating_sub(ABANDONED_AFTER);
        let before = before.map_err(|e| crate::store::Error::Failed(e.to_string()))?;
        let more = self.store.remove_abandoned_files(before).await?;
        let paths = self.store.removed_objects().await?;
        if paths.is_empty() {
            return Ok(more);
        }
        let (mut removed, mut failure) = (Vec::new(), None);
        for path in paths {
            match storage.files.remove(&path).await {
                Ok(()) => removed.push(path),
                Err(error) => failure = Some(failed(error)),
            }
        }
        self.store.forget_objects(removed).await?;
        failure.map_or(Ok(true), Err)
    }

    /// Waits until objects may be to be removed.
    pub async fn objects_removed(&self) {
        self.store.objects_removed().await;
    }
}
