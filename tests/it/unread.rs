//! Unread messages and their marks.

mod busy_rooms;

use reqwest::Method;
use scraper::Html;

use crate::app::{Person, Stream, TestApp, css, until};
use crate::sinks::over_every_sink;

over_every_sink! {
    loading_a_plain_page_marks_it_read,
    only_a_resuming_page_gets_the_whole_sidebar,
}

/// A room's mark in the sidebar: whether it is unread, and the number of mentions.
async fn mark(person: &Person, room: &str) -> (bool, String) {
    let page = person.get("/rooms").await;
    let html = page.html();
    let selector = css(&format!("#own-rooms a[href='/rooms/{room}'] .mark"));
    let mark = html.select(&selector).next().unwrap_or_else(|| panic!("{room} is not in the list"));
    (
        mark.value().classes().any(|class| class == "unread"),
        mark.select(&css(".badge")).map(|badge| badge.text().collect::<String>()).collect(),
    )
}

/// The newest change of a room's page.
async fn newest(person: &Person, room: &str) -> String {
    let page = browser_page(person, room).await;
    let address = page.split_once("hx-sse:connect=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    address.split_once("after=").unwrap().1.to_owned()
}

/// A room's page as a browser with frames gets it, which reports itself what was on the screen.
async fn browser_page(person: &Person, room: &str) -> String {
    let request = person.request(Method::GET, &format!("/rooms/{room}")).header("upgrade-insecure-requests", "1");
    request.send().await.unwrap().text().await.unwrap()
}

/// The response with that page.
async fn browser_answer(person: &Person, room: &str) -> crate::app::Answer {
    let request = person.request(Method::GET, &format!("/rooms/{room}")).header("upgrade-insecure-requests", "1");
    crate::app::Answer::of(request).await
}

#[tokio::test]
async fn a_room_is_unread_until_its_newest_messages_are_on_a_screen() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert!(!mark(&bob, "general").await.0);
    ann.say("general", "hello").await;
    assert!(mark(&bob, "general").await.0 && !mark(&ann, "general").await.0, "one's own message is read");
    let change = newest(&bob, "general").await;
    assert!(mark(&bob, "general").await.0, "having loaded the page is not having read it");
    assert_eq!(bob.post("/rooms/general/read", &[("change", &change)]).await.status, 204);
    assert!(!mark(&bob, "general").await.0);
    ann.say("general", "again").await;
    bob.post("/rooms/general/read", &[("change", &change)]).await;
    assert!(mark(&bob, "general").await.0, "what came later is not read by it");
    bob.post("/rooms/general/read", &[("change", "999999")]).await;
    ann.say("general", "and again").await;
    assert!(mark(&bob, "general").await.0, "nobody reads ahead");
}

async fn loading_a_plain_page_marks_it_read() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "hello").await;
    let page = bob.get("/rooms/general").await;
    assert!(page.has("#new"), "a line stands before what is new");
    assert!(!mark(&bob, "general").await.0);
    assert!(!bob.get("/rooms/general").await.has("#new"));
    ann.say("general", "again").await;
    let mut frame = bob.frame("/rooms/general/live").await;
    let text = frame.until("again").await.unwrap();
    assert!(text.find("id=\"new\"").unwrap() > text.find("hello").unwrap());
    until("the room is read", async || !mark(&bob, "general").await.0).await;
}

#[tokio::test]
async fn a_line_is_before_the_first_unread_message() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "old").await;
    bob.get("/rooms/general").await;
    ann.say("general", "new").await;
    ann.say("general", "newer").await;
    let page = browser_page(&bob, "general").await;
    let at = |text: &str| page.find(text).unwrap();
    assert!(at(">old<") < at("id=\"new\"") && at("id=\"new\"") < at(">new<"));
    assert_eq!(page.matches("id=\"new\"").count(), 1);
}

#[tokio::test]
async fn a_text_that_looks_like_a_message_does_not_move_the_line() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "*first* <article id=\"message-2\"> id=\"message-2\" <h2 class=\"day\">").await;
    bob.get("/rooms/general").await;
    ann.say("general", "second").await;
    let mut pages = vec![browser_page(&bob, "general").await];
    bob.post("/settings", &[("language", ""), ("zone", "Asia/Tokyo")]).await;
    pages.push(browser_page(&bob, "general").await);
    for (path, header) in [("/rooms/general/live/start", "iframe"), ("/rooms/general/live", "document")] {
        let page = bob.request(Method::GET, path).header("sec-fetch-dest", header);
        pages.push(page.send().await.unwrap().text().await.unwrap());
    }
    for page in pages {
        let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} in {page}"));
        let line = at("<p class=\"new-line\"");
        assert!(at(">first<") < line && line < at("<article class=\"message continues\"") && line < at("second"));
    }
}

