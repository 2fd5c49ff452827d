//! Limits on failed logins, per name and per address.
//!
//! An attempt is counted before it is tried, so that many at once can't slip through, and given back when it succeeds.
//! The arithmetic is the generic cell rate algorithm: one instant per key.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What attempts are counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A username's key.
    Name(String),
    /// An address, of IPv6 the network (/64), which one customer has whole.
    Address(IpAddr),
}

impl Key {
    pub(super) fn address(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::from([a, b, c, d, 0, 0, 0, 0])
            }
            v4 @ IpAddr::V4(_) => v4,
        })
    }

    /// How many attempts may fail in a row, and how long one takes to be forgotten.
    fn limit(&self) -> (u32, Duration) {
        match self {
            Self::Name(_) => (10, Duration::from_secs(30)),
            Self::Address(_) => (50, Duration::from_secs(6)),
        }
    }
}

/// The failed attempts that are not forgotten yet: per key, when the last of them will be.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempts(Arc<Mutex<HashMap<Key, Instant>>>);

impl Attempts {
    /// Counts an attempt as failed, unless the limit is reached: then says how long to wait.
    pub(super) fn take(&self, key: &Key, now: Instant) -> Result<(), Duration> {
        let (burst, each) = key.limit();
        let mut clear_at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if clear_at.len() == clear_at.capacity() {
            clear_at.retain(|_, at| *at > now);
        }
        let next = clear_at.get(key).copied().unwrap_or(now).max(now) + each;
        let ahead = next.duration_since(now);
        if let Some(wait) = ahead.checked_sub(each * burst).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        clear_at.insert(key.clone(), next);
        Ok(())
    }

    /// Takes back an attempt that turned out to be good.
    pub(super) fn give_back(&self, key: &Key) {
        let (_, each) = key.limit();
        if let Some(at) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get_mut(key) {
            *at -= each;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_are_allowed_then_one_each_half_minute() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let ann = Key::Name("ann".into());
        for _ in 0..10 {
            attempts.take(&ann, now).unwrap();
        }
        assert_eq!(attempts.take(&ann, now), Err(Duration::from_secs(30)));
        assert!(attempts.take(&Key::Name("bob".into()), now).is_ok());
        let later = now + Duration::from_secs(30);
        attempts.take(&ann, later).unwrap();
        assert!(attempts.take(&ann, later).is_err());
    }

    #[test]
    fn successes_do_not_count() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let ann = Key::Name("ann".into());
        for _ in 0..100 {
            attempts.take(&ann, now).unwrap();
            attempts.give_back(&ann);
        }
    }

    #[test]
    fn an_ipv6_network_counts_as_one_address() {
        let key = |address: &str| Key::address(address.parse().unwrap());
        assert_eq!(key("2001:db8::1"), key("2001:db8::ffff:2"));
        assert_ne!(key("2001:db8::1"), key("2001:db8:0:1::1"));
        assert_eq!(key("::ffff:192.0.2.1"), key("192.0.2.1"));
    }
}
