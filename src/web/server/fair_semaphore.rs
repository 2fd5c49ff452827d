//! A semaphore with one permit, fair between networks: they take turns, however many requests one of them sends.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::metrics::limits::Limit;
use crate::model::{Network, RoundRobin};
use crate::web::server::slots::LimitReached;

/// The holder and the queue; cheap to clone.
#[derive(Clone, Debug)]
pub struct FairSemaphore(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Counts refusals; none where others count them.
    limit: Option<Limit>,
    /// Maximum queue length.
    max: usize,
    queue: Mutex<Queue>,
}

#[derive(Debug, Default)]
struct Queue {
    busy: bool,
    waiting: RoundRobin<Network, oneshot::Sender<FairPermit>>,
}

/// Permission to work. Dropping it passes it on to the next in the queue.
#[derive(Debug)]
pub(crate) struct FairPermit(Option<Arc<Shared>>);

impl FairSemaphore {
    /// A semaphore with a queue of at most `max` requests.
    #[must_use]
    pub fn new(max: usize) -> Self {
        Self(Arc::new(Shared { limit: None, max, queue: Mutex::default() }))
    }

    /// The same, with refusals counted.
    pub(crate) fn counted(limit: Limit, max: usize) -> Self {
        Self(Arc::new(Shared { limit: Some(limit), max, queue: Mutex::default() }))
    }

    /// Waits for the permit; dropping the future leaves the queue. When the queue is full, the newest request of the
    /// network with most of them is refused.
    pub(crate) async fn turn(&self, network: Network) -> Result<FairPermit, LimitReached> {
        let turn = {
            let mut queue = self.0.queue();
            if !queue.busy {
                queue.busy = true;
                return Ok(FairPermit(Some(Arc::clone(&self.0))));
            }
            let (sender, receiver) = oneshot::channel();
            if queue.waiting.len() >= self.0.max {
                queue.waiting.retain(|waiter| !waiter.is_closed());
            }
            // Dropping a sender refuses its request.
            drop(queue.waiting.push_within(self.0.max, network, sender));
            receiver
        };
        turn.await.map_err(|_| {
            self.0.limit.iter().for_each(|limit| limit.refused());
            LimitReached::InAll
        })
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        // The queue is consistent between any two statements that can panic.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Option<oneshot::Sender<FairPermit>> {
        let mut queue = self.queue();
        let next = queue.waiting.pop();
        queue.busy = next.is_some();
        next
    }
}

impl Drop for FairPermit {
    fn drop(&mut self) {
        let Some(shared) = self.0.take() else { return };
        while let Some(next) = shared.next() {
            match next.send(FairPermit(Some(Arc::clone(&shared)))) {
                Ok(()) => return,
                // That request was cancelled. Defuse the returned permit, so that it isn't passed on twice.
                Err(mut back) => drop(back.0.take()),
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use futures_util::FutureExt as _;

    use super::*;

    fn network(number: u8) -> Network {
        Network::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)))
    }

    #[tokio::test]
    async fn networks_take_turns_and_cancelled_requests_are_passed_over() {
        let turns = FairSemaphore::new(8);
        let first = turns.turn(network(1)).await.unwrap();
        let (order, mut came) = tokio::sync::mpsc::unbounded_channel();
        let mut waiting: Vec<_> = [1, 1, 1, 2, 3]
            .into_iter()
            .map(|number| {
                let (turns, order) = (turns.clone(), order.clone());
                Box::pin(async move {
                    let _turn = turns.turn(network(number)).await.unwrap();
                    order.send(number).unwrap();
                })
            })
            .collect();
        for one in &mut waiting {
            assert!(one.now_or_never().is_none());
        }
        drop(waiting.remove(1));
        drop((first, order));
        futures_util::future::join_all(waiting).await;
        let mut numbers = Vec::new();
        while let Some(number) = came.recv().await {
            numbers.push(number);
        }
        assert_eq!(numbers, [1, 2, 3, 1]);
        assert!(turns.turn(network(1)).now_or_never().unwrap().is_ok(), "and it is free again");
    }

    #[tokio::test]
    async fn a_full_queue_refuses_a_request_of_the_network_with_most() {
        let turns = FairSemaphore::new(2);
        let _first = turns.turn(network(1)).await.unwrap();
        let mut waiting: Vec<_> = (0..2).map(|_| Box::pin(turns.turn(network(1)))).collect();
        for one in &mut waiting {
            assert!(one.now_or_never().is_none());
        }
        assert_eq!(turns.turn(network(1)).now_or_never().unwrap().unwrap_err(), LimitReached::InAll);
        let mut other = Box::pin(turns.turn(network(2)));
        assert!((&mut other).now_or_never().is_none(), "it waits");
        assert_eq!((&mut waiting[1]).now_or_never().unwrap().unwrap_err(), LimitReached::InAll);
        assert!((&mut waiting[0]).now_or_never().is_none());
    }
}
