//! The stream of pages that show no room.

use reqwest::Method;
use scraper::Html;

use crate::app::{Answer, PASSWORD, Person, Stream, TestApp, css, until};
use crate::sinks::over_every_sink;

const EVENTS: &str = "/events";

over_every_sink! {
    a_page_without_a_room_gets_marks_and_rooms_and_no_messages,
    the_end_of_a_session_ends_its_personal_streams_alone,
    lost_access_to_a_room_shows_in_the_list_of_rooms,
    personal_streams_count_among_the_streams_of_a_session_and_an_account,
    personal_streams_end_with_the_server,
    a_personal_stream_begins_with_the_rooms_that_the_page_lacks,
    personal_streams_speak_the_language_of_the_viewer,
    without_a_session_the_personal_stream_says_so_and_stops_reconnecting,
    a_closed_personal_stream_gives_its_slot_back,
}

/// A stream of a page that was just loaded.
async fn open(person: &Person) -> Stream {
    let version = person.get("/settings").await.attribute("#own-rooms", "data-version").unwrap();
    Stream::open(person.request(Method::GET, EVENTS).header("snug-rooms", version)).await
}

async fn a_page_without_a_room_gets_marks_and_rooms_and_no_messages() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let page = bob.get("/settings").await;
    assert_eq!(page.attribute("#live", "hx-sse:connect").as_deref(), Some(EVENTS));
    let mut stream = open(&bob).await;
    assert_eq!(stream.header("content-type"), "text/event-stream");
    ann.say("general", "a secret").await;
    let event = stream.next().await.unwrap();
    let html = Html::parse_fragment(&event.data);
    let target = html.select(&css("hx-partial")).next().unwrap().attr("hx-target").unwrap().to_owned();
    assert!(page.has(&format!("#own-rooms a[href='/rooms/general'] {target}")), "{target}");
    assert!(html.select(&css(".mark.unread")).next().is_some() && event.id.is_none(), "{}", event.data);
    assert!(!event.data.contains("secret"));

    ann.say("general", "hello @bob").await;
    let event = stream.next().await.unwrap().data;
    let html = Html::parse_fragment(&event);
    let badge = html.select(&css("[hx-target='#mark-of-others'] .badge")).next().expect("the general room counts");
    assert_eq!(badge.text().collect::<String>(), "1");

    bob.get("/rooms/general").await;
    let event = stream.next().await.unwrap().data;
    assert!(Html::parse_fragment(&event).select(&css(".mark:not(.unread)")).next().is_some(), "{event}");
    bob.post("/rooms", &[("name", "Tea")]).await;
    let event = stream.next().await.unwrap().data;
    assert!(event.contains("hx-target=\"#own-rooms\"") && event.contains("/rooms/tea"), "{event}");
}

async fn the_end_of_a_session_ends_its_personal_streams_alone() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let phone = app.browser();
    phone.post("/login", &[("username", "bob"), ("password", PASSWORD)]).await;
    let (mut here, mut there) = (open(&bob).await, open(&phone).await);
    bob.post("/logout", &[]).await;
    let last = here.next().await.unwrap().data;
    assert!(last.contains("logged out") && last.contains("hx-target=\"#live\" hx-swap=\"delete\""), "{last}");
    ann.say("general", "among others").await;
    assert!(here.next().await.is_none());
    assert!(there.next().await.unwrap().data.contains("mark unread"), "the other device goes on");
}

async fn lost_access_to_a_room_shows_in_the_list_of_rooms() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let den = ann.make_room("Den", "closed").await;
    let mut stream = open(&bob).await;
    ann.post(&format!("/rooms/{den}/invite"), &[("username", "bob")]).await;
    assert!(stream.next().await.unwrap().data.contains("Den"));
    ann.post(&format!("/rooms/{den}/remove"), &[("username", "bob")]).await;
    let event = stream.next().await.unwrap().data;
    assert!(event.contains("#own-rooms") && !event.contains("Den"), "{event}");
    ann.say(&den, "among ourselves").await;
    ann.say("general", "hello").await;
    let event = stream.next().await.unwrap().data;
    assert_eq!(event.matches("<hx-partial").count(), 2, "the mark of the general room, and the button's: {event}");
}

