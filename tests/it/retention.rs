//! Removing messages because of their age.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{PASSWORD, Person, TestApp, until};
use crate::sinks::over_every_sink;

over_every_sink!(old_messages_leave_open_pages);

const SECRET: &str = "Zanzibarquartz";

/// Makes the messages of a room this many days older.
fn age(app: &TestApp, room: &str, days: i64) {
    let db = Connection::open(app.database()).unwrap();
    let by = SignedDuration::from_hours(24 * days).as_millis();
    let update =
        "update messages set posted_at = posted_at - ?1 where room_id = (select id from rooms where slug = ?2)";
    db.execute(update, (i64::try_from(by).unwrap(), room)).unwrap();
    let now = Timestamp::now().as_millisecond();
    assert!(
        db.query_row("select count(*) from messages where posted_at < ?1", [now], |row| row.get::<_, i64>(0))
            .unwrap()
            > 0
    );
}

async fn set_for_room(by: &Person, room: i64, days: &str) {
    let form = [("act", "retention"), ("retention", days), ("password", PASSWORD)];
    assert_eq!(by.post(&format!("/admin/rooms/{room}"), &form).await.status, 303);
}

/// Whether the bytes of the database's files contain the text.
fn in_files(database: &Path, text: &str) -> bool {
    ["", "-wal", "-journal"].iter().any(|suffix| {
        let mut file = database.as_os_str().to_owned();
        file.push(suffix);
        std::fs::read(file).is_ok_and(|bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes()))
    })
}

#[tokio::test]
async fn removed_words_are_gone_from_the_bytes_of_the_files() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let room = bob.make_room("Board", "closed").await;
    for number in 0..250 {
        bob.say(&room, &format!("{SECRET} number {number} for @bob")).await;
    }
    let message = format!("/rooms/{room}/messages");
    assert_eq!(bob.post(&format!("{message}/1/edit"), &[("body", "it said Quetzalcoatlus")]).await.status, 303);
    assert_eq!(bob.post(&format!("{message}/1/edit"), &[("body", "a third text")]).await.status, 303);
    for act in ["pin", "bookmark", "reactions"] {
        assert_eq!(bob.post(&format!("{message}/2/{act}"), &[("emoji", "🎉"), (act, "yes")]).await.status, 303);
    }
    bob.say("general", "in another room").await;
    let found = async || bob.get("/search?q=Zanzibarquartz").await.texts(".snippet").len();
    until("the messages are indexed and found", async || found().await > 0).await;
    age(&app, &room, 40);
    assert!(in_files(&app.database(), "Zanzibarquartz") && in_files(&app.database(), "Quetzalcoatlus"));

    set_for_room(&ann, 2, "41").await;
    assert_eq!(ann.post("/admin/settings", &[("retention_days", "30")]).await.status, 303);
    bob.say("general", "a write after it").await;
    assert_eq!(bob.get(&format!("/rooms/{room}")).await.messages().len(), 50, "its own number of days counts");
    set_for_room(&ann, 2, "").await;
    until("the messages are removed", async || bob.get(&format!("/rooms/{room}")).await.messages().is_empty())
        .await;
    let gone = async || {
        ["Zanzibarquartz", "zanzibarquartz", "Quetzalcoatlus", "quetzalcoatlus"]
            .iter()
            .all(|word| !in_files(&app.database(), word))
    };
    until("no byte of them is left", gone).await;
    assert_eq!(found().await, 0);
    for page in ["/bookmarks".to_owned(), format!("/rooms/{room}/pins"), format!("{message}/2")] {
        assert!(!bob.get(&page).await.body.contains(SECRET), "{page}");
    }
    assert_eq!(bob.get("/rooms/general").await.messages().len(), 2);
    assert!(bob.get(&format!("/rooms/{room}/about")).await.body.contains("removed after 30 days"));
    let size = std::fs::metadata(app.database()).unwrap().len();
    bob.say(&room, "and it goes on").await;
    assert_eq!(bob.get(&format!("/rooms/{room}")).await.messages(), ["and it goes on"]);
    assert!(size < 660_000, "the space was given back: {size}");
}

