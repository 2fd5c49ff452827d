//! A queue for work of which only so much runs at a time: nobody's work fills it for others.
//!
//! Each lane has places of its own, and within a lane the networks take turns: who sends a thousand requests waits
//! behind a thousand, and everybody else behind one of them.

use std::collections::{HashMap, VecDeque};
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::model::Network;

/// What the work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Somebody logs in: goes first.
    Login,
    /// Somebody registers.
    Registration,
}

/// How much of a lane may wait, in all and from each network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LaneLimits {
    pub(crate) in_all: usize,
    pub(crate) per_network: usize,
}

/// After so many logins, a registration that waits goes before the next.
const LOGINS_IN_A_ROW: u32 = 3;

/// The queue; cheap to clone. A slot brings along a `T` that the work before has used, where there was some: nothing of
/// it is kept while nobody waits.
#[derive(Debug)]
pub(crate) struct FairQueue<T>(Arc<Mutex<Queue<T>>>);

impl<T> Clone for FairQueue<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

#[derive(Debug)]
struct Queue<T> {
    free: usize,
    logins: Waiting<T>,
    registrations: Waiting<T>,
    /// Since a registration last went, or none waited.
    logins_in_a_row: u32,
}

#[derive(Debug)]
struct Waiting<T> {
    places: LaneLimits,
    count: usize,
    /// Those of whom somebody waits, in the order of their turns.
    turns: VecDeque<Network>,
    by_network: HashMap<Network, VecDeque<oneshot::Sender<Slot<T>>>>,
}

/// Every place is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QueueFull;

/// The right to work; the next in the queue gets it when it is dropped.
#[derive(Debug)]
pub(crate) struct Slot<T> {
    queue: Option<Arc<Mutex<Queue<T>>>>,
    kept: Option<T>,
}

impl<T> FairQueue<T> {
    /// A queue for so much work at a time.
    pub(crate) fn new(slots: usize, logins: LaneLimits, registrations: LaneLimits) -> Self {
        let (logins, registrations) = (Waiting::new(logins), Waiting::new(registrations));
        Self(Arc::new(Mutex::new(Queue { free: slots, logins, registrations, logins_in_a_row: 0 })))
    }

    /// Waits for a slot. Who stops waiting gives up the place.
    pub(crate) async fn slot(&self, lane: Lane, network: Network) -> Result<Slot<T>, QueueFull> {
        let turn = {
            let mut queue = lock(&self.0);
            if queue.free > 0 {
                queue.free -= 1;
                return Ok(Slot { queue: Some(Arc::clone(&self.0)), kept: None });
            }
            let waiting = match lane {
                Lane::Login => &mut queue.logins,
                Lane::Registration => &mut queue.registrations,
            };
            waiting.join(network)?
        };
        turn.await.map_err(|_| QueueFull)
    }
}

impl<T> Slot<T> {
    /// What the work before has left.
    pub(crate) fn take(&mut self) -> Option<T> {
        self.kept.take()
    }

    /// Ends the work, and leaves something for the next, if one waits.
    pub(crate) fn hand_on(mut self, kept: T) {
        self.kept = Some(kept);
    }
}

impl<T> Queue<T> {
    fn next(&mut self) -> Option<oneshot::Sender<Slot<T>>> {
        if self.logins_in_a_row >= LOGINS_IN_A_ROW || self.logins.count == 0 {
            self.logins_in_a_row = 0;
            if let Some(next) = self.registrations.next() {
                return Some(next);
            }
        }
        self.logins_in_a_row += 1;
        self.logins.next()
    }
}

impl<T> Waiting<T> {
    fn new(places: LaneLimits) -> Self {
        Self { places, count: 0, turns: VecDeque::new(), by_network: HashMap::new() }
    }

    fn join(&mut self, network: Network) -> Result<oneshot::Receiver<Slot<T>>, QueueFull> {
        let full = self.by_network.get(&network).is_some_and(|own| own.len() >= self.places.per_network);
        if full || self.count >= self.places.in_all {
            self.forget_who_has_left();
        }
        let own = self.by_network.get(&network).map_or(0, VecDeque::len);
        if own >= self.places.per_network {
            return Err(QueueFull);
        }
        if self.count >= self.places.in_all {
            self.give_way_to(own)?;
        }
        let (sender, receiver) = oneshot::channel();
        if own == 0 {
            self.turns.push_back(network);
        }
        self.by_network.entry(network).or_default().push_back(sender);
        self.count += 1;
        Ok(receiver)
    }

    /// Ends the newest waiting of the network with most, where that has more than one with so many and another would.
    fn give_way_to(&mut self, own: usize) -> Result<(), QueueFull> {
        let waiting = self.by_network.iter().map(|(network, waiting)| (*network, waiting.len()));
        let heaviest =
            waiting.max_by_key(|(_, count)| *count).filter(|(_, count)| *count > own + 1).ok_or(QueueFull)?.0;
        // Dropping the sender refuses the waiting request. One at least stays, so that the network keeps its turn.
        if self.by_network.get_mut(&heaviest).and_then(VecDeque::pop_back).is_some() {
            self.count -= 1;
        }
        Ok(())
    }

    /// The next request; others of the same network come after all other networks.
    fn next(&mut self) -> Option<oneshot::Sender<Slot<T>>> {
        let network = self.turns.pop_front()?;
        let own = self.by_network.get_mut(&network)?;
        let next = own.pop_front();
        self.count -= usize::from(next.is_some());
        if own.is_empty() {
            self.by_network.remove(&network);
        } else {
            self.turns.push_back(network);
        }
        next
    }

