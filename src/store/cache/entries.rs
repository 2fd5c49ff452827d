//! A cache that never outlives what it was read from.

use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use quick_cache::unsync::Cache;
use quick_cache::{DefaultHashBuilder, Lifecycle, Weighter};

/// Maximum memory of the values of one kind, in bytes.
const MAX_BYTES: u64 = 32 << 20;

/// Estimated memory that the cache itself takes per value, in bytes.
const OVERHEAD: usize = 64;

/// The heap memory of a key or value in bytes, which `size_of` doesn't count.
pub(crate) trait HeapSize {
    fn heap_size(&self) -> usize {
        0
    }
}

/// Values of one kind. When they take more than their share of memory, those that were not used lately are evicted.
#[derive(Debug)]
pub(crate) struct Entries<K, V>(Mutex<Values<K, V>>);

#[derive(Debug)]
pub(crate) struct Values<K, V> {
    /// Number of invalidations.
    forgotten: u64,
    /// Number of evictions.
    evicted: u64,
    cached: Cache<K, V, ByBytes, DefaultHashBuilder, CountEvictions>,
}

impl<K: Eq + Hash + HeapSize, V: HeapSize> Values<K, V> {
    fn since(&self) -> Since {
        Since { forgotten: self.forgotten, evicted: self.evicted }
    }

    fn insert(&mut self, key: K, value: V) {
        self.cached.insert_with_lifecycle(key, value, &mut self.evicted);
    }
}

#[derive(Clone, Debug)]
struct CountEvictions;

impl<K, V> Lifecycle<K, V> for CountEvictions {
    type RequestState = u64;

    fn on_evict(&self, evicted: &mut u64, _: K, _: V) {
        *evicted += 1;
    }
}

#[derive(Clone, Debug)]
struct ByBytes;

impl<K: HeapSize, V: HeapSize> Weighter<K, V> for ByBytes {
    fn weight(&self, key: &K, value: &V) -> u64 {
        (OVERHEAD + size_of::<(K, V)>() + key.heap_size() + value.heap_size()) as u64
    }
}

impl<K: Eq + Hash + HeapSize, V: HeapSize> Default for Entries<K, V> {
    fn default() -> Self {
        Self::within(MAX_BYTES)
    }
}

impl<K: Eq + Hash + HeapSize, V: HeapSize> Entries<K, V> {
    /// Values that take at most `max` bytes.
    pub(crate) fn within(max: u64) -> Self {
        let usual = max / (OVERHEAD + size_of::<(K, V)>()) as u64;
        let usual = usize::try_from(usual).unwrap_or(usize::MAX);
        let cached = Cache::with(usual, max, ByBytes, DefaultHashBuilder::default(), CountEvictions);
        Self(Mutex::new(Values { forgotten: 0, evicted: 0, cached }))
    }
}

/// The numbers of invalidations and evictions when a read began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Since {
    forgotten: u64,
    evicted: u64,
}

impl Since {
    /// Whether values were evicted between this and `later`.
    pub(crate) fn has_evictions_until(self, later: Self) -> bool {
        self.evicted != later.evicted
    }
}

impl<K: Eq + Hash + HeapSize, V: Clone + HeapSize> Entries<K, V> {
    /// The cached value, or the token for storing it after a read.
    pub(crate) fn get(&self, key: &K) -> Result<V, Since> {
        let values = self.values();
        values.cached.get(key).cloned().ok_or_else(|| values.since())
    }

    /// The token for storing a value that is about to be read.
    pub(crate) fn now(&self) -> Since {
        self.values().since()
    }

    /// Stores a value that was read since `since`, unless something was invalidated meanwhile.
    pub(crate) fn keep(&self, since: Since, key: K, value: V) {
        let mut values = self.values();
        if values.forgotten == since.forgotten {
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
        values.cached.get(key).cloned()
    }

    /// Invalidates the values that `which` selects.
    pub(crate) fn forget(&self, which: impl Fn(&K, &V) -> bool) {
        let mut values = self.values();
        values.forgotten += 1;
        values.cached.retain(|key, value| !which(key, value));
    }

    /// Invalidates one value.
    pub(crate) fn forget_one(&self, key: &K) {
        let mut values = self.values();
        values.forgotten += 1;
        values.cached.remove(key);
    }

    fn values(&self) -> MutexGuard<'_, Values<K, V>> {
        // The cache is consistent between any two statements that can panic.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    impl HeapSize for u32 {}

    impl HeapSize for &str {
        fn heap_size(&self) -> usize {
            self.len()
        }
    }

    /// A cache for ten values of 900 bytes.
    fn ten() -> Entries<u32, &'static str> {
        Entries::within(10_000)
    }

    fn text() -> &'static str {
        "x".repeat(900).leak()
    }

    fn cached(entries: &Entries<u32, &'static str>, keys: std::ops::Range<u32>) -> usize {
        keys.filter(|key| entries.get(key).is_ok()).count()
    }

    #[test]
    fn a_full_cache_evicts_one_value_for_the_next_and_not_all() {
        let entries = ten();
        for key in 0..10 {
            entries.set(key, text());
        }
        assert_eq!(cached(&entries, 0..10), 10);
        entries.set(10, text());
        assert_eq!(cached(&entries, 0..11), 10);
    }

    #[test]
    fn values_in_use_outlive_many_that_are_read_once() {
        let entries = ten();
        entries.set(0, text());
        for key in 1..1_000 {
            assert!(entries.get(&0).is_ok(), "{key}");
            entries.set(key, text());
        }
        assert!(cached(&entries, 0..1_000) <= 10);
    }

    #[test]
    fn a_value_larger_than_the_cache_evicts_no_other() {
        let entries: Entries<u32, &str> = Entries::within(500);
        entries.set(1, "small");
        entries.set(2, text());
        assert_eq!((entries.get(&1).ok(), entries.get(&2).ok()), (Some("small"), None));
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let kept: Entries<u32, &str> = Entries::default();
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
