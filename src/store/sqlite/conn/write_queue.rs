//! The queue in front of the writer: first in, first out, with a share for each account.
//!
//! No account can fill more than its share, so that the writes of others are still accepted. When many accounts
//! together fill the queue, the newest write of the account with most of them is evicted for the next.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::model::AccountId;
use crate::store::error::Error;

/// The account that a write is for; none for the server itself, and for people without an account.
pub(crate) type Actor = Option<AccountId>;

/// The share of an account: an eighth of the queue, but never fewer than this.
const MIN_SHARE: usize = 8;

/// Capacity that is kept while the queue is empty.
const RETAINED: usize = 512;

/// What waits, with its actor. The lock is held for one operation at a time, and never while anything is written.
pub(crate) struct WriteQueue<T> {
    waiting: Mutex<Waiting<T>>,
    max: usize,
    share: usize,
}

struct Waiting<T> {
    writes: VecDeque<(Actor, T)>,
    /// How many of them are each actor's: never zero.
    counts: HashMap<Actor, usize>,
}

impl<T> WriteQueue<T> {
    /// A queue of so many writes at most.
    pub(crate) fn new(max: usize) -> Self {
        let waiting = Waiting { writes: VecDeque::new(), counts: HashMap::new() };
        Self { waiting: Mutex::new(waiting), max, share: (max / 8).max(MIN_SHARE) }
    }

    /// Appends a write. Gives back the write that was evicted for it, if the queue was full.
    ///
    /// # Errors
    /// [`Error::TooManyWrites`] when the actor's share is full; [`Error::Busy`] when the whole queue is, and no other
    /// actor has more waiting.
    pub(crate) fn push(&self, actor: Actor, write: T) -> Result<Option<T>, Error> {
        let mut waiting = self.lock();
        let own = waiting.counts.get(&actor).copied().unwrap_or(0);
        let is_full = waiting.writes.len() >= self.max;
        if actor.is_some() && own >= self.share {
            return Err(if is_full { Error::Busy } else { Error::TooManyWrites });
        }
        let evicted = if is_full { Some(waiting.evict(own).ok_or(Error::Busy)?) } else { None };
        waiting.writes.push_back((actor, write));
        *waiting.counts.entry(actor).or_default() += 1;
        Ok(evicted)
    }

    /// How many writes wait.
    pub(crate) fn waiting(&self) -> usize {
        self.lock().writes.len()
    }

    /// Moves up to `most` writes into `group`, the oldest first.
    pub(crate) fn pop_into(&self, group: &mut Vec<T>, most: usize) {
        let mut waiting = self.lock();
        let Waiting { writes, counts } = &mut *waiting;
        for (actor, write) in writes.drain(..most.min(writes.len())) {
            decrement(counts, actor);
            group.push(write);
        }
        if writes.is_empty() {
            writes.shrink_to(RETAINED);
            counts.shrink_to(RETAINED);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Waiting<T> {
    /// Takes out the newest write of the actor with most waiting, if that is more than an actor with `own` would then
    /// have.
    fn evict(&mut self, own: usize) -> Option<T> {
        let (&heaviest, &count) = self.counts.iter().max_by_key(|(_, count)| **count)?;
        if count <= own + 1 {
            return None;
        }
        let newest = self.writes.iter().rposition(|(actor, _)| *actor == heaviest)?;
        let (actor, write) = self.writes.remove(newest)?;
        decrement(&mut self.counts, actor);
        Some(write)
    }
}

fn decrement(counts: &mut HashMap<Actor, usize>, actor: Actor) {
    if let Some(count) = counts.get_mut(&actor) {
        *count -= 1;
        if *count == 0 {
            counts.remove(&actor);
        }
    }
}

impl<T> fmt::Debug for WriteQueue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteQueue").field("max", &self.max).field("share", &self.share).finish_non_exhaustive()
    }
}

#[cfg(test)]
impl<T> WriteQueue<T> {
    /// How many writes wait, and of how many actors.
    pub(crate) fn len(&self) -> (usize, usize) {
        let waiting = self.lock();
        (waiting.writes.len(), waiting.counts.len())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ANN: Actor = Some(AccountId(1));
    const BOB: Actor = Some(AccountId(2));
    const CY: Actor = Some(AccountId(3));

    fn popped(queue: &WriteQueue<u32>) -> Vec<u32> {
        let mut group = Vec::new();
        queue.pop_into(&mut group, usize::MAX);
        assert_eq!(queue.len(), (0, 0), "nobody is counted who has nothing waiting");
        group
    }

    #[test]
    fn an_account_gets_an_eighth_of_the_queue_and_writes_stay_in_their_order() {
        let queue = WriteQueue::new(80);
        for number in 0..10 {
            assert_eq!(queue.push(ANN, number).unwrap(), None);
        }
        assert!(matches!(queue.push(ANN, 99), Err(Error::TooManyWrites)));
        assert_eq!(queue.push(BOB, 10).unwrap(), None);
        assert_eq!(queue.push(None, 11).unwrap(), None);

        let mut group = Vec::new();
        queue.pop_into(&mut group, 1);
        assert_eq!(group, [0]);
        assert_eq!(queue.push(ANN, 12).unwrap(), None, "one has left the queue");
        assert_eq!(popped(&queue), (1..=12).collect::<Vec<_>>());
    }

    #[test]
    fn the_server_itself_has_no_share() {
        let queue = WriteQueue::new(80);
        for number in 0..80 {
            assert_eq!(queue.push(None, number).unwrap(), None);
        }
        assert!(matches!(queue.push(None, 99), Err(Error::Busy)));
        assert_eq!(queue.push(ANN, 80).unwrap(), Some(79), "but it gives way to people");
        assert_eq!(popped(&queue).len(), 80);
    }

    #[test]
    fn where_the_queue_is_full_the_account_with_most_waiting_gives_way() {
        let queue = WriteQueue::new(10);
        for number in 0..8 {
            queue.push(ANN, number).unwrap();
        }
        for number in 10..12 {
            queue.push(BOB, number).unwrap();
        }
        assert!(matches!(queue.push(ANN, 99), Err(Error::Busy)));
        for (number, evicted) in [(12, 7), (13, 6), (14, 5)] {
            assert_eq!(queue.push(BOB, number).unwrap(), Some(evicted));
        }
        assert!(matches!(queue.push(BOB, 99), Err(Error::Busy)), "they have the same share");
        assert!(matches!(queue.push(CY, 20).unwrap(), Some(4 | 14)));
        let order = popped(&queue);
        assert!(order.is_sorted_by_key(|number| (*number >= 10, *number)), "{order:?}");
        assert_eq!(order.len(), 10);
    }
}
