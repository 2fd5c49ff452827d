//! A queue in which everybody's next one comes before anybody's one after that.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// What waits, by whose it is: who has a thousand waiting waits behind a thousand, and everybody else behind one of
/// them.
#[derive(Debug)]
pub struct RoundRobin<K, T> {
    count: usize,
    /// Those of whom something waits, in the order of their turns.
    turns: VecDeque<K>,
    waiting: HashMap<K, VecDeque<T>>,
}

impl<K, T> Default for RoundRobin<K, T> {
    fn default() -> Self {
        Self { count: 0, turns: VecDeque::new(), waiting: HashMap::new() }
    }
}

impl<K: Copy + Eq + Hash, T> RoundRobin<K, T> {
    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Puts something behind what waits of the same one.
    pub fn push(&mut self, of: K, item: T) {
        let own = self.waiting.entry(of).or_default();
        if own.is_empty() {
            self.turns.push_back(of);
        }
        own.push_back(item);
        self.count += 1;
    }

    /// Puts something where `most` may wait: where as many do, it takes the place of the newest of whoever has most
    /// waiting, which is given back. That is the item itself where nobody has more waiting than its own one.
    pub fn push_within(&mut self, most: usize, of: K, item: T) -> Option<T> {
        if self.count < most {
            self.push(of, item);
            return None;
        }
        let own = self.waiting.get(&of).map_or(0, VecDeque::len);
        let (heaviest, weight) =
            self.waiting.iter().map(|(key, waiting)| (*key, waiting.len())).max_by_key(|(_, weight)| *weight)?;
        if weight <= own + 1 {
            return Some(item);
        }
        let given_up = self.waiting.get_mut(&heaviest).and_then(VecDeque::pop_back);
        self.count -= usize::from(given_up.is_some());
        self.push(of, item);
        given_up
    }

    /// Takes out what is next; what else waits of the same one comes after everybody else's.
    pub fn pop(&mut self) -> Option<T> {
        let of = self.turns.pop_front()?;
        let own = self.waiting.get_mut(&of)?;
        let item = own.pop_front();
        self.count -= usize::from(item.is_some());
        if own.is_empty() {
            self.waiting.remove(&of);
        } else {
            self.turns.push_back(of);
        }
        item
    }

    /// Takes out all that `keep` doesn't name.
    pub fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.waiting.retain(|_, own| {
            own.retain(|item| keep(item));
            !own.is_empty()
        });
        self.turns.retain(|of| self.waiting.contains_key(of));
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
    fn everybody_has_a_turn_before_anybody_has_two() {
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
    fn where_it_is_full_whoever_has_most_gives_way() {
        let mut rounds = RoundRobin::default();
        for item in 0..4 {
            assert_eq!(rounds.push_within(4, "ann", item), None);
        }
        assert_eq!(rounds.push_within(4, "ann", 4), Some(4), "nobody gives way to oneself");
        assert_eq!(rounds.push_within(4, "bob", 10), Some(3));
        assert_eq!(rounds.push_within(4, "bob", 11), Some(2));
        assert_eq!(rounds.push_within(4, "bob", 12), Some(12), "they have the same share");
        assert!(matches!(rounds.push_within(4, "cy", 20), Some(1 | 11)));
        assert_eq!(rounds.len(), 4);
    }

    #[test]
    fn what_nobody_waits_for_any_more_goes() {
        let mut rounds = RoundRobin::default();
        for (of, item) in [("ann", 0), ("ann", 1), ("bob", 10)] {
            rounds.push(of, item);
        }
        rounds.retain(|item| *item == 1);
        assert_eq!((rounds.len(), all(rounds)), (1, vec![1]));
    }
}
