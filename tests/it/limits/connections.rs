//! Limits of connections, in all and per address.

use std::cell::RefCell;
use std::net::{IpAddr, SocketAddr};
use std::process::Command;

use reqwest::Method;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use super::{EVENTS, LIVE};
use crate::app::{Answer, PASSWORD, PATIENCE, Person, TestApp, until};
use crate::process::{Process, serve};
use crate::sinks::over_both_sinks;

over_both_sinks! {
    streams_count_among_the_connections_until_they_end,
    clients_that_never_read_are_disconnected_and_silent_pages_are_not,
}

#[tokio::test]
async fn connections_beyond_the_limit_get_503_until_another_closes() {
    let app = TestApp::spawn_with(&["--connections", "3", "--connections-per-address", "0"]).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(Line::open(&app.url, HERE).await.expect("there is a place"));
    }
    for path in ["/healthz", "/rooms/general/events"] {
        let refused = app.browser().get(path).await;
        assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (503, "10"));
        assert!(refused.body.contains("as many connections open as it allows"), "{}", refused.body);
    }
    let refused = Answer::of(app.browser().request(Method::POST, "/login").body("x".repeat(10_000))).await;
    assert_eq!(refused.status, 503, "also where what was sent was not read");
    for line in &mut held {
        assert!(line.ask("/healthz", "").await.starts_with("HTTP/1.1 200"), "who is in stays in");
    }
    held.pop();
    until("the server has room again", async || Line::open(&app.url, HERE).await.is_ok()).await;
}

#[tokio::test]
async fn connections_are_limited_per_address() {
    let app = TestApp::spawn_with(&["--connections-per-address", "2"]).await;
    let mut held = vec![Line::open(&app.url, THERE).await.unwrap(), Line::open(&app.url, THERE).await.unwrap()];
    let refused = Line::open(&app.url, THERE).await.unwrap_err();
    assert!(refused.starts_with("HTTP/1.1 429"), "{refused}");
    assert!(refused.contains("\r\nretry-after: 10\r\n") && refused.contains("Your address has"), "{refused}");
    assert_eq!(app.browser().get("/healthz").await.status, 200);
    held.pop();
    until("the server has room again", async || Line::open(&app.url, THERE).await.is_ok()).await;
}

#[tokio::test]
async fn behind_a_proxy_or_without_a_limit_one_address_can_have_all_connections() {
    let behind_proxy = ["--connections-per-address", "2", "--behind-proxy"];
    for arguments in [&behind_proxy[..], &["--connections-per-address", "0"]] {
        let app = TestApp::spawn_with(arguments).await;
        let mut held = Vec::new();
        for _ in 0..20 {
            held.push(Line::open(&app.url, THERE).await.unwrap());
        }
    }
}

async fn streams_count_among_the_connections_until_they_end() {
    let app = TestApp::spawn_with(&["--connections-per-address", "3"]).await;
    let cookie = cookie(&app.person("ann").await).await;
    let (mut held, taken) = (Vec::new(), RefCell::new(Vec::new()));
    for path in [EVENTS, EVENTS, LIVE] {
        let mut line = Line::open(&app.url, THERE).await.unwrap();
        let head = line.ask(path, &cookie).await;
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        held.push(line);
    }
    for ended in [0, 1] {
        assert!(Line::open(&app.url, THERE).await.is_err(), "there is no place");
        drop(held.remove(ended));
        // A free slot is taken at once.
        until("the server has room again", async || {
            Line::open(&app.url, THERE).await.map(|line| taken.borrow_mut().push(line)).is_ok()
        })
        .await;
    }
}