#[tokio::test]
async fn messages_can_be_marked_unread() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for text in ["one", "two", "three"] {
        ann.say("general", text).await;
    }
    let page = bob.get("/rooms/general").await;
    let id = page.html().select(&css("article")).nth(1).unwrap().attr("id").unwrap().replace("message-", "");
    assert!(!mark(&bob, "general").await.0);
    assert_eq!(bob.post(&format!("/rooms/general/messages/{id}/unread"), &[]).await.location(), "/rooms");
    assert!(mark(&bob, "general").await.0);
    let page = browser_page(&bob, "general").await;
    assert!(page.find(">one<").unwrap() < page.find("id=\"new\"").unwrap());
    assert!(page.find("id=\"new\"").unwrap() < page.find(">two<").unwrap());
}

#[tokio::test]
async fn every_message_of_a_direct_conversation_counts() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let room = ann.post("/direct", &[("people", "bob")]).await.location().replace("/rooms/", "");
    ann.say(&room, "one").await;
    ann.say(&room, "two").await;
    assert_eq!(mark(&bob, &room).await, (true, "2".to_owned()));
    bob.get(&format!("/rooms/{room}")).await;
    assert_eq!(mark(&bob, &room).await, (false, String::new()));
    ann.say(&room, "three").await;
    let id = ann
        .get(&format!("/rooms/{room}"))
        .await
        .html()
        .select(&css("article"))
        .next_back()
        .unwrap()
        .attr("id")
        .unwrap()
        .replace("message-", "");
    assert_eq!(mark(&bob, &room).await.1, "1");
    ann.post(&format!("/rooms/{room}/messages/{id}/delete"), &[]).await;
    assert_eq!(mark(&bob, &room).await.1, "", "a deleted message counts for nobody");
}

#[tokio::test]
async fn notification_levels_are_respected() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for (involvement, unread) in [("mentions", false), ("nothing", false), ("everything", true)] {
        bob.post("/rooms/general/involvement", &[("involvement", involvement)]).await;
        ann.say("general", involvement).await;
        assert_eq!(mark(&bob, "general").await.0, unread, "{involvement}");
    }
}

/// A stream of a browser that shows the sidebar.
async fn stream_with_rooms(person: &Person, room: &str, version: &str) -> Stream {
    Stream::open(person.request(Method::GET, &format!("/rooms/{room}/events")).header("snug-rooms", version)).await
}

#[tokio::test]
async fn open_pages_get_changes_of_other_rooms() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea")]).await;
    bob.post("/rooms/tea/join", &[]).await;
    let page = bob.get("/rooms/general").await;
    let version = page.attribute("#own-rooms", "data-version").unwrap();
    let mut his = stream_with_rooms(&bob, "general", &version).await;
    ann.say("tea", "hello").await;
    let told = his.next().await.unwrap();
    assert!(told.id.is_none(), "it is no change of the room");
    let html = Html::parse_fragment(&told.data);
    let target = html.select(&css("hx-partial")).next().unwrap().attr("hx-target").unwrap().to_owned();
    assert!(page.has(&format!("#own-rooms a[href='/rooms/tea'] {target}")), "{target}");
    assert!(html.select(&css(".mark.unread")).next().is_some());
    let change = newest(&bob, "tea").await;
    bob.post("/rooms/tea/read", &[("change", &change)]).await;
    let told = his.next().await.unwrap();
    assert!(Html::parse_fragment(&told.data).select(&css(".mark:not(.unread)")).next().is_some(), "{}", told.data);
    bob.post("/rooms", &[("name", "Coffee")]).await;
    ann.post("/rooms/tea/about", &[("name", "Green tea")]).await;
    let told = his.next().await.unwrap().data;
    assert!(told.contains("#own-rooms") && told.contains("Green tea"), "{told}");
}