    fn forget_who_has_left(&mut self) {
        self.by_network.retain(|_, own| {
            own.retain(|waiter| !waiter.is_closed());
            !own.is_empty()
        });
        self.turns.retain(|network| self.by_network.contains_key(network));
        self.count = self.by_network.values().map(VecDeque::len).sum();
    }
}

impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        let Some(queue) = self.queue.take() else { return };
        let mut kept = self.kept.take();
        loop {
            let next = {
                let mut locked = lock(&queue);
                let next = locked.next();
                locked.free += usize::from(next.is_none());
                next
            };
            let Some(next) = next else { return };
            match next.send(Slot { queue: Some(Arc::clone(&queue)), kept: kept.take() }) {
                Ok(()) => return,
                // That one has left: the slot comes back, and goes to the one after.
                Err(mut back) => {
                    back.queue = None;
                    kept = mem::take(&mut back.kept);
                }
            }
        }
    }
}

fn lock<T>(queue: &Mutex<Queue<T>>) -> MutexGuard<'_, Queue<T>> {
    // Nothing in between two statements that can panic leaves it half changed.
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use tokio::task::JoinHandle;

    use super::*;

    fn network(number: u8) -> Network {
        Network::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)))
    }

    fn queue(in_all: usize, per_network: usize) -> FairQueue<&'static str> {
        let places = LaneLimits { in_all, per_network };
        FairQueue::new(1, places, places)
    }

    fn waiting(queue: &FairQueue<&'static str>) -> usize {
        let queue = lock(&queue.0);
        queue.logins.count + queue.registrations.count
    }

    /// Whoever comes in while `first` works, in the order in which they get to work.
    async fn order(
        queue: &FairQueue<&'static str>,
        first: Slot<&'static str>,
        come: &[(Lane, u8, &'static str)],
    ) -> Vec<&'static str> {
        let done = Arc::new(Mutex::new(Vec::new()));
        let mut tasks: Vec<JoinHandle<()>> = Vec::new();
        for (lane, from, name) in come.iter().copied() {
            let (queue, done, before) = (queue.clone(), Arc::clone(&done), waiting(queue));
            let queue_seen = queue.clone();
            tasks.push(tokio::spawn(async move {
                let slot = queue.slot(lane, network(from)).await.unwrap();
                done.lock().unwrap().push(name);
                drop(slot);
            }));
            while waiting(&queue_seen) == before {
                tokio::task::yield_now().await;
            }
        }
        drop(first);
        for task in tasks {
            task.await.unwrap();
        }
        done.lock().unwrap().clone()
    }

    #[tokio::test]
    async fn a_network_that_sends_many_waits_behind_its_own() {
        let queue = queue(100, 100);
        let first = queue.slot(Lane::Login, network(1)).await.unwrap();
        let come =
            [(Lane::Login, 1, "flood"); 5].into_iter().chain([(Lane::Login, 2, "ann"), (Lane::Login, 3, "bob")]);
        let come: Vec<_> = come.collect();
        assert_eq!(order(&queue, first, &come).await, ["flood", "ann", "bob", "flood", "flood", "flood", "flood"]);
    }

    #[tokio::test]
    async fn logins_go_before_registrations_which_wait_for_three_of_them_at_most() {
        let queue = queue(100, 100);
        let first = queue.slot(Lane::Login, network(1)).await.unwrap();
        let mut come = vec![(Lane::Registration, 1, "registration"); 2];
        come.extend([(Lane::Login, 2, "login"); 5]);
        let expected = ["login", "login", "login", "registration", "login", "login", "registration"];
        assert_eq!(order(&queue, first, &come).await, expected);
    }

    #[tokio::test]
    async fn places_are_limited_per_lane_and_per_network_and_come_back() {
        let queue = queue(2, 1);
        let first = queue.slot(Lane::Login, network(1)).await.unwrap();
        let join = |lane, from| {
            let mut waiting = Box::pin({
                let queue = queue.clone();
                async move { queue.slot(lane, network(from)).await.map(|_| ()) }
            });
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            match Future::poll(waiting.as_mut(), &mut context) {
                std::task::Poll::Ready(result) => Err(result),
                std::task::Poll::Pending => Ok(waiting),
            }
        };
        let ann = join(Lane::Registration, 1).unwrap();
        assert_eq!(join(Lane::Registration, 1).err(), Some(Err(QueueFull)), "one network has one place");
        let bob = join(Lane::Registration, 2).unwrap();
        assert_eq!(join(Lane::Registration, 3).err(), Some(Err(QueueFull)), "two places in all");
        let login = join(Lane::Login, 1).unwrap();
        drop(ann);
        let again = join(Lane::Registration, 1).unwrap();
        drop((bob, login));
        drop(first);
        again.await.unwrap();
        assert_eq!(lock(&queue.0).free, 1, "those who have left hold nothing");
    }

    #[tokio::test]
    async fn what_the_work_used_is_handed_on_and_kept_for_nobody() {
        let queue = queue(2, 2);
        let first = queue.slot(Lane::Login, network(1)).await.unwrap();
        let second = tokio::spawn({
            let queue = queue.clone();
            async move { queue.slot(Lane::Login, network(1)).await.unwrap() }
        });
        while waiting(&queue) == 0 {
            tokio::task::yield_now().await;
        }
        first.hand_on("buffer");
        let mut second = second.await.unwrap();
        assert_eq!(second.take(), Some("buffer"));
        second.hand_on("buffer");
        assert_eq!(queue.slot(Lane::Login, network(1)).await.unwrap().take(), None);
    }
}