#[tokio::test]
async fn refused_connections_do_not_slow_the_server() {
    let app = TestApp::spawn_with(&["--connections", "1"]).await;
    let mut inside = Line::open(&app.url, HERE).await.unwrap();
    let mut crowd = Vec::new();
    for _ in 0..300 {
        crowd.push(connect(&app.url, THERE).await);
    }
    assert!(inside.ask("/healthz", "").await.starts_with("HTTP/1.1 200"));
    let mut told = 0;
    for mut stream in crowd {
        // The server waits for some requests, but not for long.
        let mut said = Vec::new();
        tokio::time::timeout(PATIENCE, stream.read_to_end(&mut said)).await.expect("it is closed").unwrap();
        assert!(said.is_empty() || said.starts_with(b"HTTP/1.1 503"));
        told += usize::from(!said.is_empty());
    }
    assert!(told >= 300 - 2 * 64, "{told} were told at once");
    assert!(inside.ask("/healthz", "").await.starts_with("HTTP/1.1 200"));
}

async fn clients_that_never_read_are_disconnected_and_silent_pages_are_not() {
    let arguments = ["--write-timeout", "1", "--connections-per-address", "6", "--messages-per-minute", "0"];
    let app = TestApp::spawn_with(&arguments).await;
    let ann = app.person("ann").await;
    let cookie = cookie(&ann).await;
    for _ in 0..50 {
        ann.say("general", &"long ".repeat(1_600)).await;
    }
    let mut silent = Line::open(&app.url, "127.0.0.8").await.unwrap();
    assert!(silent.ask(LIVE, &cookie).await.starts_with("HTTP/1.1 200"));

    let request = format!("GET /rooms/general HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
    let mut greedy = Vec::new();
    for _ in 0..6 {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4_096).unwrap();
        socket.bind(SocketAddr::new(THERE.parse::<IpAddr>().unwrap(), 0)).unwrap();
        let mut stream = socket.connect(app.url.trim_start_matches("http://").parse().unwrap()).await.unwrap();
        stream.write_all(request.repeat(20).as_bytes()).await.unwrap();
        greedy.push(stream);
    }
    assert!(Line::open(&app.url, THERE).await.is_err(), "the places are taken");
    until("the server has room again", async || Line::open(&app.url, THERE).await.is_ok()).await;

    // Longer than the write timeout: this page has nothing to read.
    ann.say("general", "still heard").await;
    let mut rest = Vec::new();
    let heard = tokio::time::timeout(PATIENCE, async {
        while !rest.windows(11).any(|bytes| bytes == b"still heard") {
            assert!(silent.0.read_buf(&mut rest).await.unwrap() > 0, "the page goes on");
        }
    });
    heard.await.expect("it is heard");
}

#[tokio::test]
async fn idle_connections_per_network_are_limited_without_refusing_any() {
    let app = TestApp::spawn().await;
    let ends = |answer: &str| answer.contains("\r\nconnection: close\r\n");
    let mut kept = Vec::new();
    for _ in 0..128 {
        let mut line = Line(connect(&app.url, THERE).await);
        let answer = line.ask("/healthz", "").await;
        assert!(answer.starts_with("HTTP/1.1 200") && !ends(&answer), "{answer}");
        kept.push(line);
    }
    // Connections without a request don't count.
    let _silent = [connect(&app.url, HERE).await, connect(&app.url, THERE).await];
    let mut brief = Line(connect(&app.url, THERE).await);
    let answer = brief.ask("/healthz", "").await;
    assert!(answer.starts_with("HTTP/1.1 200") && ends(&answer), "{answer}");
    let mut rest = Vec::new();
    let closed = tokio::time::timeout(PATIENCE, brief.0.read_to_end(&mut rest));
    closed.await.expect("it is closed").unwrap();
    let answer = Line(connect(&app.url, HERE).await).ask("/healthz", "").await;
    assert!(!ends(&answer), "others have their own: {answer}");
    assert!(!ends(&kept[0].ask("/healthz", "").await), "who is kept stays");

    kept.pop();
    until("the server has room again", async || {
        !ends(&Line(connect(&app.url, THERE).await).ask("/healthz", "").await)
    })
    .await;
}

