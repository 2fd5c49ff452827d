//! Limits per person and network.

use jiff::Timestamp;
use reqwest::Method;
use snug::model::{AccountId, SessionId, Slug, Username};
use snug::store;
use snug::store::{Admission, Factor, NewAccount, NewConversation, NewSession, Notice, Sink, Store};
use std::sync::Arc;

use crate::app::{Answer, PASSWORD, Person, Stream, TestApp};
use crate::backends::{self, TestBackend, TestDatabase, on_every_backend};
use crate::sinks::over_every_sink;

on_every_backend!(
    the_oldest_empty_conversation_is_replaced_at_the_limit,
    the_least_recently_used_session_ends_at_the_limit,
);

over_every_sink! {
    a_conversation_appears_for_the_others_with_its_first_message,
    streams_per_account_are_limited_across_sessions,
}

/// A rate-limited form is returned with its values.
fn is_too_fast(answer: &Answer, field: &str, typed: &str) {
    assert_eq!(answer.status, 429, "{}", answer.body);
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(answer.attribute(&format!("[name={field}]"), "value").as_deref(), Some(typed));
    let said = answer.texts(".error, [role=alert]").concat();
    assert!(said.contains("try again"), "{said:?}");
}

#[tokio::test]
async fn registrations_beyond_the_limit_keep_the_form_and_limits_are_per_network() {
    let app = TestApp::spawn_with(&["--registrations-per-hour", "2"]).await;
    app.person("ann").await;
    let form = |name: &'static str| [("username", name), ("password", PASSWORD)];
    for _ in 0..3 {
        assert_eq!(
            app.browser().post("/register", &form("ann")).await.status,
            422,
            "what is mistyped is not counted"
        );
    }
    app.person("bob").await;
    is_too_fast(&app.browser().post("/register", &form("cy")).await, "username", "cy");
    is_too_fast(&app.browser().htmx_post("/register", &form("cy")).await, "username", "cy");
    let elsewhere = Person::at_address(&app.url, "127.0.0.7".parse().unwrap());
    assert_eq!(elsewhere.post("/register", &form("cy")).await.status, 303);
}

#[tokio::test]
async fn creating_rooms_too_fast_returns_the_form() {
    let app = TestApp::spawn().await;
    let (_ann, bob) = (app.person("ann").await, app.person("bob").await);
    for number in 0..20 {
        assert_eq!(bob.post("/rooms", &[("name", &*format!("Room {number}"))]).await.status, 303);
    }
    let form = [("name", "One more"), ("description", "of many"), ("kind", "closed")];
    for answer in [bob.post("/rooms", &form).await, bob.htmx_post("/rooms", &form).await] {
        is_too_fast(&answer, "name", "One more");
        assert_eq!(answer.attribute("[name=description]", "value").as_deref(), Some("of many"));
        assert_eq!(answer.attribute("[name=kind][checked]", "value").as_deref(), Some("closed"));
    }
    assert!(!bob.get("/rooms").await.body.contains("One more"));
}

#[tokio::test]
async fn repeated_invitations_of_the_same_person_are_limited() {
    let app = TestApp::spawn().await;
    let (ann, _bob, _cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let tea = ann.post("/rooms", &[("name", "Tea"), ("kind", "closed")]).await.location().to_owned();
    let invite = async |name| ann.post(&format!("{tea}/invite"), &[("username", name)]).await;
    for _ in 0..30 {
        assert_eq!(invite("bob").await.status, 303);
    }
    is_too_fast(&invite("bob").await, "username", "bob");
    assert_eq!(invite("cy").await.status, 303, "others can be brought in");
}

/// All pages that could show a conversation.
async fn sees(person: &Person, room: &str) -> [bool; 6] {
    let links = async |page: &str, place: &str| {
        let page = person.get(page).await;
        page.attribute(&format!("{place} a[href=\"{room}\"]"), "href").is_some()
    };
    let slug = room.trim_start_matches("/rooms/");
    [
        links("/rooms", "#own-rooms").await,
        links("/rooms", ".room-list").await,
        links("/switch", ".found").await,
        person.get(room).await.status == 200,
        person.request(Method::GET, &format!("{room}/events")).send().await.unwrap().status() == 200,
        !person.get(&format!("/search?q=in:{slug}")).await.body.contains("There is no room"),
    ]
}

async fn a_conversation_appears_for_the_others_with_its_first_message() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let room = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
    let (hers, his) = (sees(&ann, &room).await, sees(&bob, &room).await);
    assert_eq!(hers, [true; 6]);
    assert_eq!(his, [false; 6]);
    assert_eq!(ann.get(&room).await.texts("#room-name"), ["bob"]);
    let people = ann.get(&format!("{room}/about")).await;
    assert_eq!(people.texts("ul.people bdi"), ["ann", "bob"]);
    assert!(ann.get(&format!("{room}/complete?q=@b")).await.body.contains("@bob"));

    let version = bob.get("/rooms/general").await.attribute("#own-rooms", "data-version").unwrap();
    let request = bob.request(Method::GET, "/rooms/general/events").header("snug-rooms", version);
    let mut open = Stream::open(request).await;
    ann.say(room.trim_start_matches("/rooms/"), "hello @bob").await;
    while !open.next().await.expect("a page of his hears of it").data.contains(&format!("href=\"{room}\"")) {}
    let page = bob.get("/rooms/general").await;
    assert_eq!(page.texts("#own-rooms .direct .badge"), ["1"], "it is unread");
    assert_eq!(sees(&bob, &room).await, [true; 6]);
    assert_eq!(bob.get(&room).await.messages(), ["hello @bob"]);
    assert_eq!(bob.post("/direct", &[("people", "ann")]).await.location(), room);
}

