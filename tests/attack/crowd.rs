//! Servers to attack, and clients with different addresses.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::app::Person;
use crate::process::{Process, serve};

/// A server and its folder, which is removed afterwards.
pub struct Target {
    pub server: Process,
    _folder: TempDir,
}

impl Target {
    pub fn start(arguments: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let server = Process::of(serve(folder.path(), 0).args(arguments)).expect("an address is announced");
        Self { server, _folder: folder }
    }

    /// A server with another public URL, as behind a proxy.
    pub fn start_behind(public_url: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let port = crate::process::free_port();
        let server = Process::behind(serve(folder.path(), port).args(["--public-url", public_url]), port);
        Self { server, _folder: folder }
    }

    /// A client at 127.0.`network`.`host`.
    pub fn browser(&self, network: u8, host: u8) -> Person {
        Person::at_address(&self.server.url, Ipv4Addr::new(127, 0, network, host).into())
    }

    /// Somebody new, logged in.
    pub async fn person(&self, name: &str, network: u8) -> Person {
        self.browser(network, 1).register(name).await
    }
}

/// Stops all loops.
#[derive(Clone, Default)]
pub struct Enough(Arc<AtomicBool>);

impl Enough {
    pub fn say(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub fn said(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Runs `act` for each number below `count`, `at_once` concurrently; returns the results.
pub async fn many<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    count: usize,
    at_once: usize,
    act: impl Fn(usize) -> F,
) -> Vec<T> {
    let (mut running, mut results) = (JoinSet::new(), Vec::new());
    for number in 0..count {
        if running.len() == at_once {
            results.push(running.join_next().await.unwrap().unwrap());
        }
        running.spawn(act(number));
    }
    results.extend(running.join_all().await);
    results
}