#[tokio::test]
async fn the_sidebar_button_shows_unread_marks_of_other_rooms() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea")]).await;
    bob.post("/rooms/tea/join", &[]).await;
    let button = |page: &crate::app::Answer| {
        let text = page.texts(".rooms-button").concat();
        (text.split_whitespace().collect::<Vec<_>>().join(" "), page.has(".rooms-button .mark.unread"))
    };
    let page = bob.get("/rooms/general").await;
    assert_eq!(button(&page), ("Rooms☰".to_owned(), false));
    let version = page.attribute("#own-rooms", "data-version").unwrap();
    let mut his = stream_with_rooms(&bob, "general", &version).await;

    ann.say("tea", "hello").await;
    let told = his.next().await.unwrap().data;
    let html = Html::parse_fragment(&told);
    assert!(
        html.select(&css("hx-partial[hx-target='#mark-of-others'] > .mark.unread")).next().is_some(),
        "{told}"
    );
    assert_eq!(button(&browser_answer(&bob, "general").await), ("Rooms☰, unread".to_owned(), true));
    assert!(!button(&browser_answer(&bob, "tea").await).1, "not of the room that is shown");

    ann.say("tea", "hello @bob").await;
    let told = his.next().await.unwrap().data;
    let html = Html::parse_fragment(&told);
    let badge = html.select(&css("hx-partial[hx-target='#mark-of-others'] .badge")).next().unwrap();
    assert_eq!(badge.text().collect::<String>(), "1");
    for path in ["/rooms", "/settings", "/search", "/switch", "/rooms/general/about"] {
        assert_eq!(bob.get(path).await.texts(".rooms-button .badge"), ["1"], "{path}");
    }
}

async fn only_a_resuming_page_gets_the_whole_sidebar() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let version = bob.get("/rooms/general").await.attribute("#own-rooms", "data-version").unwrap();
    ann.post("/rooms", &[("name", "Tea")]).await;
    bob.post("/rooms/tea/join", &[]).await;
    let mut his = stream_with_rooms(&bob, "general", &version).await;
    let told = his.next().await.unwrap().data;
    assert!(told.contains("#own-rooms") && told.contains("/rooms/tea"), "{told}");
    let mut plain = bob.events("/rooms/general/events").await;
    ann.say("tea", "hello").await;
    assert!(his.next().await.unwrap().data.contains("unread"));
    ann.say("general", "here").await;
    assert_eq!(plain.message().await, "here", "who does not ask is told of this room alone");
}

/// The message directly after the line above the first unread one, if there is a line.
fn first_new(page: &str) -> Option<String> {
    let (_, new) = page.split_once("<p class=\"new-line\"")?;
    let html = Html::parse_fragment(new);
    html.select(&css(".body")).next().map(|body| body.text().collect::<String>().trim().to_owned())
}

#[tokio::test]
async fn a_room_is_no_longer_unread_when_the_last_unread_message_of_others_is_deleted() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea")]).await;
    bob.post("/rooms/tea/join", &[]).await;
    let delete = async |id: &str| ann.post(&format!("/rooms/tea/messages/{id}/delete"), &[]).await;
    ann.say("tea", "one").await;
    bob.say("tea", "mine").await;
    ann.say("tea", "two, @bob").await;
    let page = ann.get("/rooms/tea").await;
    let ids: Vec<String> =
        page.html().select(&css("article")).map(|one| one.attr("id").unwrap().replace("message-", "")).collect();
    assert_eq!(mark(&bob, "tea").await, (true, "1".to_owned()));
    let version = bob.get("/settings").await.attribute("#own-rooms", "data-version").unwrap();
    let mut his = stream_with_rooms(&bob, "general", &version).await;

    delete(&ids[2]).await;
    assert_eq!(mark(&bob, "tea").await, (true, String::new()), "the first is unread still");
    let told = his.next().await.unwrap().data;
    assert!(told.contains("mark unread") && !told.contains("badge"), "{told}");

    delete(&ids[0]).await;
    assert!(!mark(&bob, "tea").await.0, "only his own is left");
    let told = his.next().await.unwrap().data;
    assert!(Html::parse_fragment(&told).select(&css(".mark:not(.unread)")).next().is_some(), "{told}");
    let page = browser_page(&bob, "tea").await;
    assert!(!page.contains("id=\"new\""));

    // Nobody else is concerned, and what comes next is unread.
    let cy = app.person("cy").await;
    cy.post("/rooms/tea/join", &[]).await;
    ann.say("tea", "three").await;
    ann.say("tea", "four").await;
    let last: usize = ids[2].parse::<usize>().unwrap() + 2;
    delete(&last.to_string()).await;
    assert!(mark(&bob, "tea").await.0 && mark(&cy, "tea").await.0 && !mark(&ann, "tea").await.0);
    delete(&(last - 1).to_string()).await;
    assert!(!mark(&bob, "tea").await.0 && !mark(&cy, "tea").await.0);
}
