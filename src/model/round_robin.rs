//! A round-robin queue: one item for each key in turn.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// Queued items by key. A key with a thousand items delays the items of another key by one item in each round.
#[derive(Debug)]
pub struct RoundRobin<K, T> {
    count: usize,
    /// The keys that have queued items, in the order of their turns.
    turns: VecDeque<K>,
    waiting: HashMap<K, VecDeque<T>>,
}

impl<K, T> Default for RoundRobin<K, T> {
    fn default() -> Self {
        Self { count: 0, turns: VecDeque::new(), waiting: HashMap::new() }
    }
}

impl<K: Copy + Eq + Hash, T> RoundRobin<K, T> {
    /// The number of queued items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// The number of queued items of a key.
    #[must_use]
    pub fn len_of(&self, key: &K) -> usize {
        self.waiting.get(key).map_or(0, VecDeque::len)
    }

    /// Whether the queue is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Queues an item after the other items of its key.
    pub fn push(&mut self, key: K, item: T) {
        let own = self.waiting.entry(key).or_default();
        if own.is_empty() {
            self.turns.push_back(key);
        }
        own.push_back(item);
        self.count += 1;
    }

    /// Queues an item within a limit of `max` items. In a full queue, the item replaces the newest item of the key with
    /// most items, which is returned. Returns `item` itself where no other key has more items than its key would have
    /// then.
    pub fn push_within(&mut self, max: usize, key: K, item: T) -> Option<T> {
        if self.count < max {
            self.push(key, item);
            return None;
        }
        let own = self.len_of(&key);
        let (heaviest, weight) =
            self.waiting.iter().map(|(key, waiting)| (*key, waiting.len())).max_by_key(|(_, weight)| *weight)?;
        if weight <= own + 1 {
            return Some(item);
        }
        let evicted = self.waiting.get_mut(&heaviest).and_then(VecDeque::pop_back);
        self.count -= usize::from(evicted.is_some());
        self.push(key, item);
        evicted
    }

    /// Removes the next item. The other items of its key come after one item of every other key.
    pub fn pop(&mut self) -> Option<T> {
        let key = self.turns.pop_front()?;
        let own = self.waiting.get_mut(&key)?;
        let item = own.pop_front();
        self.count -= usize::from(item.is_some());
        if own.is_empty() {
            self.waiting.remove(&key);
        } else {
            self.turns.push_back(key);
        }
        item
    }

    /// Removes all items for which `keep` is false.
    pub fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.waiting.retain(|_, own| {
            own.retain(|item| keep(item));
            !own.is_empty()
        });
        self.turns.retain(|key| self.waiting.contains_key(key));
        self.count = self.waiting.values().map(VecDeque::len).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut rounds: RoundRobin<&'static str, u32>) -> Vec<u32> {
        let popped = std::iter::from_fn(|| rounds.pop()).collect();
        assert!(rounds.is_empty() && rounds.turns.is_empty() && rounds.waiting.is_empty());
        popped
    }

    #[test]
    fn every_key_has_one_turn_before_any_has_two() {
        let mut rounds = RoundRobin::default();
        for item in 0..4 {
            rounds.push("ann", item);
        }
        rounds.push("bob", 10);
        rounds.push("cy", 20);
        rounds.push("bob", 11);
        assert_eq!((rounds.len(), all(rounds)), (7, vec![0, 10, 20, 1, 11, 2, 3]));
    }

    #[test]
    fn a_full_queue_evicts_an_item_of_the_key_with_most_items() {
        let mut rounds = RoundRobin::default();
        for item in 0..4 {
            assert_eq!(rounds.push_within(4, "ann", item), None);
        }
        assert_eq!(rounds.push_within(4, "ann", 4), Some(4), "the only key evicts nothing");
        assert_eq!(rounds.push_within(4, "bob", 10), Some(3));
        assert_eq!(rounds.push_within(4, "bob", 11), Some(2));
        assert_eq!(rounds.push_within(4, "bob", 12), Some(12), "they have the same share");
        assert!(matches!(rounds.push_within(4, "cy", 20), Some(1 | 11)));
        assert_eq!(rounds.len(), 4);
    }

    #[test]
    fn items_that_retain_rejects_are_removed() {
        let mut rounds = RoundRobin::default();
        for (key, item) in [("ann", 0), ("ann", 1), ("bob", 10)] {
            rounds.push(key, item);
        }
        rounds.retain(|item| *item == 1);
        assert_eq!((rounds.len(), all(rounds)), (1, vec![1]));
    }
}
