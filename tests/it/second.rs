//! Tests pass or fail at their first attempt. Only listed tests get a second one, because of faults in the driver of a
//! browser or screen reader.

use std::any::Any;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::thread;

use futures_util::FutureExt as _;

use crate::skip::say_aloud;

/// Names of tests, as the test runner prints them, each with the observed fault of its driver.
const MAY_FAIL_ONCE: &[(&str, &str)] = &[];

/// Runs a test. If it fails and is listed, runs it again.
pub async fn perform_once(test: impl AsyncFnMut()) {
    // The thread is named after its test.
    let name = thread::current().name().unwrap_or_default().to_owned();
    perform_by(MAY_FAIL_ONCE, &name, say_aloud, test).await;
}

async fn perform_by(listed: &[(&str, &str)], name: &str, say: fn(&str), mut test: impl AsyncFnMut()) {
    let Some((_, reason)) = listed.iter().find(|(listed, _)| *listed == name) else { return test().await };
    let Err(failure) = AssertUnwindSafe(test()).catch_unwind().await else { return };
    say(&format!("FAILED ONCE: {name} ({reason}): {}", words(&*failure)));
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
async fn only_listed_tests_get_a_second_attempt() {
    for (name, wanted) in [("listed", 2), ("another", 1)] {
        let mut attempts = 0;
        let test = async || {
            attempts += 1;
            panic!("as it is meant to");
        };
        let ended =
            AssertUnwindSafe(perform_by(&[("listed", "an example")], name, |_| {}, test)).catch_unwind().await;
        assert!(ended.is_err());
        assert_eq!(attempts, wanted, "{name}");
    }
}
