//! Cached pages: never outdated, never another viewer's, and not sent twice.

use std::io::Read as _;

use flate2::read::GzDecoder;
use reqwest::Method;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, IF_NONE_MATCH, VARY};

use crate::app::{Answer, Person, TestApp};

const ROOM: &str = "/rooms/general";

async fn again(person: &Person, path: &str, tag: &str) -> Answer {
    // As a browser with frames, which reports itself what was read.
    let request = person.request(Method::GET, path).header("upgrade-insecure-requests", "1");
    Answer::of(request.header(IF_NONE_MATCH, tag)).await
}

/// A compressed response, decompressed.
async fn compressed(person: &Person, path: &str) -> Option<String> {
    let request = person.request(Method::GET, path).header(ACCEPT_ENCODING, "gzip");
    let response = request.send().await.unwrap();
    let varies: Vec<&str> = response.headers().get_all(VARY).iter().map(|value| value.to_str().unwrap()).collect();
    let varies = varies.join(", ");
    assert!(varies.contains("accept-encoding") && varies.contains("accept-language"), "{varies}");
    if response.headers().get(CONTENT_ENCODING)? != "gzip" {
        return None;
    }
    let mut page = String::new();
    GzDecoder::new(&*response.bytes().await.unwrap()).read_to_string(&mut page).unwrap();
    Some(page)
}

fn without_nonce(page: &str) -> String {
    let (before, rest) = page.split_once("name=\"nonce\" value=\"").unwrap();
    format!("{before}{}", rest.split_once('"').unwrap().1)
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    let page = ann.get(ROOM).await;
    let tag = page.header(ETAG.as_str());
    let same = again(&ann, ROOM, tag).await;
    assert_eq!((same.status.as_u16(), same.body.as_str()), (304, ""));
    assert_eq!(same.header(ETAG.as_str()), tag);
    assert!(same.header("cache-control").contains("no-cache"), "it has to be asked for each time");
}

#[tokio::test]
async fn every_change_of_a_page_changes_its_tag() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "first").await;
    let mut tag = ann.get(ROOM).await.header(ETAG.as_str()).to_owned();
    let id = ann.get(ROOM).await.attribute("article", "id").unwrap().replace("message-", "");
    let changes = [
        (&bob, format!("{ROOM}/messages"), vec![("body", "second")], "second"),
        (&ann, format!("{ROOM}/messages/{id}/edit"), vec![("body", "changed")], "changed"),
        (&ann, format!("{ROOM}/messages/{id}/delete"), vec![], "This message was deleted."),
        (&ann, "/rooms".to_owned(), vec![("name", "Another room")], "Another room"),
    ];
    for (person, path, form, seen) in changes {
        assert_eq!(person.post(&path, &form).await.status, 303);
        let page = again(&ann, ROOM, &tag).await;
        assert_eq!(page.status, 200, "after {path}");
        assert!(page.body.contains(seen), "after {path}");
        tag = page.header(ETAG.as_str()).to_owned();
        assert_eq!(again(&ann, ROOM, &tag).await.status, 304);
    }
}

#[tokio::test]
async fn cached_pages_are_separate_for_each_viewer() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (anns, bobs) = (ann.get(ROOM).await, bob.get(ROOM).await);
    assert_eq!(
        (anns.texts(".me .name"), bobs.texts(".me .name")),
        (vec!["ann".to_owned()], vec!["bob".to_owned()])
    );
    assert_eq!(again(&bob, ROOM, anns.header(ETAG.as_str())).await.status, 200, "ann's page is not bob's");
    let answer = again(&app.browser(), ROOM, anns.header(ETAG.as_str())).await;
    assert_eq!(answer.status, 303, "a page from memory is only for those who are logged in");
    let nonce = |page: &Answer| page.attribute("[name=nonce]", "value").unwrap();
    assert_ne!(nonce(&anns), nonce(&ann.get(ROOM).await), "each copy can send a message");
}

#[tokio::test]
async fn a_compressed_page_is_the_same_page() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for number in 0..60 {
        ann.say("general", &format!("Message {number} & <b>more</b>\u{0} {}", "x".repeat(number * 7))).await;
    }
    let first = ann.get(ROOM).await.attribute("article", "id").unwrap().replace("message-", "");
    let older = format!("{ROOM}?before={first}");
    for path in [ROOM, &older, "/rooms"] {
        let plain = ann.get(path).await;
        assert!(plain.headers.get(CONTENT_ENCODING).is_none());
        let page = compressed(&ann, path).await.unwrap_or_else(|| panic!("{path} is not compressed"));
        if path == "/rooms" {
            assert_eq!(page, plain.body);
        } else {
            assert_eq!(without_nonce(&page), without_nonce(&plain.body), "{path}");
        }
    }
}

#[tokio::test]
async fn an_endless_page_is_not_compressed_and_comes_at_once() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let request = ann.request(Method::GET, &format!("{ROOM}/live"));
    let request = request.header(ACCEPT_ENCODING, "gzip").header("sec-fetch-dest", "iframe");
    let mut stream = crate::app::Stream::open(request).await;
    assert_eq!(stream.header("content-encoding"), "");
    stream.until("No messages here yet").await.unwrap();
    ann.say("general", "hello").await;
    stream.until("hello").await.unwrap();
}

#[tokio::test]
async fn pages_beyond_either_end_are_empty_and_link_to_the_messages() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    for number in 1..=70 {
        ann.say("general", &number.to_string()).await;
    }
    let shown = |from: usize, to: usize| (from..=to).map(|number| number.to_string()).collect::<Vec<_>>();
    for (query, messages, older, newer) in [
        ("before=0", vec![], false, true),
        ("before=-5", vec![], false, true),
        ("before=1", vec![], false, true),
        ("before=9223372036854775807", shown(21, 70), true, false),
        ("before=-9223372036854775808", vec![], false, true),
        ("before=99999999999999999999", shown(21, 70), true, false),
        ("before=x", shown(21, 70), true, false),
        ("before=", shown(21, 70), true, false),
        ("after=70", vec![], false, false),
        ("after=999", vec![], false, false),
        ("after=9223372036854775807", vec![], false, false),
        ("after=0", shown(1, 50), false, true),
        ("after=-9223372036854775808", shown(1, 50), false, true),
        ("after=x", shown(21, 70), true, false),
        ("reply_to=x", shown(21, 70), true, false),
    ] {
        let page = ann.get(&format!("/rooms/general?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        assert_eq!(page.messages(), messages, "{query}");
        assert_eq!((page.has("a[rel=prev]"), page.has("a[rel=next]")), (older, newer), "{query}");
        let says: &[&str] = match (messages.is_empty(), newer) {
            (false, _) => &[],
            (true, true) => &["There are no messages before these."],
            (true, false) => &["There are no messages after these. Jump to newest"],
        };
        assert_eq!(page.texts(".empty"), says, "{query}");
    }
    ann.post("/rooms/general/messages/5/bookmark", &[]).await;
    for query in ["after=x", "after=999", "after=0"] {
        assert_eq!(ann.get(&format!("/bookmarks?{query}")).await.messages(), ["5"], "{query}");
    }
}
