//! Limits on failed logins. They slow down strangers, but never lock anybody out.
//!
//! An attempt is counted before it is tried, so that concurrent attempts count too, and refunded when it succeeds.
//!
//! A browser that has logged in to the account before has an allowance of its own. All other attempts count against
//! three: one per network, one per name and network, and one per name for all strangers. When the last one is used
//! up, each network has to wait and come back before each attempt, so that no network uses up another's attempts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::chat::auth::devices::DeviceId;
use crate::chat::limits::rate_limiter::{Rate, RateLimiter};
use crate::metrics::limits::Limit;
use crate::model::Network;

/// An attempt to log in.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    /// The username's key.
    pub(crate) name: String,
    /// Where it comes from.
    pub(crate) network: Network,
    /// The browser's token, if it has logged in to this account before.
    pub(crate) device: Option<DeviceId>,
}

/// The key of an allowance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Device(DeviceId),
    Network(Network),
    NameFrom(String, Network),
    /// All strangers together.
    Name(String),
}

impl Key {
    /// An allowance: the number of attempts that may fail in a row, and the time after which one is forgotten.
    fn rate(&self) -> Rate {
        match self {
            Self::Device(_) | Self::NameFrom(..) => Rate { at_once: 10, each: Duration::from_secs(30) },
            Self::Network(_) => Rate { at_once: 50, each: Duration::from_secs(6) },
            Self::Name(_) => Rate { at_once: 100, each: Duration::from_secs(30) },
        }
    }
}

/// For a name under attack: the time that a network waits before its first attempt, and before each further one.
const FIRST_WAIT: Duration = Duration::from_secs(10);
const NEXT_WAIT: Duration = Duration::from_mins(1);
/// The time within which it has to come back.
const WAITED_FOR: Duration = Duration::from_mins(10);

/// The failed attempts that still count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Throttle {
    failed: RateLimiter<Key>,
    /// The times from which networks may try a name under attack.
    waiting: Arc<Mutex<HashMap<(String, Network), Instant>>>,
}

/// The allowances that an attempt was counted against, to be refunded when it succeeds.
#[derive(Debug)]
pub(crate) struct Counted(Vec<Key>);

impl Throttle {
    /// Counts an attempt as failed, or returns the time to wait if a limit is reached.
    pub(crate) fn take(&self, attempt: &Attempt, now: Instant) -> Result<Counted, Duration> {
        self.count(attempt, now).inspect_err(|_| Limit::FailedLogins.refused())
    }

    fn count(&self, attempt: &Attempt, now: Instant) -> Result<Counted, Duration> {
        if let Some(device) = attempt.device {
            let own = Key::Device(device);
            if self.failed.take(&own, own.rate(), now).is_ok() {
                return Ok(Counted(vec![own]));
            }
        }
        let (name, network) = (&attempt.name, attempt.network);
        let mut counted = Counted(Vec::new());
        for key in [Key::Network(network), Key::NameFrom(name.clone(), network)] {
            if let Err(wait) = self.failed.take(&key, key.rate(), now) {
                self.give_back(counted);
                return Err(wait);
            }
            counted.0.push(key);
        }
        let strangers = Key::Name(name.clone());
        if self.failed.take(&strangers, strangers.rate(), now).is_ok() {
            counted.0.push(strangers);
        } else if let Err(wait) = self.wait(name, network.wide(), now) {
            self.give_back(counted);
            return Err(wait);
        }
        Ok(counted)
    }

    /// Refunds an attempt that succeeded.
    pub(crate) fn give_back(&self, counted: Counted) {
        for key in counted.0 {
            self.failed.give_back(&key, key.rate());
        }
    }

    /// Whether a network has waited long enough to try a name under attack. If not, its wait begins now.
    fn wait(&self, name: &str, network: Network, now: Instant) -> Result<(), Duration> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() == waiting.capacity() {
            waiting.retain(|_, from| now < *from + WAITED_FOR);
        }
        let from = waiting.entry((name.to_owned(), network)).or_insert(now + FIRST_WAIT);
        if now >= *from + WAITED_FOR {
            *from = now + FIRST_WAIT;
        }
        if let Some(wait) = from.checked_duration_since(now).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        *from = now + NEXT_WAIT;
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    use super::*;

    fn from(network: u16, name: &str) -> Attempt {
        let [high, low] = network.to_be_bytes();
        let address = IpAddr::V4(Ipv4Addr::new(198, 51, high, low));
        Attempt { name: name.into(), network: Network::of(address), device: None }
    }

