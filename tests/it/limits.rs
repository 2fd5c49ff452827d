//! Limits of the server, which must not affect other people.

mod connections;

use reqwest::Method;

use crate::app::{Answer, PASSWORD, Person, Stream, TestApp, until};
use crate::sinks::over_every_sink;

const POST: &str = "/rooms/general/messages";
const EVENTS: &str = "/rooms/general/events";
const LIVE: &str = "/rooms/general/live";

over_every_sink! {
    streams_are_limited_per_session,
}

#[tokio::test]
async fn posts_beyond_the_rate_limit_return_the_text_and_retry_after() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "3"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for body in ["1", "2", "3"] {
        ann.say("general", body).await;
    }
    let form = [("body", "one too many"), ("nonce", "n4")];
    for answer in [ann.post(POST, &form).await, ann.htmx_post(POST, &form).await] {
        is_too_fast(&answer, "composer-note", "one too many");
        assert_eq!(answer.attribute("[name=nonce]", "value").as_deref(), Some("n4"), "it stays the same message");
    }
    assert!(ann.htmx_post(POST, &form).await.body.starts_with("<form id=\"composer\""));
    assert_eq!(ann.post(POST, &[("body", ""), ("nonce", "n5")]).await.status, 422, "what is wrong comes first");

    bob.say("general", "4").await;
    assert_eq!(bob.get("/rooms/general").await.messages(), ["1", "2", "3", "4"]);
}

#[tokio::test]
async fn only_posting_and_editing_count_for_the_rate_limit() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "2"]).await;
    let ann = app.person("ann").await;
    ann.say("general", "first").await;
    let edit = "/rooms/general/messages/1/edit";
    assert_eq!(ann.post(edit, &[("body", "second")]).await.status, 303);
    is_too_fast(&ann.post(edit, &[("body", "third")]).await, "body-error", "third");
    assert_eq!(ann.get("/rooms/general").await.messages(), ["second"]);
    assert_eq!(ann.post("/rooms/general/messages/1/delete", &[]).await.status, 303);
}

fn is_too_fast(answer: &Answer, note: &str, text: &str) {
    assert_eq!(answer.status, 429);
    let seconds: u32 = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    let sentence = format!("You are sending too fast. Your text is still here: try again in {seconds} seconds.");
    assert_eq!(answer.texts(&format!("#{note}")), [sentence]);
    assert_eq!(answer.texts("textarea"), [text]);
}

#[tokio::test]
async fn a_retry_after_the_rate_limit_is_stored_once() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "60"]).await;
    let ann = app.person("ann").await;
    for number in 0..60 {
        ann.say("general", &number.to_string()).await;
    }
    let form = [("body", "the last"), ("nonce", "n1")];
    let mut refused = 0;
    // Twice, as after a lost response.
    for _ in 0..2 {
        while ann.post(POST, &form).await.status == 429 {
            refused += 1;
        }
    }
    assert!(refused > 0);
    let shown = ann.get("/rooms/general").await.messages();
    assert_eq!((shown.len(), &shown[48..]), (50, &["59".to_owned(), "the last".to_owned()][..]));
}

#[tokio::test]
async fn without_a_rate_limit_posts_are_unlimited() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    for number in 0..150 {
        ann.say("general", &number.to_string()).await;
    }
}

async fn streams_are_limited_per_session() {
    let app = TestApp::spawn_with(&["--streams-per-session", "2"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let events = ann.events(EVENTS).await;
    let mut frame = Stream::open(endless(&ann)).await;
    frame.until("id=\"messages\"").await.unwrap();

    let refused = Answer::of(ann.request(Method::GET, EVENTS).header("hx-request", "true")).await;
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "3"));
    assert!(refused.texts(".error")[0].contains("Close some of the other pages"), "{}", refused.body);
    let refused = Answer::of(endless(&ann)).await;
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "3"));
    assert!(refused.header("content-security-policy").contains("frame-ancestors 'self'"), "it shows in the frame");
    assert!(refused.texts(".frame-note")[0].contains("Too many pages are open"), "{}", refused.body);
    assert!(refused.has("meta[http-equiv=refresh]"), "and tries again by itself");
    assert_eq!(ann.get(LIVE).await.status, 200, "a finite page takes no place");

    let (_his, elsewhere) = (bob.events(EVENTS).await, app.browser());
    elsewhere.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await;
    let _hers = elsewhere.events(EVENTS).await;

    drop(events);
    until("the server has room again", async || {
        ann.request(Method::GET, EVENTS).send().await.unwrap().status() == 200
    })
    .await;
    drop(frame);
    until("the server has room again", async || endless(&ann).send().await.unwrap().status() == 200).await;
}

fn endless(person: &Person) -> reqwest::RequestBuilder {
    person.request(Method::GET, LIVE).header("sec-fetch-dest", "iframe")
}
