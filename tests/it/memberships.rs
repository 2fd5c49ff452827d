//! Memberships, and access to rooms.

mod room_settings;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use reqwest::Method;

use crate::app::{Answer, Person, TestApp, css};
use crate::sinks::over_every_sink;

over_every_sink! {
    a_removed_member_loses_access_and_open_streams_at_once,
}

/// A closed room created by ann, with bob as a member.
async fn closed_room(app: &TestApp) -> (Person, Person, Person, String) {
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let slug = ann.make_room("Secret plans", "closed").await;
    let invited = ann.post(&format!("/rooms/{slug}/invite"), &[("username", "@bob")]).await;
    assert_eq!((invited.status.as_u16(), invited.location()), (303, &*format!("/rooms/{slug}/about?saved=yes")));
    (ann, bob, cy, slug)
}

/// All URLs of a room with a message.
fn addresses(room: &str, message: &str) -> Vec<(Method, String)> {
    let get = [
        "",
        "?before=999",
        "?reply_to=1",
        "/pins",
        "/about",
        "/complete?q=@",
        "/events",
        "/live",
        "/live/start",
        "/delete",
    ];
    let post = [
        "/messages",
        "/join",
        "/leave",
        "/invite",
        "/remove",
        "/involvement",
        "/archive",
        "/unarchive",
        "/about",
        "/delete",
        "/read",
    ];
    let of_message = ["", "/edit", "/delete", "/history", "/menu", "/reactions"];
    let get = get.iter().map(|end| (Method::GET, format!("{room}{end}")));
    let post = post.iter().map(|end| (Method::POST, format!("{room}{end}")));
    let of_message = of_message.iter().map(|end| (Method::GET, format!("{room}/messages/{message}{end}")));
    let changes = ["/edit", "/delete", "/unread", "/reactions", "/pin", "/unpin", "/bookmark", "/unbookmark"]
        .into_iter()
        .map(|end| (Method::POST, format!("{room}/messages/{message}{end}")));
    get.chain(post).chain(of_message).chain(changes).collect()
}

async fn message_id(person: &Person, room: &str) -> String {
    person.get(room).await.attribute("article", "id").unwrap().replace("message-", "")
}

async fn ask(person: &Person, method: &Method, path: &str) -> Answer {
    let form = [
        ("body", "x"),
        ("name", "x"),
        ("username", "cy"),
        ("involvement", "everything"),
        ("change", "1"),
        ("emoji", "👍"),
    ];
    match *method {
        Method::GET => person.get(path).await,
        _ => person.post(path, &form).await,
    }
}

#[tokio::test]
async fn a_closed_room_does_not_exist_for_others() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy, slug) = closed_room(&app).await;
    let room = format!("/rooms/{slug}");
    ann.say(&slug, "the plan").await;
    let id = message_id(&bob, &room).await;
    for (method, path) in addresses(&room, &id) {
        let (closed, missing) =
            (ask(&cy, &method, &path).await, ask(&cy, &method, &path.replace(&slug, "nowhere")).await);
        assert_eq!(closed.status, 404, "{method} {path}");
        assert_eq!((closed.status, closed.body), (missing.status, missing.body), "{method} {path}");
    }
    for page in ["/rooms", "/rooms/general"] {
        assert!(!cy.get(page).await.body.contains("Secret"), "{page}");
        assert!(bob.get(page).await.body.contains("Secret"), "{page}");
    }
    assert_eq!(bob.get(&room).await.messages(), ["the plan"]);
}

async fn a_removed_member_loses_access_and_open_streams_at_once() {
    let app = TestApp::spawn().await;
    let (ann, bob, _, slug) = closed_room(&app).await;
    let room = format!("/rooms/{slug}");
    ann.say(&slug, "before").await;
    let mut his = bob.events(&format!("{room}/events")).await;
    let mut frame = bob.frame(&format!("{room}/live")).await;
    frame.until("before").await.unwrap();
    let mut hers = ann.events(&format!("{room}/events")).await;
    assert_eq!(ann.post(&format!("{room}/remove"), &[("username", "bob")]).await.status, 303);
    ann.say(&slug, "after").await;
    let last = his.next().await.unwrap();
    assert!(last.data.contains("no longer have access"), "{}", last.data);
    assert!(his.next().await.is_none());
    assert!(!frame.until("never").await.unwrap_or_default().contains("after"));
    assert_eq!(hers.message().await, "after", "the others go on");
    let id = message_id(&ann, &room).await;
    for (method, path) in addresses(&room, &id) {
        assert_eq!(ask(&bob, &method, &path).await.status, 404, "{method} {path}");
    }
    assert_ne!(bob.get("/").await.location(), room, "home is somewhere else now");
    ann.post(&format!("{room}/invite"), &[("username", "bob")]).await;
    assert_eq!(bob.get(&room).await.messages(), ["before", "after"], "and may come back");
}

