//! Presence and typing.

use reqwest::Method;

use crate::app::{Person, Stream, TestApp};
use crate::sinks::over_every_sink;

const SIGNS: &str = "/rooms/general/signs";

over_every_sink! {
    presence_and_typing_are_sent_to_the_room,
    presence_is_only_for_viewers_of_the_room,
}

async fn stream(person: &Person) -> Stream {
    let version = person.get("/rooms").await.attribute("#own-rooms", "data-version").unwrap();
    Stream::open(person.request(Method::GET, "/rooms/general/events").header("snug-rooms", version)).await
}

/// Reads until the presence event has this text.
async fn until(stream: &mut Stream, test: impl Fn(&str) -> bool) {
    while !stream.next().await.is_some_and(|event| event.data.contains("#signs") && test(&event.data)) {}
}

async fn presence_and_typing_are_sent_to_the_room() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut hers = stream(&ann).await;
    assert_eq!(bob.post(SIGNS, &[("sign", "here")]).await.status, 204);
    until(&mut hers, |text| text.contains("Here: ") && text.contains("bob")).await;
    bob.post(SIGNS, &[("sign", "typing")]).await;
    until(&mut hers, |text| text.contains("is typing")).await;
    let message = [("body", "hello"), ("nonce", "1")];
    assert_eq!(bob.htmx_post("/rooms/general/messages", &message).await.status, 200);
    until(&mut hers, |text| text.contains("bob") && !text.contains("is typing")).await;
    let mut late = stream(&ann).await;
    until(&mut late, |text| text.contains("bob")).await;
    bob.post(SIGNS, &[("sign", "gone")]).await;
    until(&mut hers, |text| !text.contains("bob")).await;
}

async fn presence_is_only_for_viewers_of_the_room() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let secret = ann.make_room("Secret", "closed").await;
    assert_eq!(bob.post(&format!("/rooms/{secret}/signs"), &[("sign", "here")]).await.status, 404);
    assert_eq!(ann.post(SIGNS, &[("sign", "nonsense")]).await.status, 400);
    let mut plain = bob.events("/rooms/general/events").await;
    ann.post(SIGNS, &[("sign", "typing")]).await;
    let mut told = stream(&bob).await;
    until(&mut told, |text| text.contains("ann")).await;
    ann.say("general", "hello").await;
    assert_eq!(plain.message().await, "hello", "who does not ask hears of messages alone");
}
