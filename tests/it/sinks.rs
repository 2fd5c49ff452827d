//! Tests that run over all that streams are sent through.

/// Runs each of these functions as a test of each of these names, with that value of `SINK`.
macro_rules! over_sinks {
    (@one [$($name:ident $sink:literal)*] $test:ident) => {
        mod $test {
            $(#[tokio::test(flavor = "current_thread")]
            async fn $name() {
                crate::app::SINK.scope($sink, super::$test()).await;
            })*
        }
    };
    ($kinds:tt $($test:ident)*) => { $(crate::sinks::over_sinks!(@one $kinds $test);)* };
}

pub(crate) use over_sinks;

/// Runs each of these functions, which use sockets of their own, as two tests, whose servers send streams through sockets
/// and as response bodies.
macro_rules! over_both_sinks {
    ($($test:ident),* $(,)?) => { crate::sinks::over_sinks!([socket "socket" body "body"] $($test)*); };
}

pub(crate) use over_both_sinks;

/// Runs each of these functions as four tests: the same, and over TLS by HTTP/1.1 and by HTTP/2.
macro_rules! over_every_sink {
    ($($test:ident),* $(,)?) => {
        crate::sinks::over_sinks!([socket "socket" body "body" tls "http/1.1" http2 "h2"] $($test)*);
    };
}

pub(crate) use over_every_sink;

use std::collections::BTreeMap;

use reqwest::Method;

use crate::app::{Stream, TestApp};

const EVENTS: &str = "/rooms/general/events";

#[tokio::test]
async fn a_stream_takes_its_connection_or_is_a_body_as_configured_with_the_same_head() {
    let mut heads = Vec::new();
    for (sink, is_body) in [("auto", false), ("socket", false), ("body", true)] {
        let app = TestApp::spawn_with(&["--stream-sink", sink]).await;
        let ann = app.person("ann").await;
        let request = ann.request(Method::GET, EVENTS).header("accept-encoding", "gzip");
        let mut stream = Stream::open(request.header("snug-rooms", "1")).await;
        assert_eq!(stream.header("transfer-encoding") == "chunked", is_body, "{sink}");
        assert_eq!(stream.header("connection"), "close", "{sink}");
        ann.say("general", "hello").await;
        while !stream.next().await.expect("the stream goes on").data.contains("hello") {}
        let mut head: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in stream.names().filter(|name| !["connection", "transfer-encoding", "date"].contains(&&**name)) {
            let mut values = stream.headers(&name);
            if name == "set-cookie" {
                // The cookie's name differs between servers.
                values.iter_mut().for_each(|cookie| *cookie = cookie.split_off(cookie.find(';').unwrap()));
            }
            head.insert(name, values);
        }
        assert!(head.values().all(|values| values.len() == 1), "{head:?}");
        assert!(!head.contains_key("content-encoding"), "{head:?}");
        heads.push(head);
    }
    assert_eq!(heads[0], heads[1]);
    assert_eq!(heads[0], heads[2]);
}

#[tokio::test]
async fn streams_that_are_bodies_take_no_connections_that_are_kept_for_the_next_request() {
    let unlimited = ["--stream-sink", "body", "--streams-per-session", "0", "--streams-per-account", "0"];
    let app = TestApp::spawn_with(&unlimited).await;
    let ann = app.person("ann").await;
    let mut streams = Vec::new();
    for _ in 0..128 {
        streams.push(ann.events(EVENTS).await);
    }
    assert_ne!(app.browser().get("/healthz").await.header("connection"), "close");
    ann.say("general", "hello").await;
    for stream in &mut streams {
        assert_eq!(stream.message().await, "hello");
    }
}
