//! Resuming after breaks of any length, and with slow readers.

use std::net::SocketAddr;

use scraper::Html;
use socket2::SockRef;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpSocket;
use tokio::task::JoinSet;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{PASSWORD, PATIENCE, Person, TestApp, css};
use crate::reader::{List, Reader};
use crate::sinks::{over_both_sinks, over_every_sink};

const END: &str = "that was all";

over_every_sink! {
    after_a_long_absence_the_links_reach_every_message,
    a_replaced_list_without_messages_has_no_link_and_a_note,
    a_repeatedly_disconnecting_reader_catches_up,
}

over_both_sinks! {
    a_reader_with_a_small_buffer_gets_a_replaced_list,
    a_reader_with_a_small_buffer_gets_everything_it_missed,
}

async fn after_a_long_absence_the_links_reach_every_message() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    for before in ["two messages", "and no link"] {
        ann.say("general", before).await;
    }
    let mut small = Reader::of_page(app.person("bob").await).await;
    for number in 0..70 {
        ann.say("general", &format!("before {number}")).await;
    }
    let mut large = Reader::of_page(app.person("cy").await).await;
    say(&ann, (0..520).map(|number| format!("missed {number}")).collect()).await;
    ann.say("general", END).await;
    let shown = List::of_room(&ann, "general").await;
    assert_eq!(shown.texts().len(), 2 + 70 + 520 + 1);
    for reader in [&mut small, &mut large] {
        assert!(reader.read_until(END).await);
    }
    small.holds_what_is_shown(&shown).await;
    large.holds_what_is_shown(&shown).await;
}

async fn a_replaced_list_without_messages_has_no_link_and_a_note() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    // A number the room never had, as after restoring an older database.
    let mut empty = ann.events("/rooms/general/events?after=999999").await;
    let event = empty.next().await.unwrap().data;
    assert!(Html::parse_fragment(&event).select(&css(".empty")).next().is_some(), "{event}");
    assert!(event.contains(".older:has(+ #messages)") && !event.contains("rel=\"prev\""), "{event}");
    ann.say("general", "hello").await;
    let mut one = ann.events("/rooms/general/events?after=999999").await;
    let event = one.next().await.unwrap().data;
    assert!(event.contains(".older:has(+ #messages)") && !event.contains("rel=\"prev\""), "{event}");
}

async fn a_reader_with_a_small_buffer_gets_a_replaced_list() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    say(&ann, (0..460).map(|number| format!("early {number}")).collect()).await;
    say(&ann, (0..60).map(large).collect()).await;
    ann.say("general", END).await;
    let seen = read_in_small_pieces(&app, &ann, 0).await;
    assert!(seen.first().is_some_and(|first| *first > 460), "the list was begun anew: {:?}", seen.first());
}

async fn a_reader_with_a_small_buffer_gets_everything_it_missed() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    say(&ann, (0..100).map(large).collect()).await;
    // Each message arrives in its place in its current state, and again at its change.
    for id in [3, 98, 4] {
        let path = format!("/rooms/general/messages/{id}/edit");
        assert_eq!(ann.post(&path, &[("body", &large(1_000 + id))]).await.status, 303);
    }
    ann.say("general", END).await;
    let seen = read_in_small_pieces(&app, &ann, 0).await;
    assert_eq!(seen, (1..=104).collect::<Vec<_>>());
}

async fn a_repeatedly_disconnecting_reader_catches_up() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    say(&ann, (0..560).map(|number| format!("{number} {}", "x".repeat(2_000))).collect()).await;
    // More changes than are replayed have followed any message of a replaced list.
    let database = Connection::open(app.database()).unwrap();
    database
        .execute_batch("update messages set latest_change = 1000 + id; update rooms set change = 1560;")
        .unwrap();
    let app = app.restart_with(&["--streams-per-session", "0", "--streams-per-account", "0"]).await;
    let mut reader = Reader::new(ann.at(&app.url));
    for _ in 0..150 {
        reader.read(5).await;
    }
    assert_eq!(reader.last(), 1_560);
    let shown = List::of_room(&ann.at(&app.url), "general").await;
    reader.holds_what_is_shown(&shown).await;
}

/// Posts all of these concurrently.
async fn say(person: &Person, bodies: Vec<String>) {
    let mut posts = JoinSet::new();
    for body in bodies {
        let person = person.clone();
        posts.spawn(async move { person.say("general", &body).await });
    }
    posts.join_all().await;
}

/// A message whose markup is many times as long as its text.
fn large(number: usize) -> String {
    format!("{number} {}", "http://a.bc ".repeat(660))
}

/// Reads the changes after `last` up to the message `END` through a buffer of 4 kB, resuming wherever the stream ends;
/// returns the numbers of the events.
async fn read_in_small_pieces(app: &TestApp, person: &Person, mut last: i64) -> Vec<i64> {
    let login = person.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await;
    let cookie = login.cookie("snug").unwrap().split(';').next().unwrap().to_owned();
    let server: SocketAddr = app.url.trim_start_matches("http://").parse().unwrap();
    let mut seen = Vec::new();
    loop {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4_096).unwrap();
        // Small segments keep the server's socket buffer small, too.
        SockRef::from(&socket).set_tcp_mss(536).unwrap();
        let mut stream = socket.connect(server).await.unwrap();
        let head = format!("GET /rooms/general/events HTTP/1.1\r\nHost: {server}\r\nCookie: {cookie}\r\n");
        stream.write_all(format!("{head}Last-Event-ID: {last}\r\n\r\n").as_bytes()).await.unwrap();
        let (before, mut read, mut ended) = (last, Vec::new(), false);
        let mut buffer = [0; 4_096];
        while let Ok(Ok(bytes @ 1..)) = tokio::time::timeout(PATIENCE, stream.read(&mut buffer)).await {
            read.extend_from_slice(&buffer[..bytes]);
            while let Some(end) = read.windows(2).position(|two| two == b"\n\n") {
                let event = String::from_utf8(read.drain(..end + 2).collect()).unwrap();
                if let Some(id) = event.lines().find_map(|line| line.strip_prefix("id: ")) {
                    last = id.parse().unwrap();
                    seen.push(last);
                }
                ended |= event.contains(END);
            }
            if ended {
                return seen;
            }
        }
        assert!(last > before, "nothing is gained by resuming after {before}");
    }
}
