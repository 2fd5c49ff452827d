//! A second attempt for tests that drive browsers and screen readers. Drivers, compositors and speech servers on a busy
//! machine fail once in some thousand tests. Each first failure is printed, and more than [`MAX_SECOND_ATTEMPTS`] fail the
//! run: a fault of Snug's that shows often enough to matter isn't hidden.

use std::any::Any;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use futures_util::FutureExt as _;

use crate::skip::say_aloud;

/// The number of tests of one run that may be attempted again, of about three hundred.
const MAX_SECOND_ATTEMPTS: usize = 6;

static SECOND_ATTEMPTS: AtomicUsize = AtomicUsize::new(0);

/// Runs a test. If it fails, prints the failure and runs it once more, a few times per run.
pub async fn perform(test: impl AsyncFnMut()) {
    // The thread is named after its test.
    let name = thread::current().name().unwrap_or_default().to_owned();
    attempt_twice(&SECOND_ATTEMPTS, &name, say_aloud, test).await;
}

async fn attempt_twice(attempts: &AtomicUsize, name: &str, say: fn(&str), mut test: impl AsyncFnMut()) {
    let Err(failure) = AssertUnwindSafe(test()).catch_unwind().await else { return };
    if attempts.fetch_add(1, Ordering::Relaxed) >= MAX_SECOND_ATTEMPTS {
        say(&format!("FAILED, and {MAX_SECOND_ATTEMPTS} tests were repeated already: {name}"));
        resume_unwind(failure);
    }
    say(&format!("FAILED ONCE: {name}: {}", words(&*failure)));
    if let Err(failure) = AssertUnwindSafe(test()).catch_unwind().await {
        say(&format!("FAILED TWICE: {name}: {}", words(&*failure)));
        resume_unwind(failure);
    }
}

fn words(failure: &(dyn Any + Send)) -> &str {
    let words = failure.downcast_ref::<String>().map(String::as_str);
    words.or_else(|| failure.downcast_ref::<&str>().copied()).unwrap_or("without words")
}

#[tokio::test]
async fn a_test_that_fails_is_attempted_twice_and_only_a_few_are() {
    let repeated = AtomicUsize::new(0);
    for (number, wanted) in [2, 2, 2, 2, 2, 2, 1, 1].into_iter().enumerate() {
        let mut attempts = 0;
        let test = async || {
            attempts += 1;
            panic!("as it is meant to");
        };
        let ended = AssertUnwindSafe(attempt_twice(&repeated, "a test", |_| {}, test)).catch_unwind().await;
        assert!(ended.is_err());
        assert_eq!(attempts, wanted, "{number}");
    }
}

#[tokio::test]
async fn a_test_that_passes_at_its_second_attempt_passes() {
    let mut attempts = 0;
    let test = async || {
        attempts += 1;
        assert!(attempts > 1);
    };
    attempt_twice(&AtomicUsize::new(0), "a test", |_| {}, test).await;
    assert_eq!(attempts, 2);
}
