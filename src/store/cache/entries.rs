//! A cache that never outlives what it was read from.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The largest number of values of one kind.
pub(crate) const MAX_VALUES: usize = 100_000;

/// Values of one kind.
#[derive(Debug)]
pub(crate) struct Entries<K, V>(Mutex<Values<K, V>>);

#[derive(Debug)]
pub(crate) struct Values<K, V> {
    /// Number of invalidations.
    forgotten: u64,
    values: HashMap<K, V>,
}

impl<K: Eq + Hash, V> Values<K, V> {
    fn insert(&mut self, key: K, value: V) {
        if self.values.len() >= MAX_VALUES {
            self.values.clear();
        }
        self.values.insert(key, value);
    }
}

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self(Mutex::new(Values { forgotten: 0, values: HashMap::new() }))
    }
}

/// The number of invalidations when a read began.
#[derive(Clone, Copy)]
pub(crate) struct Since(u64);

impl<K: Eq + Hash, V: Clone> Entries<K, V> {
    /// The cached value, or the token for storing it after a read.
    pub(crate) fn get(&self, key: &K) -> Result<V, Since> {
        let values = self.values();
        values.values.get(key).cloned().ok_or(Since(values.forgotten))
    }

    /// The token for storing a value that is about to be read.
    pub(crate) fn now(&self) -> Since {
        Since(self.values().forgotten)
    }

    /// Stores a value that was read since `since`, unless something was invalidated meanwhile.
    pub(crate) fn keep(&self, since: Since, key: K, value: V) {
        let mut values = self.values();
        if values.forgotten == since.0 {
            values.insert(key, value);
        }
    }

    /// Replaces a value by a committed one.
    pub(crate) fn set(&self, key: K, value: V) {
        let mut values = self.values();
        values.forgotten += 1;
        values.insert(key, value);
    }

    /// The value, to be changed in place; reads under way are not stored.
    pub(crate) fn touch(&self, key: &K) -> Option<V> {
        let mut values = self.values();
        values.forgotten += 1;
        values.values.get(key).cloned()
    }

    /// Invalidates the values that `which` selects.
    pub(crate) fn forget(&self, which: impl Fn(&K, &V) -> bool) {
        let mut values = self.values();
        values.forgotten += 1;
        values.values.retain(|key, value| !which(key, value));
    }

    /// Invalidates one value.
    pub(crate) fn forget_one(&self, key: &K) {
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
        let kept: Entries<u8, &str> = Entries::default();
        let since = kept.get(&1).unwrap_err();
        kept.forget_one(&1);
        kept.keep(since, 1, "of the past");
        let since = kept.get(&1).unwrap_err();
        kept.keep(since, 1, "of now");
        assert_eq!(kept.get(&1).ok(), Some("of now"));
        kept.forget(|key, _| *key == 1);
        let since = kept.get(&1).unwrap_err();
        kept.set(1, "set");
        kept.keep(since, 1, "of the past");
        assert_eq!(kept.get(&1).ok(), Some("set"));
    }
}
