//! A queue for work with a maximum concurrency, fair between networks.
//!
//! Each lane has its own limits. Within a lane, networks take turns: a network that sends a thousand requests waits
//! behind its own thousand, and every other network behind one of them.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::model::Network;
use crate::model::round_robin::RoundRobin;

/// The kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Logins, which have priority over registrations.
    Login,
    /// Registrations.
    Registration,
}

/// Maximum queue length of a lane, in all and per network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LaneLimits {
    pub(crate) in_all: usize,
    pub(crate) per_network: usize,
}

/// Number of consecutive logins after which a waiting registration goes next.
const LOGINS_IN_A_ROW: u32 = 3;

/// The queue; cheap to clone. A slot may carry a `T` that the previous holder has used, for reuse. It is dropped when
/// nobody waits.
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
    /// Consecutive logins since the last registration, or since none waited.
    logins_in_a_row: u32,
}

/// The requests that wait in a lane.
#[derive(Debug)]
struct Waiting<T> {
    limits: LaneLimits,
    requests: RoundRobin<Network, oneshot::Sender<Slot<T>>>,
}

/// The queue is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QueueFull;

/// A slot: permission to run. Dropping it passes it to the next request in the queue.
#[derive(Debug)]
pub(crate) struct Slot<T> {
    queue: Option<Arc<Mutex<Queue<T>>>>,
    reusable: Option<T>,
}

impl<T> FairQueue<T> {
    /// A queue with this number of slots.
    pub(crate) fn new(slots: usize, logins: LaneLimits, registrations: LaneLimits) -> Self {
        let (logins, registrations) = (Waiting::new(logins), Waiting::new(registrations));
        Self(Arc::new(Mutex::new(Queue { free: slots, logins, registrations, logins_in_a_row: 0 })))
    }

    /// Waits for a slot. Dropping the future leaves the queue. When the queue is full, the newest request of the
    /// network with most of them is refused.
    pub(crate) async fn slot(&self, lane: Lane, network: Network) -> Result<Slot<T>, QueueFull> {
        let turn = {
            let mut queue = lock(&self.0);
            if queue.free > 0 {
                queue.free -= 1;
                return Ok(Slot { queue: Some(Arc::clone(&self.0)), reusable: None });
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
    /// Takes the value that the previous holder left.
    pub(crate) fn take(&mut self) -> Option<T> {
        self.reusable.take()
    }

    /// Passes the slot on, with a value for the next holder. The value is dropped when nobody waits.
    pub(crate) fn hand_on(mut self, reusable: T) {
        self.reusable = Some(reusable);
    }
}

impl<T> Queue<T> {
    fn next(&mut self) -> Option<oneshot::Sender<Slot<T>>> {
        if self.logins_in_a_row >= LOGINS_IN_A_ROW || self.logins.requests.is_empty() {
            self.logins_in_a_row = 0;
            if let Some(next) = self.registrations.requests.pop() {
                return Some(next);
            }
        }
        self.logins_in_a_row += 1;
        self.logins.requests.pop()
    }
}

impl<T> Waiting<T> {
    fn new(limits: LaneLimits) -> Self {
        Self { limits, requests: RoundRobin::default() }
    }

    fn join(&mut self, network: Network) -> Result<oneshot::Receiver<Slot<T>>, QueueFull> {
        let LaneLimits { in_all, per_network } = self.limits;
        if self.requests.len_of(&network) >= per_network || self.requests.len() >= in_all {
            self.requests.retain(|waiter| !waiter.is_closed());
        }
        if self.requests.len_of(&network) >= per_network {
            return Err(QueueFull);
        }
        let (sender, receiver) = oneshot::channel();
        // Dropping a sender refuses its request.
        drop(self.requests.push_within(in_all, network, sender));
        Ok(receiver)
    }
}

impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        let Some(queue) = self.queue.take() else { return };
        let mut reusable = self.reusable.take();
        loop {
            let next = {
                let mut locked = lock(&queue);
                let next = locked.next();
                locked.free += usize::from(next.is_none());
                next
            };
            let Some(next) = next else { return };
            match next.send(Slot { queue: Some(Arc::clone(&queue)), reusable: reusable.take() }) {
                Ok(()) => return,
                // That request was cancelled: give the slot to the next one.
                Err(mut back) => {
                    back.queue = None;
                    reusable = mem::take(&mut back.reusable);
                }
            }
        }
    }
}

fn lock<T>(queue: &Mutex<Queue<T>>) -> MutexGuard<'_, Queue<T>> {
    // No statement that can panic leaves the queue half changed.
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
        let limits = LaneLimits { in_all, per_network };
        FairQueue::new(1, limits, limits)
    }

    fn waiting(queue: &FairQueue<&'static str>) -> usize {
        let queue = lock(&queue.0);
        queue.logins.requests.len() + queue.registrations.requests.len()
    }

    /// Requests slots in the order of `come` while `first` is held. Returns the names in the order in which they got
    /// one.
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
        assert_eq!(lock(&queue.0).free, 1, "cancelled requests hold nothing");
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
