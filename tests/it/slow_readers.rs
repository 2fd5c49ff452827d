//! Clients that open streams and read little of them, or nothing.

use std::cell::RefCell;
use std::net::SocketAddr;

use socket2::SockRef;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use crate::app::{PATIENCE, Person, TestApp, until};
use crate::sinks::over_both_sinks;

over_both_sinks! {
    a_reader_that_is_removed_while_events_wait_does_not_get_them_and_frees_its_slot,
    a_reader_that_disconnects_while_it_catches_up_frees_its_slot,
    two_hundred_streams_that_are_closed_again_free_their_slots,
}

const EVENTS: &str = "/rooms/general/events";

/// A message whose markup is much longer than its text.
fn large(number: usize) -> String {
    format!("number-{number}. {}", "http://a.bc ".repeat(650))
}

/// Opens a stream, once there is a slot, and reads its head. The buffers of both systems are small.
async fn open_slowly(app: &TestApp, person: &Person, path: &str) -> TcpStream {
    let opened = RefCell::new(None);
    until("there is a slot", async || {
        *opened.borrow_mut() = try_open(app, person, path).await;
        opened.borrow().is_some()
    })
    .await;
    opened.into_inner().unwrap()
}

async fn try_open(app: &TestApp, person: &Person, path: &str) -> Option<TcpStream> {
    let server: SocketAddr = app.url.trim_start_matches("http://").parse().unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    // Small packets make the server's buffer small, too.
    SockRef::from(&socket).set_tcp_mss(536).unwrap();
    let mut stream = socket.connect(server).await.unwrap();
    let cookie = person.cookie_header();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {server}\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(tokio::time::timeout(PATIENCE, stream.read_u8()).await.unwrap().unwrap());
    }
    head.starts_with(b"HTTP/1.1 200").then_some(stream)
}

async fn a_reader_that_is_removed_while_events_wait_does_not_get_them_and_frees_its_slot() {
    let arguments = ["--streams-per-session", "1", "--messages-per-minute", "0"];
    let app = TestApp::spawn_with(&arguments).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let den = ann.make_room("Den", "closed").await;
    ann.post(&format!("/rooms/{den}/invite"), &[("username", "bob")]).await;
    let mut his = open_slowly(&app, &bob, &format!("/rooms/{den}/events")).await;
    let mut hers = ann.events(&format!("/rooms/{den}/events")).await;
    // They are more than the buffers take, and less than the server lets wait.
    for number in 0..60 {
        ann.say(&den, &large(number)).await;
    }
    while !hers.next().await.unwrap().data.contains("number-59.") {}
    ann.post(&format!("/rooms/{den}/remove"), &[("username", "bob")]).await;
    ann.say(&den, "said among ourselves").await;
    while !hers.next().await.unwrap().data.contains("among ourselves") {}
    until("the slot is free", async || {
        bob.request(reqwest::Method::GET, EVENTS).send().await.unwrap().status() == 200
    })
    .await;

    let mut heard = Vec::new();
    let mut buffer = [0; 4_096];
    while let Ok(bytes @ 1..) =
        tokio::time::timeout(PATIENCE, his.read(&mut buffer)).await.expect("the stream ends")
    {
        heard.extend_from_slice(&buffer[..bytes]);
    }
    let heard = String::from_utf8_lossy(&heard);
    assert!(!heard.contains("number-59."), "what waited is not sent after the removal");
    assert!(!heard.contains("among ourselves"));
    if crate::app::sink_arguments().contains(&"body") {
        assert!(heard.contains("hx-target=\"#live\" hx-swap=\"delete\""), "the last event follows a whole event");
    }
}

async fn a_reader_that_disconnects_while_it_catches_up_frees_its_slot() {
    let arguments = ["--streams-per-session", "1", "--messages-per-minute", "0"];
    let app = TestApp::spawn_with(&arguments).await;
    let ann = app.person("ann").await;
    for number in 0..40 {
        ann.say("general", &large(number)).await;
    }
    for _ in 0..3 {
        let mut stream = open_slowly(&app, &ann, &format!("{EVENTS}?after=0")).await;
        stream.read_exact(&mut [0; 10_000]).await.unwrap();
        drop(stream);
    }
    open_slowly(&app, &ann, EVENTS).await;
}

async fn two_hundred_streams_that_are_closed_again_free_their_slots() {
    let arguments = ["--streams-per-session", "20", "--streams-per-account", "20", "--connections", "60"];
    let app = TestApp::spawn_with(&arguments).await;
    let ann = app.person("ann").await;
    let opens = async || ann.request(reqwest::Method::GET, EVENTS).send().await.is_ok_and(|it| it.status() == 200);
    for _ in 0..10 {
        let mut open = Vec::new();
        for _ in 0..20 {
            open.push(open_slowly(&app, &ann, EVENTS).await);
        }
        assert!(!opens().await, "all slots are taken");
    }
    until("all are free", opens).await;
}
