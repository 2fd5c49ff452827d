//! Counters, gauges and histograms.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

/// A number that only grows.
#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) const fn new() -> Self {
        Self(AtomicU64::new(0))
    }

    pub(crate) fn add(&self, count: u64) {
        self.0.fetch_add(count, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A number that rises and falls.
#[derive(Debug, Default)]
pub(crate) struct Gauge(AtomicI64);

impl Gauge {
    pub(crate) const fn new() -> Self {
        Self(AtomicI64::new(0))
    }

    pub(crate) fn add(&self, change: i64) {
        self.0.fetch_add(change, Ordering::Relaxed);
    }

    pub(crate) fn set(&self, value: i64) {
        self.0.store(value, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// How values are distributed: the number of those up to each bound, and their sum.
#[derive(Debug)]
pub(crate) struct Histogram<const N: usize> {
    bounds: &'static [u64; N],
    buckets: [Counter; N],
    /// Values above the last bound.
    more: Counter,
    sum: Counter,
}

/// Bounds for the time of a request, a commit or a checkpoint, in microseconds.
pub(crate) const TIMES: [u64; 13] =
    [250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000];

/// A histogram of times.
pub(crate) type Times = Histogram<13>;

impl Times {
    pub(crate) const fn of_times() -> Self {
        Self::new(&TIMES)
    }

    pub(crate) fn observe_time(&self, time: Duration) {
        self.observe(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
    }
}

impl<const N: usize> Histogram<N> {
    pub(crate) const fn new(bounds: &'static [u64; N]) -> Self {
        Self { bounds, buckets: [const { Counter::new() }; N], more: Counter::new(), sum: Counter::new() }
    }

    pub(crate) fn observe(&self, value: u64) {
        let bucket = self.bounds.iter().position(|bound| value <= *bound);
        bucket.map_or(&self.more, |bucket| &self.buckets[bucket]).add(1);
        self.sum.add(value);
    }

    /// The values so far.
    pub(crate) fn read(&self) -> Distribution {
        let buckets = self.bounds.iter().zip(&self.buckets);
        Distribution {
            buckets: buckets.map(|(bound, count)| (*bound, count.get())).collect(),
            more: self.more.get(),
            sum: self.sum.get(),
        }
    }
}

/// The content of a histogram.
#[derive(Clone, Debug, Default)]
pub(crate) struct Distribution {
    /// Each bound, and the number of values up to it that are above the bound before.
    pub(crate) buckets: Vec<(u64, u64)>,
    pub(crate) more: u64,
    pub(crate) sum: u64,
}

impl Distribution {
    pub(crate) fn count(&self) -> u64 {
        self.buckets.iter().map(|(_, count)| count).sum::<u64>() + self.more
    }

    /// Adds the values of another histogram with the same bounds.
    pub(crate) fn add(&mut self, other: &Self) {
        if self.buckets.is_empty() {
            *self = other.clone();
            return;
        }
        for (own, (_, count)) in self.buckets.iter_mut().zip(&other.buckets) {
            own.1 += count;
        }
        self.more += other.more;
        self.sum += other.sum;
    }

    /// The values that came after an earlier reading.
    pub(crate) fn since(&self, earlier: &Self) -> Self {
        let mut since = self.clone();
        for (own, (_, count)) in since.buckets.iter_mut().zip(&earlier.buckets) {
            own.1 = own.1.saturating_sub(*count);
        }
        since.more = since.more.saturating_sub(earlier.more);
        since.sum = since.sum.saturating_sub(earlier.sum);
        since
    }

    /// The bound up to which 95 of 100 values are; none where there are none. Above the last bound, that.
    pub(crate) fn most(&self) -> Option<u64> {
        let count = self.count();
        let wanted = count.saturating_mul(95).div_ceil(100);
        let mut seen = 0;
        let found = self.buckets.iter().find(|(_, count)| {
            seen += count;
            seen >= wanted
        });
        let last = self.buckets.last().map(|(bound, _)| *bound);
        if count == 0 { None } else { found.map(|(bound, _)| *bound).or(last) }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    static BOUNDS: [u64; 3] = [1, 5, 10];

    #[test]
    fn values_are_counted_up_to_their_bound() {
        let sizes = Histogram::new(&BOUNDS);
        for value in [0, 1, 2, 5, 6, 100] {
            sizes.observe(value);
        }
        let read = sizes.read();
        assert_eq!((read.buckets.clone(), read.more), (vec![(1, 2), (5, 2), (10, 1)], 1));
        assert_eq!((read.count(), read.sum), (6, 114));
    }

    #[test]
    fn most_is_the_bound_of_95_in_100_since_an_earlier_reading() {
        let sizes = Histogram::new(&BOUNDS);
        assert_eq!(sizes.read().most(), None);
        (0..100).for_each(|_| sizes.observe(100));
        let before = sizes.read();
        assert_eq!(before.most(), Some(10), "above the last bound, that");
        (0..95).for_each(|_| sizes.observe(1));
        (0..5).for_each(|_| sizes.observe(7));
        assert_eq!(sizes.read().since(&before).most(), Some(1));
        sizes.observe(7);
        assert_eq!(sizes.read().since(&before).most(), Some(10));
    }
}
