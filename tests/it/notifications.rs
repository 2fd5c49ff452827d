//! Notifications: who gets them, encrypted, at a real push service on loopback; devices, quiet times, open pages.

use serde_json::Value;

use self::push_service::{Browser, PushService};
use crate::app::{Answer, Person, TestApp};

mod devices;
mod push_service;
mod sending;
mod settings;
mod who;

const PAGE: &str = "/settings/notifications";

/// A server that sends notifications to loopback, so many seconds after the message.
async fn start(delay: &str) -> TestApp {
    TestApp::spawn_with(&["--push-delay", delay, "--push-allow-private"]).await
}

/// A message without a notification comes before this one, which has one.
async fn nothing_before(service: &mut PushService, browser: &Browser, from: &Person, to: &str) {
    let conversation = from.post("/direct", &[("people", to)]).await;
    assert_eq!(conversation.status, 303, "{}", conversation.body);
    let room = conversation.location().trim_start_matches("/rooms/").to_owned();
    from.say(&room, "the sentinel").await;
    let push = service.next().await;
    let told = browser.read(&push);
    assert_eq!((&told["body"], push.header("urgency")), (&"the sentinel".into(), "high"), "{told}");
}

/// The notifications that an open page shows.
async fn shown(person: &Person) -> Vec<Value> {
    let answer = person.get("/notifications").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    let list: Value = serde_json::from_str(&answer.body).unwrap();
    list["notifications"].as_array().unwrap().clone()
}

async fn set(person: &Person, form: &[(&str, &str)]) -> Answer {
    person.post(PAGE, form).await
}

/// Pretends that a time has passed, or is still to come.
fn alter(app: &TestApp, update: &str) {
    let database = tokio_rusqlite::rusqlite::Connection::open(app.database()).unwrap();
    database.busy_timeout(crate::app::PATIENCE).unwrap();
    database.execute(update, ()).unwrap();
}

/// A number from the database.
fn count(app: &TestApp, query: &str) -> i64 {
    let database = tokio_rusqlite::rusqlite::Connection::open(app.database()).unwrap();
    database.query_row(query, (), |row| row.get(0)).unwrap()
}
