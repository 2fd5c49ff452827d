//! Downloading one's data.

use std::io::{Cursor, Read as _};

use reqwest::Method;

use crate::app::{PASSWORD, Person, TestApp};
use crate::custom_emoji::add;

const PAGE: &str = "/settings/download";

/// The files of a download.
async fn download(person: &Person) -> zip::ZipArchive<Cursor<Vec<u8>>> {
    let response = person.request(Method::POST, PAGE).form(&[("password", PASSWORD)]).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/zip");
    assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    zip::ZipArchive::new(Cursor::new(response.bytes().await.unwrap().to_vec())).unwrap()
}

fn file(zip: &mut zip::ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn a_download_has_everything_of_ones_own_and_nothing_of_others() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.post("/settings/profile", &[("name", "Ann <Lee>")]).await;
    let room = bob.make_room("Board", "closed").await;
    bob.post(&format!("/rooms/{room}/invite"), &[("username", "ann")]).await;
    bob.say(&room, "of bob").await;
    ann.say(&room, "of <b>ann</b>\nin two lines").await;
    ann.say(&room, "deleted").await;
    ann.post(&format!("/rooms/{room}/messages/3/delete"), &[("delete", "yes")]).await;
    ann.post(&format!("/rooms/{room}/messages/1/bookmark"), &[]).await;
    ann.post("/direct", &[("people", "bob")]).await;
    for number in 0..1_100 {
        ann.say("general", &format!("message {number}")).await;
    }
    add(&ann, "party").await;
    add(&bob, "bobs").await;
    let at = [("when", "own"), ("date", "2031-01-31"), ("time", "9:00")];
    ann.post(&format!("/rooms/{room}/messages/1/remind"), &at).await;
    let quiet =
        [("act", "preferences"), ("level", "everything"), ("sound", "yes"), ("from", "22:00"), ("until", "07:00")];
    assert_eq!(ann.post("/settings/notifications", &quiet).await.status, 303);
    ann.post("/rooms/general/later", &[&at[..], &[("body", "a later one")]].concat()).await;
    ann.post(&format!("/rooms/{room}/leave"), &[]).await;

    let mut zip = download(&ann).await;
    let profile = lines(&file(&mut zip, "profile.jsonl"));
    assert_eq!((&profile[0]["username"], &profile[0]["display_name"]), (&"ann".into(), &"Ann <Lee>".into()));
    let messages = lines(&file(&mut zip, "messages.jsonl"));
    assert_eq!(messages.len(), 1_101, "also of the room that she has left, and of several portions");
    assert_eq!(messages[0]["text"], "of <b>ann</b>\nin two lines");
    assert_eq!(messages[1_100]["text"], "message 1099");
    assert_eq!(lines(&file(&mut zip, "sessions.jsonl")).len(), 1);
    assert_eq!(lines(&file(&mut zip, "rooms.jsonl"))[0]["room"], "general");
    assert_eq!(lines(&file(&mut zip, "emoji.jsonl"))[0]["name"], "party");
    assert_eq!(file(&mut zip, "bookmarks.jsonl"), "", "of a room that she may not read any more");
    let reminder = &lines(&file(&mut zip, "reminders.jsonl"))[0];
    assert_eq!((&reminder["at"], reminder["room"].is_null()), (&"2031-01-31T09:00:00Z".into(), true));
    assert_eq!(lines(&file(&mut zip, "rooms.jsonl"))[0]["notifications"], "everything");
    let notifications = &lines(&file(&mut zip, "notifications.jsonl"))[0];
    assert_eq!(notifications["quiet_hours_from_monday"][0], serde_json::json!(["22:00", "07:00"]));
    assert_eq!((&notifications["sound"], notifications["email_digest"].is_null()), (&true.into(), true));
    assert_eq!(file(&mut zip, "devices.jsonl"), "");
    let scheduled = &lines(&file(&mut zip, "scheduled.jsonl"))[0];
    assert_eq!((&scheduled["text"], &scheduled["room"]), (&"a later one".into(), &"general".into()));
    let page = file(&mut zip, "index.html");
    assert!(page.contains("of &lt;b&gt;ann&lt;/b&gt;\nin two lines") && page.contains("Ann &lt;Lee&gt;"));
    assert!(page.trim_end().ends_with("</html>") && page.contains("message 1099"));
    for name in zip.file_names().map(|name| name.unwrap().into_owned()).collect::<Vec<_>>() {
        assert!(!file(&mut zip, &name).contains("of bob"), "{name}");
    }
}

#[tokio::test]
async fn a_download_asks_for_the_password() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    let refused = ann.post(PAGE, &[("password", "wrong horse")]).await;
    assert_eq!((refused.status.as_u16(), refused.has("#password[aria-invalid]")), (422, true));
    assert_eq!(app.browser().post(PAGE, &[("password", PASSWORD)]).await.status, 303);
    download(&ann).await;
    download(&ann).await;
}
