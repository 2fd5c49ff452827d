use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::load::{Crowd, Fate, Load, check, serve};
use crate::process::Process;
use crate::random::Random;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_connections_lose_and_duplicate_no_message() {
    let folder = TempDir::new().unwrap();
    let server = Process::of(&mut serve(folder.path(), 0)).unwrap();
    let proxy = Proxy::before(server.url.trim_start_matches("http://").parse().unwrap()).await;
    let crowd = Crowd { posters: 8, readers: 6, messages: Some(30) };
    let load = Load::start(&server.url, &proxy.url, &crowd).await;
    let sent = load.finish().await;
    assert!(sent.values().any(|fate| matches!(fate, Fate::Unknown(_))), "some got no answer");
    server.kill();
    check(&folder.path().join("chat.db"), sent);
}

/// A proxy that cuts each connection after a random number of bytes.
struct Proxy {
    url: String,
    _stop: DropGuard,
}

impl Proxy {
    async fn before(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let random = Arc::new(Mutex::new(Random::of(5)));
        tokio::spawn(async move {
            while let Some(accepted) = stopped.run_until_cancelled(listener.accept()).await {
                let (client, _) = accepted.unwrap();
                let most = {
                    let mut random = random.lock().unwrap();
                    [bytes_until_the_cut(&mut random), bytes_until_the_cut(&mut random)]
                };
                tokio::spawn(pass_on(client, server, most));
            }
        });
        Self { url, _stop: stop.drop_guard() }
    }
}

/// Within a request's head or an event, within a response, within a page, or late.
fn bytes_until_the_cut(random: &mut Random) -> u64 {
    let most = [400, 2_000, 20_000, 500_000][random.below(4) as usize];
    random.below(most)
}

async fn pass_on(mut client: TcpStream, server: SocketAddr, [there, back]: [u64; 2]) {
    let Ok(mut server) = TcpStream::connect(server).await else { return };
    let (from_client, to_client) = client.split();
    let (from_server, to_server) = server.split();
    // The direction that ends first ends the other.
    tokio::select! {
        () = pass(from_client, to_server, there) => {}
        () = pass(from_server, to_client, back) => {}
    }
}

async fn pass(from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, most: u64) {
    // One side may already be closed.
    let _ = copy(&mut from.take(most), &mut to).await;
}
