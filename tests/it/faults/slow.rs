use std::net::SocketAddr;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;

use super::load::{register, serve};
use crate::app::{PASSWORD, PATIENCE, Person};
use crate::process::Process;

/// The number of clients that open a stream and never read from it.
const STUCK: usize = 8;
const POSTERS: u32 = 16;
const WARMING: u32 = 100;
const EACH: u32 = 1_250;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_subscriber_that_stops_reading_its_socket_is_dropped_and_delays_nobody() {
    subscribers_that_stop_reading_are_dropped_and_delay_nobody("socket").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_subscriber_that_stops_reading_its_body_is_dropped_and_delays_nobody() {
    subscribers_that_stop_reading_are_dropped_and_delay_nobody("body").await;
}

async fn subscribers_that_stop_reading_are_dropped_and_delay_nobody(sink: &str) {
    let folder = TempDir::new().unwrap();
    let server = Process::of(serve(folder.path(), 0).args(["--stream-sink", sink])).unwrap();
    let address = server.url.trim_start_matches("http://").parse().unwrap();
    let ann = register(&server.url, "ann").await;
    let login = ann.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await;
    let cookie = login.cookie("snug").unwrap().split(';').next().unwrap();

    post(address, cookie, "warm", WARMING).await;
    let (memory, sockets) = (memory(&server), sockets(&server));
    let mut stuck = Vec::new();
    for _ in 0..STUCK {
        stuck.push(never_reading(address, cookie).await);
    }
    let reader = tokio::spawn(read(ann.clone(), i64::from(POSTERS * (WARMING + EACH))));
    post(address, cookie, "load", EACH).await;
    assert!(reader.await.unwrap(), "who reads gets everything");
    let grown = self::memory(&server).saturating_sub(memory);
    assert!(grown < 16 << 20, "the server has grown by {} KiB", grown >> 10);

    let dropped = tokio::time::timeout(PATIENCE, async {
        let mut round = 0;
        while self::sockets(&server) > sockets {
            round += 1;
            // The server notices the closed stream only by writing to it.
            post(address, cookie, &format!("round-{round}"), 1).await;
        }
    });
    assert!(dropped.await.is_ok(), "the server holds on to those who don't read");
}

/// Posts from many connections concurrently, each waiting for its responses.
async fn post(server: SocketAddr, cookie: &str, name: &str, messages: u32) {
    let mut posters = JoinSet::new();
    for poster in 0..POSTERS {
        let head = format!("POST /rooms/general/messages HTTP/1.1\r\nHost: {server}\r\nCookie: {cookie}\r\n");
        let name = format!("{name}-{poster}");
        posters.spawn(async move {
            let mut connection = BufReader::new(TcpStream::connect(server).await.unwrap());
            let text = "x".repeat(400);
            for message in 0..messages {
                let form = format!("nonce={name}-{message}&body={text}");
                let kind = "application/x-www-form-urlencoded";
                let request =
                    format!("{head}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{form}", form.len());
                connection.write_all(request.as_bytes()).await.unwrap();
                assert_eq!(read_head(&mut connection).await, "HTTP/1.1 303 See Other");
            }
        });
    }
    posters.join_all().await;
}

/// Reads a response without a body; returns its first line.
async fn read_head(connection: &mut BufReader<TcpStream>) -> String {
    let mut lines = connection.lines();
    let first = lines.next_line().await.unwrap().unwrap();
    while !lines.next_line().await.unwrap().unwrap().is_empty() {}
    first
}

/// Opens a stream with small socket buffers, and reads only the head.
async fn never_reading(server: SocketAddr, cookie: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    let mut stream = socket.connect(server).await.unwrap();
    let request = format!("GET /rooms/general/events HTTP/1.1\r\nHost: {server}\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 200"));
    stream
}

/// Reads up to a change, resuming where a stream ends; true if every change arrived once, in order.
async fn read(person: Person, to: i64) -> bool {
    let mut last = i64::from(POSTERS * WARMING);
    while last < to {
        let mut stream = person.events(&format!("/rooms/general/events?after={last}")).await;
        while last < to {
            let Some(event) = stream.next().await else { break };
            let number = event.id.unwrap();
            // A slow reader gets several changes in one event, and a very slow one the newest messages instead.
            let holds = |change| event.data.contains(&format!("id=\"message-{change}\""));
            if !(last + 1..=number).all(holds) && !event.data.contains("innerHTML") {
                return false;
            }
            last = number;
        }
    }
    true
}

/// The server's private memory, in bytes: without the page cache of the database.
fn memory(server: &Process) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
}

fn sockets(server: &Process) -> usize {
    let files = std::fs::read_dir(format!("/proc/{}/fd", server.id())).unwrap();
    let is_socket = |file: &std::fs::DirEntry| {
        std::fs::read_link(file.path()).is_ok_and(|to| to.to_string_lossy().starts_with("socket:"))
    };
    files.filter_map(Result::ok).filter(is_socket).count()
}