    /// Uses up the allowance of strangers.
    fn under_attack(now: Instant) -> Throttle {
        let throttle = Throttle::default();
        for network in 0..100 {
            throttle.take(&from(network, "ann"), now).unwrap();
        }
        throttle
    }

    #[test]
    fn a_network_may_fail_ten_times_for_a_name_then_once_each_half_minute() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for _ in 0..10 {
            throttle.take(&from(1, "ann"), now).unwrap();
        }
        assert_eq!(throttle.take(&from(1, "ann"), now).unwrap_err(), Duration::from_secs(30));
        assert!(throttle.take(&from(1, "bob"), now).is_ok());
        assert!(throttle.take(&from(2, "ann"), now).is_ok(), "another network is not kept out");
        let later = now + Duration::from_secs(30);
        throttle.take(&from(1, "ann"), later).unwrap();
        assert!(throttle.take(&from(1, "ann"), later).is_err());
    }

    #[test]
    fn a_network_may_fail_fifty_times_with_any_names() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for number in 0..50 {
            throttle.take(&from(1, &format!("somebody-{number}")), now).unwrap();
        }
        assert!(throttle.take(&from(1, "ann"), now).is_err());
        // A refused attempt counts against no other limit.
        for _ in 0..10 {
            throttle.take(&from(2, "ann"), now).unwrap();
        }
    }

    #[test]
    fn successes_do_not_count() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        for _ in 0..200 {
            let counted = throttle.take(&from(1, "ann"), now).unwrap();
            throttle.give_back(counted);
        }
    }

    #[test]
    fn a_known_browser_is_not_kept_out_by_strangers_and_has_its_own_limit() {
        let now = Instant::now();
        let throttle = under_attack(now);
        for number in 0..50 {
            let _ = throttle.take(&from(7, &format!("somebody-{number}")), now);
        }
        let known = Attempt { device: Some([1; 16]), ..from(7, "ann") };
        for _ in 0..10 {
            throttle.take(&known, now).unwrap();
        }
        assert!(throttle.take(&known, now).is_err(), "from then on it is a stranger's");
        let other = Attempt { device: Some([2; 16]), ..from(7, "ann") };
        assert!(throttle.take(&other, now).is_ok());
    }

    #[test]
    fn while_a_name_is_attacked_whoever_waits_and_comes_back_is_let_try() {
        let now = Instant::now();
        let throttle = under_attack(now);
        let owner = from(500, "ann");
        assert_eq!(throttle.take(&owner, now).unwrap_err(), FIRST_WAIT);
        // Guesses from everywhere continue, and use up each attempt as soon as the allowance of strangers regains it.
        let later = now + FIRST_WAIT;
        for network in 1_000..2_000 {
            assert!(throttle.take(&from(network, "ann"), later).is_err());
        }
        throttle.take(&owner, later).unwrap();
        assert_eq!(throttle.take(&owner, later).unwrap_err(), NEXT_WAIT, "one attempt each minute");
        assert!(throttle.take(&from(500, "bob"), later).is_ok(), "other names are not attacked");
    }

    #[test]
    fn while_a_name_is_attacked_an_ipv6_customer_is_one_network() {
        let now = Instant::now();
        let throttle = under_attack(now);
        let of = |subnet| {
            let address = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 7, subnet, 0, 0, 0, 1));
            Attempt { network: Network::of(address), ..from(1, "ann") }
        };
        assert!(throttle.take(&of(1), now).is_err());
        let later = now + FIRST_WAIT;
        throttle.take(&of(2), later).unwrap();
        for subnet in 3..100 {
            assert!(throttle.take(&of(subnet), later).is_err());
        }
    }

    #[test]
    fn who_comes_back_much_later_waits_anew_and_is_forgotten_meanwhile() {
        let mut now = Instant::now();
        let throttle = Throttle::default();
        assert!(throttle.wait("ann", from(1, "ann").network, now).is_err());
        now += FIRST_WAIT + WAITED_FOR;
        assert_eq!(throttle.wait("ann", from(1, "ann").network, now), Err(FIRST_WAIT));
        for network in 0..10_000 {
            now += Duration::from_secs(1);
            let _ = throttle.wait("ann", from(network, "ann").network, now);
        }
        assert!(throttle.waiting.lock().unwrap().len() < 2_000);
    }
}
