//! Requests that write to the same upload: a newer one ends the older one, which may hang on a dead connection.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;
use tokio_util::sync::CancellationToken;

use crate::model::files::attachments::FileKey;

/// The requests in progress.
#[derive(Clone, Debug, Default)]
pub(in crate::chat) struct Requests(Arc<Mutex<HashMap<FileKey, Active>>>);

#[derive(Clone, Debug, Default)]
struct Active {
    turn: Arc<tokio::sync::Mutex<()>>,
    ended: CancellationToken,
}

/// The right to write to an upload, until it is dropped or superseded.
#[derive(Debug)]
pub(in crate::chat) struct Turn {
    requests: Requests,
    key: FileKey,
    _guard: OwnedMutexGuard<()>,
    /// Cancelled when a newer request wants to write.
    pub(in crate::chat) ended: CancellationToken,
}

impl Requests {
    /// Ends the request that writes to an upload, waits for its end, and gives the right to write.
    pub(in crate::chat) async fn turn(&self, key: &FileKey) -> Turn {
        let (turn, ended) = {
            let mut active = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let entry = active.entry(key.clone()).or_default();
            entry.ended.cancel();
            entry.ended = CancellationToken::new();
            (Arc::clone(&entry.turn), entry.ended.clone())
        };
        let guard = turn.lock_owned().await;
        Turn { requests: self.clone(), key: key.clone(), _guard: guard, ended }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut active = self.requests.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The map, and this turn with its lock: nobody else waits.
        if active.get(&self.key).is_some_and(|entry| Arc::strong_count(&entry.turn) <= 2) {
            active.remove(&self.key);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_newer_request_ends_the_older_one_and_nothing_stays() {
        let requests = Requests::default();
        let key = FileKey::parse("AbCdEfGhIjKlMnOpQrSt-_").unwrap();
        let first = requests.turn(&key).await;
        assert!(!first.ended.is_cancelled());
        let second = requests.turn(&key);
        let ended = first.ended.clone();
        let (second, ()) = tokio::join!(second, async {
            ended.cancelled().await;
            drop(first);
        });
        assert!(!second.ended.is_cancelled());
        drop(second);
        assert!(requests.0.lock().unwrap().is_empty());
    }
}
