//! Browsers that stay open for later tests: starting one takes longer than most tests.

use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

use tokio::runtime::{Builder, Runtime};

use crate::browser::Browser;
use crate::engine::{Engine, Kind};

/// The number of browsers that may wait; the one that has waited longest is closed for another.
const MAX_WAITING: usize = 8;

/// The number of tests that one browser serves, because browsers grow.
const MAX_TESTS: usize = 30;

/// Connections to drivers outlive the tests' own runtimes.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap());

static WAITING: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// A browser that nobody uses, without anything of earlier tests, or a new one.
///
/// With an address, a new one that sends requests for [`NAMED`](crate::engine::NAMED) there.
pub async fn take(engine: Engine, kind: Kind, programs: &[PathBuf], address: Option<&str>) -> Browser {
    let waiting = || {
        let mut waiting = WAITING.lock().unwrap();
        let place = waiting.iter().position(|browser| browser.engine == engine && browser.kind == kind)?;
        Some(waiting.remove(place))
    };
    if let (None, Some(browser)) = (address, waiting()) {
        return browser;
    }
    let (programs, address) = (programs.to_vec(), address.map(str::to_owned));
    let open = move || RUNTIME.block_on(Browser::open(engine, kind, &programs, address.as_deref()));
    tokio::task::spawn_blocking(open).await.unwrap()
}

/// Takes a browser back after a test that succeeded. One that can't forget the test is closed.
pub async fn give_back(mut browser: Browser) {
    browser.tests += 1;
    if browser.tests >= MAX_TESTS || browser.has_address {
        return;
    }
    if let Err(error) = browser.forget().await {
        eprintln!("{:?} is not used again: {error}", browser.engine);
        return;
    }
    let mut waiting = WAITING.lock().unwrap();
    waiting.push(browser);
    let oldest = (waiting.len() > MAX_WAITING).then(|| waiting.remove(0));
    drop(waiting);
    drop(oldest);
}
