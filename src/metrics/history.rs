//! The last hour, minute by minute, for charts.

use std::collections::VecDeque;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::metrics::figures::Distribution;
use crate::metrics::{limits, process, requests, streams};
use crate::model::administration::status::Point;

/// The number of points that are kept.
pub(crate) const POINTS: usize = 60;

/// The time between two points.
pub(crate) const EVERY: Duration = Duration::from_mins(1);

static HISTORY: LazyLock<Mutex<History>> = LazyLock::new(Mutex::default);

/// The points, the oldest first.
#[derive(Debug)]
struct History {
    points: VecDeque<Point>,
    /// The counters at the last one.
    last: Totals,
}

#[derive(Clone, Debug)]
struct Totals {
    posts: u64,
    deliveries: u64,
    requests: u64,
    rejections: u64,
    times: Distribution,
}

impl Totals {
    fn now() -> Self {
        Self {
            posts: streams::POSTED.get(),
            deliveries: streams::DELIVERED.get(),
            requests: requests::total(),
            rejections: limits::total(),
            times: requests::times(),
        }
    }

    /// The point between earlier totals and these.
    fn since(&self, earlier: &Self) -> Point {
        Point {
            posts: self.posts.saturating_sub(earlier.posts),
            deliveries: self.deliveries.saturating_sub(earlier.deliveries),
            requests: self.requests.saturating_sub(earlier.requests),
            rejections: self.rejections.saturating_sub(earlier.rejections),
            latency: self.times.since(&earlier.times).most(),
            streams: streams::open(),
            memory: process::resident_memory().unwrap_or_default(),
        }
    }
}

impl Default for History {
    fn default() -> Self {
        Self { points: VecDeque::new(), last: Totals::now() }
    }
}

impl History {
    fn add(&mut self) {
        let now = Totals::now();
        if self.points.len() == POINTS {
            self.points.pop_front();
        }
        self.points.push_back(now.since(&self.last));
        self.last = now;
    }

    fn read(&self) -> Vec<Point> {
        let begun = Totals::now().since(&self.last);
        let skipped = (self.points.len() + 1).saturating_sub(POINTS);
        self.points.iter().skip(skipped).copied().chain([begun]).collect()
    }
}

fn history() -> MutexGuard<'static, History> {
    HISTORY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins with the counters as they are.
pub(crate) fn begin() {
    drop(history());
}

/// Adds a point for the time since the last one.
pub(crate) fn add() {
    history().add();
}

/// The points of the last hour, the oldest first; the last one is of the minute that has begun.
pub(crate) fn read() -> Vec<Point> {
    history().read()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_kept_and_the_minute_that_has_begun_is_last() {
        let mut history = History::default();
        streams::POSTED.add(2);
        assert!(history.read().last().is_some_and(|point| point.posts >= 2));
        history.add();
        assert!(history.read().first().is_some_and(|point| point.posts >= 2));
        (0..2 * POINTS).for_each(|_| history.add());
        assert_eq!(history.read().len(), POINTS);
    }
}
