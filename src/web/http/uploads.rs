//! Memory of uploads in progress: its limit, and which upload is cancelled when that is reached.
//!
//! A stalled upload holds the bytes that have arrived, until others need the memory. Then the oldest upload of the
//! network that holds most is cancelled; within one network, that of the person who holds most.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

use crate::metrics::limits::Limit;
use crate::model::{AccountId, Network};
use crate::web::server::slots::LimitReached;

/// The uploads in progress; cheap to clone.
#[derive(Clone, Debug)]
pub struct Uploads(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Maximum size of all uploads in memory, in bytes.
    max: usize,
    arriving: Mutex<Arriving>,
}

#[derive(Debug, Default)]
struct Arriving {
    /// In the order of their start.
    uploads: Vec<Upload>,
    next: u64,
}

#[derive(Debug)]
struct Upload {
    id: u64,
    network: Network,
    person: AccountId,
    bytes: usize,
    given_up: CancellationToken,
}

/// The memory of one upload; dropping it frees the memory.
#[derive(Debug)]
pub(crate) struct Share {
    shared: Arc<Shared>,
    id: u64,
    /// Cancelled when others need its memory.
    pub(crate) given_up: CancellationToken,
}

impl Uploads {
    /// Uploads with at most `max` bytes in memory.
    #[must_use]
    pub fn new(max: usize) -> Self {
        Self(Arc::new(Shared { max, arriving: Mutex::default() }))
    }

    /// Starts an upload, with no bytes yet.
    pub(crate) fn begin(&self, network: Network, person: AccountId) -> Share {
        let given_up = CancellationToken::new();
        let mut arriving = self.0.arriving();
        let id = arriving.next;
        arriving.next += 1;
        arriving.uploads.push(Upload { id, network, person, bytes: 0, given_up: given_up.clone() });
        Share { shared: Arc::clone(&self.0), id, given_up }
    }
}

impl Share {
    /// Reserves memory for received bytes. When there is too little, the oldest upload of the largest holder is
    /// cancelled.
    ///
    /// # Errors
    /// When nobody holds more than this upload's network and person, or this upload was cancelled.
    pub(crate) fn take(&self, bytes: usize) -> Result<(), LimitReached> {
        self.try_take(bytes).inspect_err(|_| Limit::UploadMemory.refused())
    }

    fn try_take(&self, bytes: usize) -> Result<(), LimitReached> {
        let mut arriving = self.shared.arriving();
        while arriving.bytes() + bytes > self.shared.max {
            let Some(victim) = arriving.holds_more_than(self.id, bytes) else { return Err(LimitReached::InAll) };
            // Its request waits for the cancellation, so its memory is freed at once.
            arriving.uploads.remove(victim).given_up.cancel();
        }
        match arriving.uploads.iter_mut().find(|upload| upload.id == self.id) {
            Some(own) => {
                own.bytes += bytes;
                Ok(())
            }
            None => Err(LimitReached::InAll),
        }
    }
}

impl Arriving {
    fn bytes(&self) -> usize {
        self.uploads.iter().map(|upload| upload.bytes).sum()
    }

    /// The oldest upload of the network that holds most, if that is more than this upload's network would hold with
    /// `bytes` more; else the same among the people of this network.
    fn holds_more_than(&self, id: u64, bytes: usize) -> Option<usize> {
        let own = self.uploads.iter().find(|upload| upload.id == id)?;
        let networks = held(self.uploads.iter().map(|upload| (upload.network, upload.bytes)));
        let near = self.uploads.iter().filter(|upload| upload.network == own.network);
        let people = held(near.map(|upload| (upload.person, upload.bytes)));
        let network = heaviest(&networks, own.network, bytes);
        let person = heaviest(&people, own.person, bytes);
        self.uploads.iter().position(|upload| {
            let theirs = match network {
                Some(network) => upload.network == network,
                None => upload.network == own.network && Some(upload.person) == person,
            };
            theirs && upload.bytes > 0
        })
    }
}

/// Bytes per key.
fn held<K: Eq + Hash>(uploads: impl Iterator<Item = (K, usize)>) -> HashMap<K, usize> {
    let mut held = HashMap::new();
    for (key, bytes) in uploads {
        *held.entry(key).or_default() += bytes;
    }
    held
}

/// The key that holds most, if that is more than `own` would hold with `more` bytes.
fn heaviest<K: Copy + Eq + Hash>(held: &HashMap<K, usize>, own: K, more: usize) -> Option<K> {
    let (key, heaviest) = held.iter().max_by_key(|(_, bytes)| **bytes)?;
    (*heaviest > held.get(&own).map_or(0, |own| *own) + more).then_some(*key)
}

impl Shared {
    fn arriving(&self) -> MutexGuard<'_, Arriving> {
        // The list is consistent between any two statements that can panic.
        self.arriving.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.shared.arriving().uploads.retain(|upload| upload.id != self.id);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    fn network(number: u8) -> Network {
        Network::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)))
    }

    #[test]
    fn an_upload_of_the_network_that_holds_most_is_cancelled_for_others() {
        let uploads = Uploads::new(100);
        let (first, second) = (uploads.begin(network(1), AccountId(1)), uploads.begin(network(1), AccountId(2)));
        first.take(50).unwrap();
        second.take(50).unwrap();
        assert_eq!(first.take(10), Err(LimitReached::InAll), "not for oneself");
        let other = uploads.begin(network(2), AccountId(3));
        other.take(10).unwrap();
        assert!(first.given_up.is_cancelled() && !second.given_up.is_cancelled());
        assert_eq!(first.take(1), Err(LimitReached::InAll));
        drop((first, second));
        other.take(90).unwrap();
        assert_eq!(other.take(1), Err(LimitReached::InAll));
    }

    #[test]
    fn within_one_network_it_is_one_of_the_person_who_holds_most() {
        let uploads = Uploads::new(100);
        let greedy = [1, 1].map(|person| uploads.begin(network(1), AccountId(person)));
        for one in &greedy {
            one.take(50).unwrap();
        }
        let other = uploads.begin(network(1), AccountId(2));
        other.take(30).unwrap();
        assert_eq!(greedy.each_ref().map(|one| one.given_up.is_cancelled()), [true, false]);
    }

    #[test]
    fn an_ended_upload_holds_nothing() {
        let uploads = Uploads::new(100);
        for _ in 0..10 {
            uploads.begin(network(1), AccountId(1)).take(100).unwrap();
        }
        assert!(uploads.0.arriving().uploads.is_empty());
    }
}
