//! Sharing a browser's few connections.

use reqwest::Method;

use crate::app::{Stream, TestApp, until};
use crate::sinks::{over_both_sinks, over_every_sink};

over_both_sinks!(the_fourth_frame_of_a_session_polls_instead_of_streaming);

over_every_sink! {
    a_polling_client_gets_pending_events_and_no_stream,
    a_removed_polling_member_is_told_to_close_the_room,
}

/// Whether a frame is finite and reloads itself.
async fn renews(mut frame: Stream) -> bool {
    let beginning = frame.until("</head>").await.unwrap();
    beginning.contains("http-equiv=\"refresh\" content=\"5; url=") && frame.until("</html>").await.is_some()
}

async fn the_fourth_frame_of_a_session_polls_instead_of_streaming() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.say("general", "hello").await;
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut frame = ann.frame("/rooms/general/live").await;
        assert!(frame.until("</article>").await.unwrap().contains("hello"));
        held.push(frame);
    }
    for _ in 0..10 {
        assert!(renews(ann.frame("/rooms/general/live").await).await);
    }
    assert!(
        bob.frame("/rooms/general/live").await.until("</article>").await.unwrap().contains("hello"),
        "others have their own"
    );
    drop(held.pop());
    until("a frame may hold its connection again", async || !renews(ann.frame("/rooms/general/live").await).await)
        .await;
    bob.say("general", "again").await;
    assert!(held[0].until("</article>").await.unwrap().contains("again"));
}

async fn a_polling_client_gets_pending_events_and_no_stream() {
    let app = TestApp::spawn_with(&["--streams-per-session", "1"]).await;
    let ann = app.person("ann").await;
    let mut stream = ann.events("/rooms/general/events").await;
    ann.say("general", "one").await;
    let ask = |after: &'static str| {
        ann.request(Method::GET, "/rooms/general/events").header("snug-once", "yes").header("last-event-id", after)
    };
    let answer = ask("0").send().await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.headers()["content-type"].to_str().unwrap()),
        (200, "text/event-stream")
    );
    assert!(answer.text().await.unwrap().contains("id: 1\n"));
    assert_eq!(ask("1").send().await.unwrap().text().await.unwrap(), "");
    assert_eq!(stream.message().await, "one");
    ann.post("/logout", &[]).await;
    assert!(
        ask("1").send().await.unwrap().text().await.unwrap().contains("hx-target=\"#live\" hx-swap=\"delete\"")
    );
}

async fn a_removed_polling_member_is_told_to_close_the_room() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let den = bob.make_room("Den", "closed").await;
    bob.post(&format!("/rooms/{den}/invite"), &[("username", "ann")]).await;
    let ask = async |room: &str| {
        let request = ann.request(Method::GET, &format!("/rooms/{room}/events")).header("snug-once", "yes");
        request.send().await.unwrap().text().await.unwrap()
    };
    assert_eq!(ask(&den).await, "");
    bob.post(&format!("/rooms/{den}/remove"), &[("username", "ann")]).await;
    let told = ask(&den).await;
    assert!(told.contains("hx-target=\"#live\" hx-swap=\"delete\""), "{told}");
    assert_eq!(ask("nowhere").await, told);
}
