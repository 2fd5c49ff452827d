use jiff::Timestamp;

use super::push_service::{Browser, PushService, verified};
use super::{count, nothing_before, start};
use crate::app::{TestApp, until};
use crate::files::send_files;
use crate::process::{Process, serve};

#[tokio::test]
async fn a_message_reaches_the_browser_encrypted_and_signed() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    bob.say("general", "The **train** is ||late||").await;
    let push = service.next().await;
    assert_eq!(push.path, "/push/ann");
    let ttl: u32 = push.header("ttl").parse().unwrap();
    assert!((43_000..=43_200).contains(&ttl), "{ttl}");
    assert_eq!((push.header("urgency"), push.header("topic").len()), ("normal", 22));
    assert!(!String::from_utf8_lossy(&push.body).contains("train"));
    let told = browser.read(&push);
    assert_eq!((&told["title"], &told["body"]), (&"bob in General".into(), &"The train is ▒▒▒".into()));
    assert_eq!((&told["tag"], &told["url"]), (&"room-1".into(), &"/rooms/general/messages/1#message-1".into()));
    assert!(Browser::new(&service, "eve").decrypt(&push.body).is_none(), "nobody else can read it");

    let (claims, key) = verified(&push);
    assert_eq!(claims["aud"], *service.url);
    assert_eq!(claims["sub"], "mailto:snug@localhost");
    let left = claims["exp"].as_i64().unwrap() - Timestamp::now().as_second();
    assert!((60..=24 * 3_600).contains(&left), "{left}");
    let page = ann.get("/settings/notifications").await;
    assert_eq!(page.attribute("#this-device", "data-key").unwrap(), key, "the browser has the server's key");

    // The key outlives the server: subscriptions are bound to it.
    let app = app.restart_with(&["--push-delay", "0", "--push-allow-private"]).await;
    bob.at(&app.url).say("general", "again").await;
    assert_eq!(verified(&service.next().await).1, key);
}

#[tokio::test]
async fn a_long_message_is_cut() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    bob.say("general", &"漢\"字".repeat(2_500)).await;
    let told = browser.read(&service.next().await);
    let body = told["body"].as_str().unwrap();
    assert!(body.ends_with('…') && body.chars().count() < 200, "{body}");
}

#[tokio::test]
async fn a_message_without_a_text_is_named_by_its_file() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    send_files(&bob, "general", "", &[("plan.txt", b"one"), ("other.txt", b"two")]).await;
    assert_eq!(browser.read(&service.next().await)["body"], "📎 plan.txt");
}

#[tokio::test]
async fn what_was_read_in_time_is_not_notified_of_and_what_was_read_later_is_withdrawn() {
    let mut service = PushService::open().await;
    let app = start("2").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    bob.say("general", "read at once").await;
    assert_eq!(ann.post("/rooms/general/read", &[("change", "99")]).await.status, 204);
    nothing_before(&mut service, &browser, &bob, "ann").await;

    bob.say("general", "read later").await;
    let push = service.next().await;
    let told = browser.read(&push);
    assert_eq!((&told["body"], &told["close"]), (&"read later".into(), &serde_json::json!([])));
    assert_eq!(ann.post("/rooms/general/read", &[("change", "99")]).await.status, 204);
    let tea = bob.make_room("Tea", "open").await;
    ann.post(&format!("/rooms/{tea}/join"), &[]).await;
    bob.say(&tea, "tea?").await;
    let other = service.next().await;
    let told = browser.read(&other);
    assert_eq!((&told["body"], &told["close"]), (&"tea?".into(), &serde_json::json!(["room-1"])));
    assert_ne!(push.header("topic"), other.header("topic"));
}

#[tokio::test]
async fn messages_of_a_room_are_one_notification_that_a_later_one_replaces() {
    let mut service = PushService::open().await;
    let app = start("2").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    for number in 1..=3 {
        bob.say("general", &format!("message {number}")).await;
    }
    let push = service.next().await;
    let told = browser.read(&push);
    assert_eq!((&told["body"], &told["message"]), (&"message 3\n3 new messages".into(), &3.into()));
    bob.say("general", "message 4").await;
    let later = service.next().await;
    assert_eq!(
        (push.header("topic"), browser.read(&later)["body"].as_str()),
        (later.header("topic"), Some("message 4"))
    );
    nothing_before(&mut service, &browser, &bob, "ann").await;
}