async fn old_messages_leave_open_pages() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    bob.say("general", "old one").await;
    bob.say("general", "old two").await;
    age(&app, "general", 2);
    bob.say("general", "new one").await;
    let mut stream = ann.events("/rooms/general/events?after=3").await;
    let mut frame = ann.frame("/rooms/general/live").await;
    frame.until("new one").await;
    set_for_room(&ann, 1, "1").await;
    stream.until("hx-target=\"#message-1\" hx-swap=\"delete\"").await;
    stream.until("hx-target=\"#message-2\" hx-swap=\"delete\"").await;
    frame.until("http-equiv=\"refresh\"").await;
    bob.say("general", "newest one").await;
    stream.until("newest one").await;

    // A page from before it gets its list anew.
    let mut resumed = ann.events("/rooms/general/events?after=2").await;
    let list = resumed.until("newest one").await.unwrap();
    assert!(list.contains("hx-target=\"#messages\" hx-swap=\"innerHTML\"") && !list.contains("old one"), "{list}");
    assert_eq!(ann.get("/rooms/general").await.messages(), ["new one", "newest one"]);
}

#[tokio::test]
async fn nothing_is_left_unread_or_headless() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    bob.say("general", "hello @cy").await;
    age(&app, "general", 2);
    bob.say("general", "still here").await;
    cy.post("/rooms/general/read", &[("change", "0")]).await;
    // As if the second message had come right after the first.
    Connection::open(app.database())
        .unwrap()
        .execute("update messages set continues = 1 where id = 2", ())
        .unwrap();
    assert_eq!(
        cy.post("/rooms/general/messages", &[("body", "re"), ("nonce", "n"), ("reply_to", "1")]).await.status,
        303
    );
    let before = cy.get("/rooms").await;
    assert!(before.body.contains("1</span><span class=\"hidden\"> mention"), "a mention is unread");
    set_for_room(&ann, 1, "1").await;
    until("it is removed", async || cy.get("/rooms/general").await.messages() == ["still here", "re"]).await;
    let page = cy.get("/rooms/general").await;
    assert!(!page.has("article.continues") && !page.has(".quote"), "{}", page.body);
    assert!(!cy.get("/rooms").await.body.contains("> mention"));
}

#[tokio::test]
async fn what_is_not_old_enough_or_not_to_be_removed_stays() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let kept = bob.make_room("Minutes", "open").await;
    for room in ["general", &kept] {
        bob.say(room, "old").await;
        age(&app, room, 9);
        bob.say(room, "new").await;
    }
    set_for_room(&ann, 2, "0").await;
    for refused in ["soon", "-1", "36501"] {
        let page = ann.post("/admin/settings", &[("retention_days", refused)]).await;
        assert_eq!(
            (page.status.as_u16(), page.attribute("#retention_days", "value").as_deref()),
            (422, Some(refused))
        );
        let form = [("act", "retention"), ("retention", refused), ("password", PASSWORD)];
        let page = ann.post("/admin/rooms/1", &form).await;
        assert_eq!((page.status.as_u16(), page.attribute("#retention", "value").as_deref()), (422, Some(refused)));
    }
    assert_eq!(bob.post("/admin/settings", &[("retention_days", "1")]).await.status, 403);
    assert_eq!(ann.post("/admin/settings", &[("retention_days", "8")]).await.status, 303);
    until("it is removed", async || bob.get("/rooms/general").await.messages() == ["new"]).await;
    assert_eq!(bob.get(&format!("/rooms/{kept}")).await.messages(), ["old", "new"]);
    let log = ann.get("/admin/audit").await.texts(".act");
    assert_eq!(log, ["Setting changed, retention-days", "Message retention changed, Minutes"]);
}
