//! More than the server allows is refused with a reason, and costs nobody else anything.

use crate::app::{Answer, TestApp};

const POST: &str = "/rooms/general/messages";

#[tokio::test]
async fn who_sends_faster_than_allowed_gets_the_text_back_and_is_told_when_to_try_again() {
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
async fn editing_counts_and_reading_and_deleting_do_not() {
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
    let sentence = format!(
        "You are sending faster than this server allows. Your text is still here: try again in {seconds} seconds."
    );
    assert_eq!(answer.texts(&format!("#{note}")), [sentence]);
    assert_eq!(answer.texts("textarea"), [text]);
}

#[tokio::test]
async fn who_waits_as_told_and_sends_again_arrives_once() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "60"]).await;
    let ann = app.person("ann").await;
    for number in 0..60 {
        ann.say("general", &number.to_string()).await;
    }
    let form = [("body", "the last"), ("nonce", "n1")];
    let mut refused = 0;
    // Twice, as by somebody who got no answer.
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
async fn without_a_limit_everybody_sends_as_fast_as_they_can() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    for number in 0..150 {
        ann.say("general", &number.to_string()).await;
    }
}
