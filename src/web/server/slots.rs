//! A limited number of slots, in all and per key. Dropping a slot gives it back.

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::metrics::limits::Limit;

/// Slots per `K`; cheap to clone.
#[derive(Clone, Debug)]
pub struct Slots<K>(Arc<Shared<K>>);

#[derive(Debug)]
struct Shared<K> {
    /// Counts refusals; none where others count them.
    limit: Option<Limit>,
    in_all: u32,
    for_each: u32,
    taken: Mutex<Taken<K>>,
}

#[derive(Debug)]
struct Taken<K> {
    in_all: u32,
    by_each: HashMap<K, u32>,
}

/// Why there is no slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LimitReached {
    /// All slots are taken.
    InAll,
    /// This key has the maximum number per key.
    ForThis,
}

/// A taken slot, and its key.
#[derive(Debug)]
pub(crate) struct Slot<K: Copy + Eq + Hash> {
    shared: Arc<Shared<K>>,
    by: K,
}

impl<K: Copy + Eq + Hash> Slots<K> {
    /// Limits in all and per key; none is no limit.
    #[must_use]
    pub fn new(in_all: Option<NonZeroU32>, for_each: Option<NonZeroU32>) -> Self {
        Self::build(None, in_all, for_each)
    }

    /// The same, with refusals counted.
    pub(crate) fn counted(limit: Limit, in_all: Option<NonZeroU32>, for_each: Option<NonZeroU32>) -> Self {
        Self::build(Some(limit), in_all, for_each)
    }

    fn build(limit: Option<Limit>, in_all: Option<NonZeroU32>, for_each: Option<NonZeroU32>) -> Self {
        let most = |limit: Option<NonZeroU32>| limit.map_or(u32::MAX, NonZeroU32::get);
        let taken = Mutex::new(Taken { in_all: 0, by_each: HashMap::new() });
        Self(Arc::new(Shared { limit, in_all: most(in_all), for_each: most(for_each), taken }))
    }

    /// Takes a slot.
    pub(crate) fn take(&self, by: K) -> Result<Slot<K>, LimitReached> {
        self.take_limited(by, self.0.for_each)
    }

    /// Takes a slot, without a limit for this key.
    pub(crate) fn take_for_many(&self, by: K) -> Result<Slot<K>, LimitReached> {
        self.take_limited(by, u32::MAX)
    }

    fn take_limited(&self, by: K, for_each: u32) -> Result<Slot<K>, LimitReached> {
        self.try_take(by, for_each).inspect_err(|_| self.0.limit.iter().for_each(|limit| limit.refused()))
    }

    fn try_take(&self, by: K, for_each: u32) -> Result<Slot<K>, LimitReached> {
        let mut taken = self.0.taken();
        if taken.in_all >= self.0.in_all {
            return Err(LimitReached::InAll);
        }
        let own = taken.by_each.get(&by).copied().unwrap_or_default();
        if own >= for_each {
            return Err(LimitReached::ForThis);
        }
        taken.by_each.insert(by, own + 1);
        taken.in_all += 1;
        Ok(Slot { shared: Arc::clone(&self.0), by })
    }

    /// The number of taken slots.
    pub(crate) fn len(&self) -> u32 {
        self.0.taken().in_all
    }

    /// The keys that have a slot.
    pub(crate) fn keys(&self) -> Vec<K> {
        self.0.taken().by_each.keys().copied().collect()
    }
}

impl<K> Shared<K> {
    fn taken(&self) -> MutexGuard<'_, Taken<K>> {
        // The counts agree between any two statements that can panic.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Copy + Eq + Hash> Slot<K> {
    /// The key.
    pub(crate) fn by(&self) -> K {
        self.by
    }

    /// Gives the slot to another key, which has a limit.
    pub(crate) fn pass_on(&mut self, by: K) -> Result<(), LimitReached> {
        let mut taken = self.shared.taken();
        let own = taken.by_each.get(&by).copied().unwrap_or_default();
        if own >= self.shared.for_each {
            return Err(LimitReached::ForThis);
        }
        taken.by_each.insert(by, own + 1);
        taken.give_back(self.by);
        self.by = by;
        Ok(())
    }
}

impl<K: Copy + Eq + Hash> Taken<K> {
    fn give_back(&mut self, by: K) {
        if let Some(own) = self.by_each.get_mut(&by) {
            *own -= 1;
            if *own == 0 {
                self.by_each.remove(&by);
            }
        }
    }
}

impl<K: Copy + Eq + Hash> Drop for Slot<K> {
    fn drop(&mut self) {
        let mut taken = self.shared.taken();
        taken.in_all -= 1;
        taken.give_back(self.by);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_limited_per_key_and_in_all_and_come_back() {
        let slots = Slots::new(NonZeroU32::new(3), NonZeroU32::new(2));
        let first = slots.take("ann").unwrap();
        let second = slots.take("ann").unwrap();
        assert_eq!(slots.take("ann").unwrap_err(), LimitReached::ForThis);
        let third = slots.take("bob").unwrap();
        assert_eq!(slots.take("cy").unwrap_err(), LimitReached::InAll);
        drop(first);
        let fourth = slots.take("cy").unwrap();
        assert_eq!((second.by(), third.by(), fourth.by()), ("ann", "bob", "cy"));
        drop((second, third, fourth));
        let taken = slots.0.taken();
        assert_eq!((taken.in_all, taken.by_each.len()), (0, 0), "keys without slots are forgotten");
    }

    #[test]
    fn a_slot_of_many_is_passed_on_to_one() {
        let slots = Slots::new(None, NonZeroU32::new(1));
        let mut first = slots.take_for_many("proxy").unwrap();
        let mut second = slots.take_for_many("proxy").unwrap();
        first.pass_on("ann").unwrap();
        assert_eq!(second.pass_on("ann"), Err(LimitReached::ForThis));
        drop(first);
        second.pass_on("ann").unwrap();
        assert_eq!(slots.keys(), ["ann"]);
    }

    #[test]
    fn without_limits_there_is_always_a_slot() {
        let slots = Slots::new(None, None);
        let taken: Vec<_> = (0..10_000).map(|_| slots.take(1).unwrap()).collect();
        assert_eq!(taken.len(), 10_000);
    }
}