async fn personal_streams_count_among_the_streams_of_a_session_and_an_account() {
    let app = TestApp::spawn_with(&["--streams-per-session", "2", "--streams-per-account", "3"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let phone = app.browser();
    phone.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await;
    let _streams = [open(&ann).await, ann.events("/rooms/general/events").await, open(&phone).await];
    for (person, path) in [(&ann, EVENTS), (&ann, "/rooms/general/events"), (&phone, EVENTS)] {
        let refused = person.get(path).await;
        assert_eq!(refused.status, 429, "{path}");
        assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    }
    let once = Answer::of(ann.request(Method::GET, EVENTS).header("snug-once", "yes")).await;
    assert_eq!((once.status.as_u16(), once.body.as_str()), (200, ""), "a question takes no slot");
    open(&bob).await;
}

async fn a_closed_personal_stream_gives_its_slot_back() {
    let app = TestApp::spawn_with(&["--streams-per-session", "1"]).await;
    let ann = app.person("ann").await;
    drop(open(&ann).await);
    for path in [EVENTS, "/rooms/general/events", EVENTS] {
        until("the slot is free", async || ann.request(Method::GET, path).send().await.unwrap().status() == 200)
            .await;
    }
}

async fn personal_streams_end_with_the_server() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut stream = open(&ann).await;
    let app = app.restart().await;
    assert!(stream.next().await.is_none());
    let ann = ann.at(&app.url);
    open(&ann).await;
}

async fn a_personal_stream_begins_with_the_rooms_that_the_page_lacks() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let version = ann.get("/settings").await.attribute("#own-rooms", "data-version").unwrap();
    ann.post("/rooms", &[("name", "Tea")]).await;
    for shown in [Some(version), None] {
        let mut request = ann.request(Method::GET, EVENTS);
        if let Some(version) = shown {
            request = request.header("snug-rooms", version);
        }
        let event = Stream::open(request).await.next().await.unwrap().data;
        let html = Html::parse_fragment(&event);
        assert!(html.select(&css("#own-rooms a[href='/rooms/tea']")).next().is_some(), "{event}");
        assert!(html.select(&css("[aria-current]")).next().is_none(), "no room is open: {event}");
    }
}

async fn personal_streams_speak_the_language_of_the_viewer() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    bob.post("/settings", &[("language", "ja"), ("zone", "")]).await;
    cy.post("/settings", &[("language", "ar"), ("zone", "")]).await;
    let (mut his, mut hers) = (open(&bob).await, open(&cy).await);
    ann.say("general", "hello").await;
    let (his_mark, her_mark) = (his.next().await.unwrap().data, hers.next().await.unwrap().data);
    assert!(his_mark.contains("mark unread") && her_mark.contains("mark unread") && his_mark != her_mark);
    bob.post("/logout", &[]).await;
    assert!(his.next().await.unwrap().data.contains("ログアウト"));
}

async fn without_a_session_the_personal_stream_says_so_and_stops_reconnecting() {
    let app = TestApp::spawn().await;
    let answer = app.browser().get(EVENTS).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/event-stream"));
    assert!(answer.body.contains("/login") && answer.body.contains("hx-target=\"#live\" hx-swap=\"delete\""));
    assert!(!answer.body.contains("own-rooms"));
}

#[tokio::test]
async fn every_page_without_a_room_has_the_personal_stream_and_no_room_has_it() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    ann.say("general", "hello").await;
    for path in ["/rooms", "/settings", "/search?q=hello", "/bookmarks", "/direct", "/switch", "/shortcuts"] {
        let page = ann.get(path).await;
        assert_eq!(page.attribute("#live", "hx-sse:connect").as_deref(), Some(EVENTS), "{path}");
    }
    for path in ["/rooms/general/about", "/rooms/general/pins", "/rooms/general/messages/1/edit"] {
        assert_eq!(ann.get(path).await.attribute("#live", "hx-sse:connect").as_deref(), Some(EVENTS), "{path}");
    }
    for path in ["/rooms/general", "/rooms/general/messages/1"] {
        let page = ann.get(path).await;
        assert_eq!(page.html().select(&css("#live")).count(), 1, "{path}");
        assert!(page.attribute("#live", "hx-sse:connect").unwrap().starts_with("/rooms/general/events"), "{path}");
    }
    for path in ["/login", "/register"] {
        assert!(!app.browser().get(path).await.has("#live"), "{path}");
    }
}