#[tokio::test]
async fn both_people_can_open_the_same_conversation() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let room = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
    assert_eq!(bob.post("/direct", &[("people", "ann")]).await.location(), room);
    assert_eq!(bob.get(&room).await.texts("#room-name"), ["ann"]);
    bob.say(room.trim_start_matches("/rooms/"), "hello").await;
    assert_eq!(ann.get(&room).await.messages(), ["hello"]);
}

#[tokio::test]
async fn an_empty_conversation_shows_the_others_new_name() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let room = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
    assert_eq!(ann.get(&room).await.texts("#own-rooms .direct a"), ["bob"]);
    assert_eq!(bob.post("/settings/profile", &[("name", "Robert")]).await.status, 303);
    assert_eq!(ann.get(&room).await.texts("#own-rooms .direct a"), ["Robert"]);
}

async fn streams_per_account_are_limited_across_sessions() {
    let app = TestApp::spawn_with(&["--streams-per-account", "2"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let elsewhere = app.browser();
    elsewhere.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await;
    let events = "/rooms/general/events";
    let (first, _second) = (ann.events(events).await, elsewhere.events(events).await);
    for browser in [&ann, &elsewhere] {
        assert_eq!(browser.get(events).await.status, 429);
    }
    let _his = bob.events(events).await;
    drop(first);
    let mut asked = 0;
    while elsewhere.request(Method::GET, events).send().await.unwrap().status() != 200 {
        asked += 1;
        assert!(asked < 100_000);
    }
}

/// A store with these people; returns their ids.
async fn store(backend: TestBackend, names: &[&str], sink: Sink) -> (Store, Vec<AccountId>, TestDatabase) {
    let (store, database) = backends::open(backend, sink).await;
    let mut people = Vec::new();
    for name in names {
        let username = Username::parse(name).unwrap();
        let (network, created_at) = (String::new(), Timestamp::now());
        let new = NewAccount { username, password_hash: Some(String::new()), identity: None, network, created_at };
        let form = Admission::Form { registration: None, first_needs_link: false };
        people.push(store.create_account(new, form).await.unwrap().id);
    }
    (store, people, database)
}

async fn the_oldest_empty_conversation_is_replaced_at_the_limit(backend: TestBackend) {
    let (store, people, _database) = store(backend, &["ann", "bob", "cy", "dee"], Arc::new(|_| ())).await;
    let ann = people[0];
    let begin = async |with: AccountId, max_per_maker| {
        let new = NewConversation {
            by: ann,
            people: vec![ann, with],
            max_per_maker,
            slug: Slug::parse(&format!("direct-{}", with.0)),
            max_unwritten: 2,
            begun_at: Timestamp::now(),
        };
        store.direct_room(new).await
    };
    let first = begin(people[1], 10).await.unwrap().room;
    begin(people[2], 10).await.unwrap();
    let begun = begin(people[3], 10).await.unwrap();
    assert_eq!(store.own_rooms(ann).await.unwrap().rooms.len(), 3, "the general one and two conversations");
    assert!(matches!(store.enter_room(ann, first.slug).await, Err(store::Error::NotFound)));
    assert!(store.enter_room(ann, begun.room.slug).await.is_ok());
    assert!(begin(people[1], 10).await.is_ok(), "and it can be begun again");
    assert!(matches!(begin(ann, 1).await, Err(store::Error::LimitReached)));
}

async fn the_least_recently_used_session_ends_at_the_limit(backend: TestBackend) {
    let (ended, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let sink = move |notice: &Notice| {
        if let Notice::SessionEnded(session) = notice {
            ended.send(session.0[0]).unwrap();
        }
    };
    let (store, people, _database) = store(backend, &["ann", "bob"], Arc::new(sink)).await;
    let now = Timestamp::now();
    for number in 1..=4_u8 {
        let at = now + std::time::Duration::from_secs(number.into());
        let id = SessionId([number; 32]);
        let account = people[usize::from(number == 1)];
        let new = NewSession {
            id,
            account,
            opened_by: None,
            factor: Factor::None,
            device: String::new(),
            network: String::new(),
            now: at,
        };
        store.create_session(new, 2).await.unwrap();
        store.viewer(id, at).await.unwrap();
    }
    assert_eq!((heard.try_recv().ok(), heard.try_recv().ok()), (Some(2), None));
    let there = async |number| store.viewer(SessionId([number; 32]), now).await.is_ok();
    assert_eq!([there(1).await, there(2).await, there(3).await, there(4).await], [true, false, true, true]);
}
