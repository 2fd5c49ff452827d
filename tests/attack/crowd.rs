//! Servers to attack, and people who come from addresses of their own.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::app::Person;
use crate::process::{Process, serve};

/// A server and its folder, which is removed after it.
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

    /// A server that people reach at another address, as behind a proxy.
    pub fn start_behind(public_url: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Process::behind(serve(folder.path(), port).args(["--public-url", public_url]), port);
        Self { server, _folder: folder }
    }

    /// A browser somewhere in a network: 127.0.`network`.`host`.
    pub fn browser(&self, network: u8, host: u8) -> Person {
        Person::at_address(&self.server.url, Ipv4Addr::new(127, 0, network, host).into())
    }

    /// Somebody new, logged in.
    pub async fn person(&self, name: &str, network: u8) -> Person {
        self.browser(network, 1).register(name).await
    }
}

/// Says to everybody who goes on and on that it is enough.
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

/// Runs `act` for each number below `count`, `at_once` at a time, and gives what came of it.
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
