//! How often something may be done.
//!
//! The arithmetic is the generic cell rate algorithm: one instant per key, and none for keys of which nothing counts
//! any more.

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many at once, and one more each time that `each` has passed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) at_once: u32,
    pub(crate) each: Duration,
}

impl Rate {
    /// So many at once, and as many in each minute after.
    pub(crate) fn per_minute(count: NonZeroU32) -> Self {
        Self { at_once: count.get(), each: Duration::from_mins(1) / count.get() }
    }
}

/// What was done and still counts: per key, when the last of it no longer will.
#[derive(Clone, Debug)]
pub(crate) struct RateLimiter<K>(Arc<Mutex<HashMap<K, Instant>>>);

impl<K> Default for RateLimiter<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Clone + Eq + Hash> RateLimiter<K> {
    /// Counts one, unless the rate is reached: then says how long to wait.
    pub(crate) fn take(&self, key: &K, rate: Rate, now: Instant) -> Result<(), Duration> {
        let mut clear_at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if clear_at.len() == clear_at.capacity() {
            clear_at.retain(|_, at| *at > now);
        }
        let next = clear_at.get(key).copied().unwrap_or(now).max(now) + rate.each;
        let ahead = next.duration_since(now);
        if let Some(wait) = ahead.checked_sub(rate.each * rate.at_once).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        clear_at.insert(key.clone(), next);
        Ok(())
    }

    /// Takes one back.
    pub(crate) fn give_back(&self, key: &K, rate: Rate) {
        if let Some(at) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get_mut(key) {
            *at -= rate.each;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn per_minute(count: u32) -> Rate {
        Rate::per_minute(NonZeroU32::new(count).unwrap())
    }

    #[test]
    fn so_many_at_once_then_evenly_as_many_in_each_minute() {
        for count in [1, 7, 120, 100_000] {
            let (meter, rate, now) = (RateLimiter::default(), per_minute(count), Instant::now());
            for _ in 0..count {
                meter.take(&"ann", rate, now).unwrap();
            }
            assert_eq!(meter.take(&"ann", rate, now), Err(rate.each), "{count}");
            let mut taken = 0;
            for step in 1..=10 * count.min(200) {
                taken += u32::from(meter.take(&"ann", rate, now + rate.each * step / 10).is_ok());
            }
            assert_eq!(taken, count.min(200), "{count}: one for each part of the minute that passes");
        }
    }

    #[test]
    fn who_waits_as_long_as_told_may_go_on() {
        let (meter, rate, now) = (RateLimiter::default(), per_minute(120), Instant::now());
        for _ in 0..120 {
            meter.take(&"ann", rate, now).unwrap();
        }
        let soon = now + Duration::from_millis(100);
        let wait = meter.take(&"ann", rate, soon).unwrap_err();
        assert_eq!(wait, Duration::from_millis(400));
        assert!(meter.take(&"ann", rate, soon + Duration::from_millis(399)).is_err());
        meter.take(&"ann", rate, soon + wait).unwrap();
    }

    #[test]
    fn what_is_refused_does_not_count_and_nobody_pays_for_another() {
        let (meter, rate, now) = (RateLimiter::default(), per_minute(1), Instant::now());
        meter.take(&"ann", rate, now).unwrap();
        for _ in 0..1_000 {
            assert_eq!(meter.take(&"ann", rate, now), Err(rate.each));
        }
        meter.take(&"bob", rate, now).unwrap();
        meter.take(&"ann", rate, now + rate.each).unwrap();
    }

    #[test]
    fn those_of_whom_nothing_counts_any_more_are_forgotten() {
        let (meter, rate, now) = (RateLimiter::default(), per_minute(60), Instant::now());
        for key in 0..10_000_u32 {
            meter.take(&key, rate, now + rate.each * key).unwrap();
        }
        assert!(meter.0.lock().unwrap().len() < 100);
    }
}
