//! Reports, deleting, muting and banning.

use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, TestApp, until};
use crate::sinks::over_every_sink;

over_every_sink!(a_banned_spammer_is_out_and_the_messages_vanish_from_open_pages);

async fn act(by: &Person, of: &str, form: &[(&str, &str)]) -> Answer {
    by.post(&format!("/admin/people/{of}"), &[&[("password", PASSWORD)], form].concat()).await
}

async fn moderator(by: &Person, of: &str) {
    assert_eq!(act(by, of, &[("act", "role"), ("role", "moderator")]).await.status, 303);
}

#[tokio::test]
async fn a_report_shows_the_message_in_context_and_nothing_else_of_its_room() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy, mo) =
        (app.person("ann").await, app.person("bob").await, app.person("cy").await, app.person("mo").await);
    moderator(&ann, "mo").await;
    let room = bob.make_room("Board", "closed").await;
    assert_eq!(bob.post(&format!("/rooms/{room}/invite"), &[("username", "cy")]).await.status, 303);
    for number in 1..=9 {
        bob.say(&room, &format!("message {number}")).await;
    }
    assert!(cy.get(&format!("/rooms/{room}/messages/5/menu")).await.has("a[href$='/messages/5/report']"));
    assert!(!bob.get(&format!("/rooms/{room}/messages/5/menu")).await.has("a[href$='/report']"), "one's own");
    let report = format!("/rooms/{room}/messages/5/report");
    let done = cy.post(&report, &[("reason", "It is <b>rude</b>")]).await;
    assert_eq!((done.status.as_u16(), cy.get(done.location()).await.has(".saved")), (303, true));
    assert_eq!(cy.post(&report, &[("reason", "again")]).await.status, 303, "which changes nothing");
    for (by, status) in [(&ann, 404), (&mo, 404)] {
        assert_eq!(by.get(&report).await.status, status, "the room is closed to them");
    }

    let queue = mo.get("/admin/reports").await;
    assert_eq!(queue.texts(".report .body"), ["message 3", "message 4", "message 5", "message 6", "message 7"]);
    assert_eq!(queue.texts(".report q"), ["It is <b>rude</b>"]);
    assert!(!queue.has(&format!("a[href*='{room}']")), "no way into the room");
    assert_eq!(ann.get("/admin/reports").await.texts(".report h2"), ["In Board"]);
    assert_eq!(cy.get("/admin/reports").await.status, 403);
    assert_eq!(cy.post("/admin/reports/1", &[("act", "delete")]).await.status, 403);

    assert_eq!(mo.post("/admin/reports/1", &[("act", "delete"), ("mute", "hour")]).await.status, 303);
    assert!(!cy.get(&format!("/rooms/{room}")).await.messages().contains(&"message 5".to_owned()));
    assert_eq!(mo.get("/admin/reports").await.texts(".report h2"), [""; 0]);
    assert_eq!(mo.get("/admin/reports?resolved=yes").await.texts(".report h2"), ["In Board"]);
    let log = ann.get("/admin/audit?person=mo").await.texts(".act");
    assert_eq!(log[..3], ["Message deleted, bob", "Report resolved, bob", "Account muted, bob"]);
    let refused = bob.post(&format!("/rooms/{room}/messages"), &[("body", "but"), ("nonce", "n")]).await;
    assert_eq!(refused.status, 403, "bob is muted");
    let pin = format!("/rooms/{room}/messages/9/pin");
    assert_eq!(bob.post(&pin, &[("pin", "yes")]).await.status, 403, "and pins nothing");
    assert!(refused.body.contains("another 60 minutes") && refused.body.contains("but"));
    assert_eq!(mo.post("/admin/reports/1", &[("act", "dismiss")]).await.status, 303, "which changes nothing");
    assert_eq!(mo.post("/admin/reports/7", &[("act", "dismiss")]).await.status, 404);
    assert_eq!(mo.post("/admin/reports/1", &[("act", "burn")]).await.status, 400);
}

#[tokio::test]
async fn only_those_who_see_a_message_report_it_and_not_too_many() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (_ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    for number in 1..=52 {
        bob.say("general", &format!("message {number}")).await;
    }
    assert_eq!(cy.post("/rooms/general/messages/99/report", &[("reason", "")]).await.status, 404);
    let long = "x".repeat(301);
    let refused = cy.post("/rooms/general/messages/1/report", &[("reason", &long)]).await;
    assert_eq!((refused.status.as_u16(), refused.attribute("#reason", "value")), (422, Some(long)));
    for number in 1..=50 {
        let report = format!("/rooms/general/messages/{number}/report");
        assert_eq!(cy.post(&report, &[("reason", "")]).await.status, 303);
    }
    assert_eq!(cy.post("/rooms/general/messages/51/report", &[("reason", "")]).await.status, 422);
}

#[tokio::test]
async fn moderators_delete_messages_where_they_are_and_edit_none() {
    let app = TestApp::spawn().await;
    let (ann, bob, mo) = (app.person("ann").await, app.person("bob").await, app.person("mo").await);
    moderator(&ann, "mo").await;
    bob.say("general", "spam").await;
    assert_eq!(mo.post("/rooms/general/messages/1/edit", &[("body", "ham")]).await.status, 403);
    let menu = mo.get("/rooms/general/messages/1/menu").await;
    assert!(menu.has("a[href$='/messages/1/delete']") && !menu.has("a[href$='/messages/1/edit']"));
    assert_eq!(mo.get("/rooms/general/messages/1/delete").await.status, 200);
    assert_eq!(mo.post("/rooms/general/messages/1/delete", &[("delete", "yes")]).await.status, 303);
    assert_eq!(ann.get("/admin/audit?person=bob").await.texts(".act")[0], "Message deleted, bob");
    for path in ["/admin", "/admin/people", "/admin/people/bob", "/admin/settings", "/admin/audit"] {
        assert_eq!(mo.get(path).await.status, 403, "{path}");
    }
    assert_eq!(mo.get("/admin/reports").await.texts(".tabs a"), ["Reports"]);
    assert!(mo.get("/rooms").await.has("#me a[href='/admin/reports']"));
}

