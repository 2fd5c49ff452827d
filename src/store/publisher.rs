//! Hands notices to the caches, and then to the sink.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::store::cache::all::Cache;
use crate::store::notices::{Notice, Sink};
use crate::tasks;

pub(crate) struct Publisher {
    cache: Arc<Cache>,
    sink: Sink,
    /// How often publishing panicked.
    failures: AtomicI64,
}

impl Publisher {
    pub(crate) fn new(cache: Arc<Cache>, sink: Sink) -> Self {
        Self { cache, sink, failures: AtomicI64::new(0) }
    }

    /// Publishes the notices of one commit. The caches learn of all of them first: the sink's listeners read the
    /// caches.
    pub(crate) fn publish(&self, notices: &[Notice]) {
        if notices.is_empty() {
            return;
        }
        let publish = || {
            for notice in notices {
                self.cache.apply(notice);
            }
            for notice in notices {
                (self.sink)(notice);
            }
        };
        if tasks::catch("publishing a commit", publish).is_none() {
            // The write is stored all the same: clear the caches, and let subscribers look for missed changes, as
            // after a write of another process.
            self.cache.apply(&Notice::Missed);
            self.failures.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How often publishing panicked since the start.
    pub(crate) fn failures(&self) -> i64 {
        self.failures.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Publisher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Publisher").field("failures", &self.failures).finish_non_exhaustive()
    }
}
