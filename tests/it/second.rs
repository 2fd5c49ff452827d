//! A second attempt for what depends on programs that fail by themselves at times: browsers, their drivers, screen
//! readers. A fault of ours fails both; and what happened is said either way.

use std::any::Any;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::thread;

use futures_util::FutureExt as _;

use crate::skip::say_aloud;

/// Runs a test, and if it fails, all of it once more; what made it fail is said aloud.
pub async fn with_a_second_attempt(mut test: impl AsyncFnMut()) {
    let Err(failure) = AssertUnwindSafe(test()).catch_unwind().await else { return };
    say("FAILED ONCE", &*failure);
    if let Err(failure) = AssertUnwindSafe(test()).catch_unwind().await {
        say("FAILED TWICE", &*failure);
        resume_unwind(failure);
    }
}

fn say(how: &str, failure: &(dyn Any + Send)) {
    let words = failure.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| failure.downcast_ref::<&str>().copied()).unwrap_or("without words");
    // The thread is called as its test.
    let test = thread::current().name().unwrap_or("a test").to_owned();
    say_aloud(&format!("{how}: {test}: {words}"));
}