#[tokio::test]
async fn requests_under_way_do_not_restore_a_removed_membership() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob, _, slug) = closed_room(&app).await;
    let room = format!("/rooms/{slug}");
    for round in 0..10 {
        let removed = Arc::new(AtomicBool::new(false));
        let trying = (0..8).map(|number| {
            let (bob, removed, room) = (bob.clone(), Arc::clone(&removed), room.clone());
            tokio::spawn(async move {
                while !removed.load(Ordering::Acquire) {
                    let answer = match number % 2 {
                        0 => bob.post(&format!("{room}/invite"), &[("username", "bob")]).await,
                        _ => bob.post(&format!("{room}/messages"), &[("body", "still here")]).await,
                    };
                    assert!([303, 404, 429].contains(&answer.status.as_u16()), "{}", answer.status);
                }
            })
        });
        let trying: Vec<_> = trying.collect();
        assert_eq!(ann.post(&format!("{room}/remove"), &[("username", "bob")]).await.status, 303);
        removed.store(true, Ordering::Release);
        for one in trying {
            one.await.unwrap();
        }
        assert_eq!(bob.get(&room).await.status, 404, "round {round}");
        assert_eq!(ann.get(&format!("{room}/about")).await.texts(".people bdi"), ["ann"], "round {round}");
        ann.post(&format!("{room}/invite"), &[("username", "bob")]).await;
    }
}

#[tokio::test]
async fn the_address_of_a_conversation_reveals_nothing() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let direct = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
    let random = direct.trim_start_matches("/rooms/direct-");
    assert!(random.len() == 10 && random.parse::<u64>().is_err(), "{direct}");
    ann.say(direct.trim_start_matches("/rooms/"), "hello").await;
    assert_eq!(bob.get(&direct).await.status, 200);
    assert_eq!(bob.make_room("Direct 2", "open").await, "direct-2");
}

#[tokio::test]
async fn each_set_of_people_has_one_direct_conversation() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let first = ann.post("/direct", &[("people", "bob")]).await;
    assert_eq!(first.status, 303);
    let room = first.location().to_owned();
    assert_eq!(bob.post("/direct", &[("people", " @ANN, ")]).await.location(), room);
    assert_ne!(ann.post("/direct", &[("people", "bob cy")]).await.location(), room);
    let slug = room.trim_start_matches("/rooms/");
    ann.say(slug, "just between us").await;
    assert_eq!(bob.get(&room).await.texts("h1"), ["ann"]);
    assert_eq!(ann.get(&room).await.texts("h1"), ["bob"]);
    assert_eq!(cy.get(&room).await.status, 404);
    assert!(!cy.get("/rooms").await.body.contains(&room));
    for (path, form) in [
        ("leave", vec![]),
        ("invite", vec![("username", "cy")]),
        ("remove", vec![("username", "bob")]),
        ("delete", vec![("name", "")]),
        ("archive", vec![]),
    ] {
        assert_eq!(ann.post(&format!("{room}/{path}"), &form).await.status, 403, "{path}");
    }
    assert_eq!(
        ann.post("/direct", &[("people", "nobody")]).await.attribute("#people", "value").as_deref(),
        Some("nobody")
    );
    assert_eq!(ann.post("/direct", &[("people", "")]).await.status, 422);
}

#[tokio::test]
async fn nobody_is_offered_to_remove_themselves() {
    let app = TestApp::spawn().await;
    let admin = app.person("admin").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea")]).await;
    for person in [&admin, &bob] {
        person.post("/rooms/tea/join", &[]).await;
    }
    let removable = |page: &Answer| -> Vec<String> {
        let asks = css(".people a[href*='/remove?username=']");
        let html = page.html();
        let names = html.select(&asks).filter_map(|ask| ask.attr("href")?.split_once('='));
        names.map(|(_, name)| name.to_owned()).collect()
    };
    let page = admin.get("/rooms/tea/about").await;
    assert_eq!(removable(&page), ["bob"], "whoever made the room stays, and oneself leaves");
    assert!(page.has("form[action='/rooms/tea/leave']"));
    assert_eq!(removable(&ann.get("/rooms/tea/about").await), ["admin", "bob"]);
}

#[tokio::test]
async fn open_rooms_are_joined_by_button_or_by_posting_and_left_again() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/rooms", &[("name", "Tea")]).await;
    let own = |page: &Answer| page.texts("#own-rooms bdi");
    let page = bob.get("/rooms/tea").await;
    assert!(page.has("form[action='/rooms/tea/join']") && own(&page) == ["General"]);
    bob.post("/rooms/tea/join", &[]).await;
    let page = bob.get("/rooms/tea").await;
    assert!(!page.has("form[action='/rooms/tea/join']") && own(&page) == ["General", "Tea"]);
    bob.post("/rooms/tea/leave", &[]).await;
    assert_eq!(own(&bob.get("/rooms/general").await), ["General"]);
    bob.say("tea", "hello").await;
    assert_eq!(own(&bob.get("/rooms/general").await), ["General", "Tea"]);
    let about = bob.get("/rooms/tea/about?q=AN").await;
    assert_eq!(about.texts(".people bdi"), ["ann"]);
    bob.post("/rooms/tea/involvement", &[("involvement", "hidden")]).await;
    assert_eq!(own(&bob.get("/rooms/general").await), ["General"]);
    assert_eq!(bob.post("/rooms/tea/involvement", &[("involvement", "nonsense")]).await.status, 400);
}
