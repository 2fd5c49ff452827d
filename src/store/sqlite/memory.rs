//! What every request reads, kept in memory and forgotten exactly when it changes.
//!
//! A value is kept only if nothing of its kind was forgotten between its being read and its being kept: what was read
//! before a commit can't outlive it. Writes forget in their `committed` step, before anybody is answered.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::model::{Room, RoomLink, SessionId, Slug, Viewer};

/// More sessions than this are not kept at once.
const MOST_VIEWERS: usize = 50_000;

#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) viewers: Kept<SessionId, Viewer>,
    pub(super) rooms: Kept<(), Arc<Vec<RoomLink>>>,
    /// Rooms by address, where the newest change doesn't matter.
    pub(super) places: Kept<Slug, Room>,
}

impl Memory {
    /// Forgets everything: another process has written.
    pub(super) fn forget_all(&self) {
        self.viewers.forget(|_, _| true);
        self.rooms.forget(|(), _| true);
        self.places.forget(|_, _| true);
    }
}

/// Values of one kind.
#[derive(Debug)]
pub(super) struct Kept<K, V>(Mutex<Values<K, V>>);

#[derive(Debug)]
struct Values<K, V> {
    /// How often something was forgotten.
    forgotten: u64,
    values: HashMap<K, V>,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Values { forgotten: 0, values: HashMap::new() }))
    }
}

/// When a value began to be read.
#[derive(Clone, Copy)]
pub(super) struct Since(u64);

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// The value, or the moment from which it has to be read.
    pub(super) fn get(&self, key: &K) -> Result<V, Since> {
        let values = self.values();
        values.values.get(key).cloned().ok_or(Since(values.forgotten))
    }

    /// Keeps a value that was read since `since`, if it is still true for sure.
    pub(super) fn keep(&self, since: Since, key: K, value: V) {
        let mut values = self.values();
        if values.values.len() >= MOST_VIEWERS {
            values.values.clear();
        }
        if values.forgotten == since.0 {
            values.values.insert(key, value);
        }
    }

    /// Forgets the values that `which` names.
    pub(super) fn forget(&self, which: impl Fn(&K, &V) -> bool) {
        let mut values = self.values();
        values.forgotten += 1;
        values.values.retain(|key, value| !which(key, value));
    }

    /// Forgets one value.
    pub(super) fn forget_one(&self, key: &K) {
        let mut values = self.values();
        values.forgotten += 1;
        values.values.remove(key);
    }

    fn values(&self) -> MutexGuard<'_, Values<K, V>> {
        // The map is whole between any two statements: a panic elsewhere doesn't spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let kept: Kept<u8, &str> = Kept::default();
        let since = kept.get(&1).unwrap_err();
        kept.forget_one(&1);
        kept.keep(since, 1, "of the past");
        let since = kept.get(&1).unwrap_err();
        kept.keep(since, 1, "of now");
        assert_eq!(kept.get(&1).ok(), Some("of now"));
        kept.forget(|key, _| *key == 1);
        assert!(kept.get(&1).is_err());
    }
}
