//! A network between browsers and the server, which can hold bytes back and be cut.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch::{self, Receiver, Sender};

/// The bytes of a request that pass while the network holds back.
const PASSING: usize = 64 << 10;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Holding,
    Cut,
}

pub struct Network {
    pub url: String,
    state: Sender<State>,
}

impl Network {
    pub async fn before(server: &str) -> Self {
        let server: SocketAddr = server.trim_start_matches("http://").parse().unwrap();
        let socket = TcpSocket::new_v4().unwrap();
        // Bytes that are held back stay with the browser.
        socket.set_recv_buffer_size(64 << 10).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(128).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, state) = watch::channel(State::Open);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if *state.borrow() != State::Cut {
                    tokio::spawn(pass_on(client, server, state.clone()));
                }
            }
        });
        Self { url, state: sender }
    }

    /// Lets large requests wait in the middle.
    pub fn hold(&self) {
        self.state.send_replace(State::Holding);
    }

    /// Ends all connections, and refuses new ones.
    pub fn cut(&self) {
        self.state.send_replace(State::Cut);
    }

    pub fn open(&self) {
        self.state.send_replace(State::Open);
    }
}

async fn pass_on(mut client: TcpStream, server: SocketAddr, state: Receiver<State>) {
    let Ok(mut server) = TcpStream::connect(server).await else { return };
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = server.split();
    let (mut held, mut cut) = (state.clone(), state);
    let asked = AtomicUsize::new(0);
    let there = async {
        let mut bytes = vec![0; 16 << 10];
        loop {
            let count = from_client.read(&mut bytes).await.unwrap_or(0);
            if asked.fetch_add(count, Ordering::Relaxed) > PASSING {
                let _: Result<_, _> = held.wait_for(|state| *state != State::Holding).await;
            }
            if count == 0 || to_server.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    };
    let back = async {
        let mut bytes = vec![0; 16 << 10];
        loop {
            let count = from_server.read(&mut bytes).await.unwrap_or(0);
            // The next request begins.
            asked.store(0, Ordering::Relaxed);
            if count == 0 || to_client.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = there => {}
        () = back => {}
        _ = cut.wait_for(|state| *state == State::Cut) => {}
    }
}