#[tokio::test]
async fn a_push_service_that_fails_is_tried_again_and_one_that_forgot_the_browser_is_not() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    service.answer(&[(500, None), (503, Some("0"))]);
    bob.say("general", "first").await;
    let (failed, asked_at) = (service.next().await, Timestamp::now());
    assert_eq!(browser.read(&failed)["body"], "first");
    assert_eq!(browser.read(&service.next().await)["body"], "first");
    assert!(Timestamp::now().duration_since(asked_at).as_secs() >= 4, "after a pause");
    assert_eq!(browser.read(&service.next().await)["body"], "first");
    nothing_before(&mut service, &browser, &bob, "ann").await;

    // A service that asks for a longer pause gets it.
    service.answer(&[(429, Some("1800"))]);
    bob.say("general", "second").await;
    service.next().await;
    let due = "select coalesce(max(due_at), 0) - cast(unixepoch('subsec') * 1000 as integer) from outgoing_pushes";
    until("it is postponed", async || count(&app, due) > 1_700_000).await;
    super::alter(&app, "update outgoing_pushes set due_at = 0");
    // A notification that is refused for good is given up, and the browser stays.
    service.answer(&[(413, None)]);
    bob.say("general", "third").await;
    service.next().await;
    until("it is given up", async || count(&app, "select count(*) from outgoing_pushes") == 0).await;
    assert_eq!(count(&app, "select count(*) from push_subscriptions"), 1);

    for status in [410, 404] {
        browser.turn_on(&ann).await;
        service.answer(&[(status, None)]);
        bob.say("general", "fourth").await;
        service.next().await;
        until("the browser is removed", async || count(&app, "select count(*) from push_subscriptions") == 0)
            .await;
        assert_eq!(count(&app, "select count(*) from outgoing_pushes"), 0);
    }
    bob.say("general", "fifth").await;
    assert!(ann.get("/settings/notifications").await.has("section") && service.is_silent());
}

#[tokio::test]
async fn one_browser_that_never_answers_does_not_hold_up_others() {
    let mut service = PushService::open().await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let app = start("0").await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let mut never = Browser::new(&service, "ann");
    never.endpoint = format!("http://{}/push", silent.local_addr().unwrap());
    never.turn_on(&ann).await;
    let browser = Browser::new(&service, "cy");
    browser.turn_on(&cy).await;
    for number in 0..3 {
        bob.say("general", &format!("{number}")).await;
        // Several may come as one.
        while !browser.read(&service.next().await)["body"].as_str().unwrap().starts_with(&number.to_string()) {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_loses_no_notification() {
    let mut service = PushService::open().await;
    let folder = tempfile::TempDir::new().unwrap();
    let command = |port, delay: &str| {
        let mut command = serve(folder.path(), port);
        command.args(["--push-delay", delay, "--push-allow-private"]);
        command
    };
    let server = Process::of(&mut command(0, "60")).unwrap();
    let port = server.port();
    let ann = server.browser().register("ann").await;
    let bob = server.browser().register("bob").await;
    let browser = Browser::new(&service, "ann");
    browser.turn_on(&ann).await;
    let mut rooms = vec!["general".to_owned()];
    for number in 0..4 {
        let room = bob.make_room(&format!("Room {number}"), "open").await;
        ann.post(&format!("/rooms/{room}/join"), &[]).await;
        rooms.push(room);
    }
    // Killed directly after the answer: some are decided about, and some not.
    for room in &rooms {
        bob.say(room, &format!("in {room}")).await;
    }
    server.kill();
    let database = tokio_rusqlite::rusqlite::Connection::open(folder.path().join("chat.db")).unwrap();
    database.execute("update messages set posted_at = posted_at - 60000", ()).unwrap();
    database.execute("update outgoing_pushes set due_at = due_at - 60000", ()).unwrap();
    drop(database);

    // Killed while they are sent: whatever has not arrived comes again.
    service.answer(&[(500, None), (500, None)]);
    let server = Process::of(&mut command(port, "60")).unwrap();
    let first = browser.read(&service.next().await)["url"].clone();
    server.kill();
    let server = Process::of(&mut command(port, "60")).unwrap();
    let mut told = std::collections::BTreeSet::from([first.to_string()]);
    while told.len() < rooms.len() {
        told.insert(browser.read(&service.next().await)["url"].to_string());
    }
    server.kill();
}

#[tokio::test]
async fn old_messages_that_are_imported_notify_nobody() {
    let mut service = PushService::open().await;
    let app = start("0").await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let browser = Browser::new(&service, "ann");
    bob.say("general", "before it was turned on").await;
    browser.turn_on(&ann).await;
    super::alter(
        &app,
        "insert into messages (room_id, author_id, body, posted_at, continues, created_change, latest_change)
            values (1, 2, 'old', 0, 0, 5, 5)",
    );
    nothing_before(&mut service, &browser, &bob, "ann").await;
}

#[tokio::test]
async fn without_the_flag_nothing_is_sent_into_private_networks() {
    let service = PushService::open().await;
    let app = TestApp::spawn_with(&["--push-delay", "0"]).await;
    let ann = app.person("ann").await;
    let browser = Browser::new(&service, "ann");
    for endpoint in [
        browser.endpoint.clone(),
        service.url.replace("http:", "https:"),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://[::1]/".to_owned(),
        "https://localhost/".to_owned(),
        format!("https://push.example.com/{}", "x".repeat(3_000)),
    ] {
        let mut browser = Browser::new(&service, "ann");
        browser.endpoint = endpoint;
        assert_eq!(browser.try_turn_on(&ann).await.status, 400);
    }
    assert_eq!(count(&app, "select count(*) from push_subscriptions"), 0);
}
