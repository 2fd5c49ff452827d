//! Limits on failed logins, per name and per address.
//!
//! An attempt is counted before it is tried, so that many at once can't slip through, and given back when it succeeds.

use std::time::{Duration, Instant};

use super::rates::{Meter, Rate};
use crate::model::Network;

/// What attempts are counted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A username's key.
    Name(String),
    /// Where they come from.
    Network(Network),
}

impl Key {
    /// How many attempts may fail in a row, and how long one takes to be forgotten.
    fn rate(&self) -> Rate {
        match self {
            Self::Name(_) => Rate { at_once: 10, each: Duration::from_secs(30) },
            Self::Network(_) => Rate { at_once: 50, each: Duration::from_secs(6) },
        }
    }
}

/// The failed attempts that are not forgotten yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempts(Meter<Key>);

impl Attempts {
    /// Counts an attempt as failed, unless the limit is reached: then says how long to wait.
    pub(super) fn take(&self, key: &Key, now: Instant) -> Result<(), Duration> {
        self.0.take(key, key.rate(), now)
    }

    /// Takes back an attempt that turned out to be good.
    pub(super) fn give_back(&self, key: &Key) {
        self.0.give_back(key, key.rate());
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
}
