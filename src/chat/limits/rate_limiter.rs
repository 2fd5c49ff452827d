//! Keyed rate limiter.
//!
//! The algorithm is the generic cell rate algorithm (GCRA): one instant per key, and none for keys whose budget is full
//! again.
//!
//! The `governor` crate (0.10) has the same algorithm, and doesn't fit in three points. It can't give a cell back, and
//! [`Limits`](super::budgets::Limits) counts an action against several keys or none of them, and refunds registrations
//! that fail. A `RateLimiter` of it has one quota, where a call here names the rate of its action. And it keeps unused
//! keys until somebody calls `retain_recent`, where the map here drops them before it grows. A state store of our own
//! below `governor` would have more lines than the algorithm.

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A burst of `at_once`, and one more after each interval of `each`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    pub(crate) at_once: u32,
    pub(crate) each: Duration,
}

impl Rate {
    /// `count` per minute, with a burst of as many.
    pub(crate) fn per_minute(count: NonZeroU32) -> Self {
        Self { at_once: count.get(), each: Duration::from_mins(1) / count.get() }
    }
}

/// For each key, the instant at which its budget is full again (GCRA's theoretical arrival time).
#[derive(Clone, Debug)]
pub(crate) struct RateLimiter<K>(Arc<Mutex<HashMap<K, Instant>>>);

impl<K> Default for RateLimiter<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Clone + Eq + Hash> RateLimiter<K> {
    /// Takes one from the key's budget, or returns the time until that will be possible.
    pub(crate) fn take(&self, key: &K, rate: Rate, now: Instant) -> Result<(), Duration> {
        let mut full_at = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() == full_at.capacity() {
            full_at.retain(|_, at| *at > now);
        }
        let next = full_at.get(key).copied().unwrap_or(now).max(now) + rate.each;
        let ahead = next.duration_since(now);
        if let Some(wait) = ahead.checked_sub(rate.each * rate.at_once).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        full_at.insert(key.clone(), next);
        Ok(())
    }

    /// Gives one back to the key's budget.
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
            let (limiter, rate, now) = (RateLimiter::default(), per_minute(count), Instant::now());
            for _ in 0..count {
                limiter.take(&"ann", rate, now).unwrap();
            }
            assert_eq!(limiter.take(&"ann", rate, now), Err(rate.each), "{count}");
            let mut taken = 0;
            for step in 1..=10 * count.min(200) {
                taken += u32::from(limiter.take(&"ann", rate, now + rate.each * step / 10).is_ok());
            }
            assert_eq!(taken, count.min(200), "{count}: one for each part of the minute that passes");
        }
    }

    #[test]
    fn who_waits_as_long_as_told_may_go_on() {
        let (limiter, rate, now) = (RateLimiter::default(), per_minute(120), Instant::now());
        for _ in 0..120 {
            limiter.take(&"ann", rate, now).unwrap();
        }
        let soon = now + Duration::from_millis(100);
        let wait = limiter.take(&"ann", rate, soon).unwrap_err();
        assert_eq!(wait, Duration::from_millis(400));
        assert!(limiter.take(&"ann", rate, soon + Duration::from_millis(399)).is_err());
        limiter.take(&"ann", rate, soon + wait).unwrap();
    }

    #[test]
    fn what_is_refused_does_not_count_and_nobody_pays_for_another() {
        let (limiter, rate, now) = (RateLimiter::default(), per_minute(1), Instant::now());
        limiter.take(&"ann", rate, now).unwrap();
        for _ in 0..1_000 {
            assert_eq!(limiter.take(&"ann", rate, now), Err(rate.each));
        }
        limiter.take(&"bob", rate, now).unwrap();
        limiter.take(&"ann", rate, now + rate.each).unwrap();
    }

    #[test]
    fn those_of_whom_nothing_counts_any_more_are_forgotten() {
        let (limiter, rate, now) = (RateLimiter::default(), per_minute(60), Instant::now());
        for key in 0..10_000_u32 {
            limiter.take(&key, rate, now + rate.each * key).unwrap();
        }
        assert!(limiter.0.lock().unwrap().len() < 100);
    }
}