#[tokio::test]
async fn a_head_that_is_too_long_is_answered_while_more_arrives() {
    let app = TestApp::spawn().await;
    for length in [60_000, 65_400, 65_536, 70_000, 160_000] {
        let long = "x".repeat(length);
        for head in [
            format!("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: {long}\r\n\r\n"),
            format!("GET /{long} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        ] {
            let mut stream = connect(&app.url, HERE).await;
            stream.write_all(head.as_bytes()).await.unwrap();
            let mut said = Vec::new();
            let answered = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut said)).await.expect("it ends");
            let said = String::from_utf8_lossy(&said);
            answered.unwrap_or_else(|error| panic!("{length}: {error} after {said}"));
            let status = said.strip_prefix("HTTP/1.1 ").and_then(|said| said.get(..3)).unwrap_or_default();
            let allowed: &[&str] = match length {
                60_000 => &["200", "404"],
                160_000 => &["414", "431"],
                // Exactly at the limit, either is right.
                _ => &["200", "404", "414", "431"],
            };
            assert!(allowed.contains(&status), "{length}: {said:?}");
        }
    }
}

#[tokio::test]
async fn with_few_open_files_connections_are_refused_before_files_run_out() {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new("sh");
    let snug = serve(folder.path(), 0);
    command.args(["-c", "ulimit -n 400; exec \"$0\" \"$@\""]).arg(snug.get_program());
    command.args(snug.get_args()).current_dir(folder.path()).env("SNUG_LOG_LEVEL", "off");
    let server = Process::of(&mut command).unwrap();
    let mut held = Vec::new();
    // Half of the files are for Snug, and half of the rest for other addresses.
    for from in [HERE, THERE] {
        for _ in 0..100 {
            held.push(Line::open(&server.url, from).await.unwrap());
        }
    }
    assert!(Line::open(&server.url, "127.0.0.8").await.unwrap_err().starts_with("HTTP/1.1 503"));
    let login = held[0].ask("/login", "").await;
    assert!(login.starts_with("HTTP/1.1 200"), "{login}");
    held.pop();
    until("the server has room again", async || Line::open(&server.url, THERE).await.is_ok()).await;
}

/// Another address, and the one of the other clients of the tests.
const THERE: &str = "127.0.0.7";

const HERE: &str = "127.0.0.1";

/// A keep-alive connection.
#[derive(Debug)]
struct Line(TcpStream);

impl Line {
    /// Connects from an address and sends a request; the response is the error where it is refused.
    async fn open(server: &str, from: &str) -> Result<Self, String> {
        let mut line = Self(connect(server, from).await);
        let answer = line.ask("/healthz", "").await;
        if answer.starts_with("HTTP/1.1 200") { Ok(line) } else { Err(answer) }
    }

    /// Requests a page; returns the response's head and the data read with it, or nothing where the connection breaks.
    async fn ask(&mut self, path: &str, cookie: &str) -> String {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade-Insecure-Requests: 1\r\nCookie: {cookie}\r\n\r\n"
        );
        // A refused connection may get its response before the request.
        let _ = self.0.write_all(request.as_bytes()).await;
        let mut answer = Vec::new();
        let whole = tokio::time::timeout(PATIENCE, async {
            while !answer.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
                if !self.0.read_buf(&mut answer).await.is_ok_and(|read| read > 0) {
                    break;
                }
            }
        });
        whole.await.expect("there is an answer");
        String::from_utf8(answer).unwrap()
    }
}

async fn connect(server: &str, from: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from.parse::<IpAddr>().unwrap(), 0)).unwrap();
    socket.connect(server.trim_start_matches("http://").parse().unwrap()).await.unwrap()
}

/// The session cookie of a new session.
async fn cookie(person: &Person) -> String {
    let login = person.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await;
    login.cookie("snug").unwrap().split(';').next().unwrap().to_owned()
}