#[tokio::test]
async fn somebody_muted_neither_posts_nor_edits_nor_reacts_until_the_time_is_over() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.say("general", "hello").await;
    assert_eq!(act(&ann, "bob", &[("act", "mute"), ("mute", "day")]).await.status, 303);
    assert_eq!(ann.get("/admin/people/bob").await.texts(".tag"), ["muted"]);
    let tries = async || {
        let mut statuses = Vec::new();
        for (path, form) in [
            ("/rooms/general/messages", ("body", "spam")),
            ("/rooms/general/messages/1/edit", ("body", "spam")),
            ("/rooms/general/messages/1/reactions", ("emoji", "🎉")),
        ] {
            statuses.push(bob.post(path, &[form]).await.status.as_u16());
        }
        statuses
    };
    assert_eq!(tries().await, [403; 3]);
    let database = Connection::open(app.database()).unwrap();
    let back = |hours: i64| {
        let update = "update accounts set muted_until = muted_until - ?1 where muted_until is not null";
        assert_eq!(database.execute(update, [hours * 3_600_000]).unwrap(), 1);
    };
    back(23);
    assert_eq!(tries().await, [403; 3]);
    back(1);
    assert_eq!(tries().await, [303; 3]);
    act(&ann, "bob", &[("act", "mute"), ("mute", "week")]).await;
    act(&ann, "bob", &[("act", "mute"), ("mute", "end")]).await;
    bob.say("general", "again").await;
}

async fn a_banned_spammer_is_out_and_the_messages_vanish_from_open_pages() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.say("general", "old").await;
    let database = Connection::open(app.database()).unwrap();
    database.execute("update messages set posted_at = posted_at - 7200000", ()).unwrap();
    let room = bob.make_room("Spam", "closed").await;
    for number in 1..=45 {
        bob.say(if number % 2 == 0 { "general" } else { &room }, &format!("spam {number}")).await;
    }
    let mut theirs = bob.events("/rooms/general/events").await;
    let mut stream = ann.events("/rooms/general/events").await;
    let ban = [("act", "ban"), ("remove", "hour"), ("block", "yes")];
    assert_eq!(act(&ann, "bob", &ban).await.status, 303);
    while theirs.next().await.is_some() {}
    while !stream.next().await.expect("the stream goes on").replaces(45) {}
    let left = async || {
        let query = "select count(*) from messages where author_id = 2 and deleted_at is null";
        database.query_row(query, (), |row| row.get::<_, i64>(0)).unwrap() == 1
    };
    until("all messages of the last hour are removed, in all rooms", left).await;
    let shown = ann.get("/rooms/general").await.messages();
    assert!(shown[0] == "old" && shown[1..].iter().all(|text| text == "This message was deleted."), "{shown:?}");
    let login = [("username", "bob"), ("password", PASSWORD)];
    assert_eq!(app.browser().post("/login", &login).await.status, 403);
}

#[tokio::test]
async fn a_blocked_network_neither_logs_in_nor_registers_until_it_is_unblocked() {
    let app = TestApp::spawn_with(&["--behind-proxy"]).await;
    let from = async |network: &str, path: &str, form: &[(&str, &str)]| {
        let request = app.browser().request(reqwest::Method::POST, path).header("x-forwarded-for", network);
        Answer::of(request.form(form)).await
    };
    let root = app.browser();
    let login = [("username", "root"), ("password", PASSWORD)];
    assert_eq!(root.post("/login", &login).await.status, 303);
    let account = |name| [("username", name), ("password", PASSWORD)];
    assert_eq!(from("192.0.2.66", "/register", &account("eve")).await.status, 303);
    assert_eq!(from("192.0.2.1", "/register", &account("bob")).await.status, 303);
    let ban = [("act", "ban"), ("remove", "nothing"), ("block", "yes")];
    assert_eq!(act(&root, "eve", &ban).await.status, 303);
    for (path, name) in [("/register", "eve2"), ("/login", "bob")] {
        let refused = from("192.0.2.66", path, &account(name)).await;
        assert_eq!(refused.status, 403, "{path}");
        assert!(refused.texts(".problem")[0].contains("blocked from your network"), "{}", refused.body);
        assert_eq!(refused.attribute("#username", "value").unwrap(), name);
    }
    assert_eq!(from("192.0.2.1", "/login", &account("bob")).await.status, 303, "other networks are not");
    let settings = root.get("/admin/settings").await;
    assert_eq!(settings.attribute("[name=network]", "value").unwrap(), "192.0.2.66");
    assert_eq!(root.post("/admin/networks", &[("network", "192.0.2.66")]).await.status, 303);
    assert_eq!(from("192.0.2.66", "/login", &account("bob")).await.status, 303);
    assert_eq!(from("192.0.2.66", "/login", &account("eve")).await.status, 403, "still banned");
}
