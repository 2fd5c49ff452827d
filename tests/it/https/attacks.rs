//! Abuse of HTTP/2: what is not ended by the server would hold its memory or its threads.

use super::raw_http2::*;
use super::*;
use crate::app::until;

/// Kilobytes of memory that the server has now.
fn resident(server: &Process) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Somebody else is answered all the same, and the server holds little more memory than before.
async fn is_unharmed(server: &Process, before: u64) {
    let ann = Person::new(&server.url);
    assert_eq!(ann.get("/login").await.status, 200);
    until("the memory is given back", async || resident(server) < before + 24_000).await;
}

#[tokio::test]
async fn a_client_that_cancels_what_it_asks_for_is_disconnected() {
    let folder = TempDir::new().unwrap();
    let server = server(folder.path(), &[]);
    let before = resident(&server);
    let client = Http2::connect(&server.url, &[]).await;
    client
        .flood(|turn| {
            let stream = 2 * turn + 1;
            let asked = frame(HEADERS, END_HEADERS | END_STREAM, stream, &get("/login", &[]));
            [asked, frame(RST_STREAM, 0, stream, &8_u32.to_be_bytes())].concat()
        })
        .await;
    is_unharmed(&server, before).await;
}

#[tokio::test]
async fn headers_that_never_end_are_refused() {
    let folder = TempDir::new().unwrap();
    let server = server(folder.path(), &[]);
    let before = resident(&server);
    let client = Http2::connect(&server.url, &[]).await;
    client
        .flood(|turn| match turn {
            0 => frame(HEADERS, END_STREAM, 1, &get("/login", &[])),
            _ => frame(CONTINUATION, 0, 1, &get("/", &[("x-more", &"m".repeat(100))])[14..]),
        })
        .await;
    is_unharmed(&server, before).await;
}

#[tokio::test]
async fn floods_of_settings_and_pings_that_are_never_read_end_with_the_time_limit() {
    let folder = TempDir::new().unwrap();
    let server = server(folder.path(), &["--write-timeout", "1"]);
    let before = resident(&server);
    for (kind, content) in [(SETTINGS, vec![]), (PING, vec![0; 8])] {
        let mut client = Http2::connect(&server.url, &[]).await;
        let flood = frame(kind, 0, 0, &content).repeat(1_000);
        let writing = async { while client.send(&flood).await.is_ok() {} };
        tokio::time::timeout(2 * crate::app::PATIENCE, writing).await.expect("the server ends the connection");
    }
    is_unharmed(&server, before).await;
}

#[tokio::test]
async fn headers_that_are_small_on_the_wire_and_large_in_memory_are_refused() {
    let folder = TempDir::new().unwrap();
    let server = server(folder.path(), &[]);
    let before = resident(&server);
    let mut client = Http2::connect(&server.url, &[]).await;
    // A header of 120 bytes that goes into the table, and is then named by one byte (RFC 7541, 6.1).
    let mut block = get("/login", &[]);
    block.extend([0x40, 1, b'x', 120]);
    block.extend([b'v'; 120]);
    block.extend([0xbe; 16_000]);
    client.send(&frame(HEADERS, END_HEADERS | END_STREAM, 1, &block)).await.unwrap();
    let mut refused = false;
    while let Ok((kind, stream, content)) = client.next().await {
        if kind == GOAWAY || stream == 1 {
            // 431, as a literal: no code of the static table.
            refused = kind != HEADERS || content.windows(3).any(|bytes| bytes == b"431") || content[0] == 0x48;
            break;
        }
    }
    assert!(refused);
    is_unharmed(&server, before).await;
}

#[tokio::test]
async fn responses_that_are_asked_for_and_not_taken_end_the_connection() {
    let folder = TempDir::new().unwrap();
    let server = server(folder.path(), &["--write-timeout", "1"]);
    let before = resident(&server);
    // A window of no byte (RFC 9113, 6.5.2).
    let mut client = Http2::connect(&server.url, &[(4, 0)]).await;
    for turn in 0..100 {
        let asked = frame(HEADERS, END_HEADERS | END_STREAM, 2 * turn + 1, &get("/login", &[]));
        client.send(&asked).await.unwrap();
    }
    client.until_ended().await;
    is_unharmed(&server, before).await;
}
