//! The pages of mentions and of unread messages.

use crate::app::TestApp;

#[tokio::test]
async fn the_page_of_mentions_lists_those_in_ones_rooms_newest_first() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert!(ann.get("/mentions").await.has(".empty"));
    let secret = bob.make_room("Secret", "closed").await;
    bob.post(&format!("/rooms/{secret}/invite"), &[("username", "ann")]).await;
    bob.say(&secret, "@ann a secret").await;
    let direct =
        bob.post("/direct", &[("people", "ann")]).await.location().trim_start_matches("/rooms/").to_owned();
    bob.say(&direct, "@ann directly").await;
    for number in 0..55 {
        bob.say("general", &format!("@ann number {number}")).await;
    }
    bob.say("general", "@bob himself, and nobody").await;
    let first = ann.get("/mentions").await;
    let texts = first.texts("ol.kept .body");
    assert_eq!((texts.len(), texts[0].as_str(), texts[49].as_str()), (50, "@ann number 54", "@ann number 5"));
    let second = ann.get(&first.attribute("a[rel=next]", "href").unwrap()).await;
    assert_eq!(second.texts("ol.kept .body").last().unwrap(), "@ann a secret");
    assert!(!second.has("a[rel=next]") && !second.body.contains("directly"));
    // Nothing of a room that one has left, and nothing that was deleted.
    bob.post(&format!("/rooms/{secret}/remove"), &[("username", "ann")]).await;
    assert!(!ann.get(&first.attribute("a[rel=next]", "href").unwrap()).await.body.contains("a secret"));
    let newest = first.attribute("ol.kept article", "id").unwrap().replace("message-", "");
    bob.post(&format!("/rooms/general/messages/{newest}/delete"), &[]).await;
    assert_eq!(ann.get("/mentions").await.texts("ol.kept .body")[0], "@ann number 53");
}

#[tokio::test]
async fn the_page_of_unread_messages_marks_rooms_read_one_by_one() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let garden = bob.make_room("Garden", "open").await;
    let quiet = bob.make_room("Quiet", "open").await;
    for room in [&garden, &quiet] {
        bob.post(&format!("/rooms/{room}/invite"), &[("username", "ann")]).await;
    }
    ann.post("/rooms/quiet/involvement", &[("involvement", "nothing")]).await;
    assert!(ann.get("/unread").await.has(".empty"));
    for number in 0..7 {
        bob.say(&garden, &format!("seed {number}")).await;
    }
    bob.say("general", "hello").await;
    bob.say(&quiet, "psst").await;
    let page = ann.get("/unread").await;
    assert_eq!(page.texts(".unread-room h2 bdi"), ["Garden", "General"], "muted rooms aren't unread");
    assert_eq!(page.texts(".unread-room .detail"), ["7 unread", "1 unread"]);
    assert_eq!(page.texts(".unread-room:first-of-type .body").len(), 5, "the first of them");
    let change = page.attribute(".unread-room [name=change]", "value").unwrap();
    bob.say(&garden, "later").await;
    let form = [("act", "room"), ("room", &*garden), ("change", &*change)];
    assert_eq!(ann.post("/unread", &form).await.location(), "/unread");
    let page = ann.get("/unread").await;
    assert_eq!(page.texts(".unread-room .detail"), ["1 unread", "1 unread"], "what came since stays unread");
    let secret = bob.make_room("Secret", "closed").await;
    let form = [("act", "room"), ("room", &*secret), ("change", "9")];
    assert_eq!(ann.post("/unread", &form).await.status, 404);
    assert_eq!(ann.post("/unread", &[("act", "burn")]).await.status, 400);
}

#[tokio::test]
async fn everything_is_marked_read_and_that_is_undone() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let garden = bob.make_room("Garden", "open").await;
    bob.post(&format!("/rooms/{garden}/invite"), &[("username", "ann")]).await;
    bob.say(&garden, "for @ann").await;
    bob.say("general", "hello").await;
    let marked = ann.post("/unread", &[("act", "all")]).await;
    assert_eq!(marked.location(), "/unread?marked=yes");
    let page = ann.get(marked.location()).await;
    assert!(page.has(".empty") && page.has(".undo button[value=undo]") && !page.has("#own-rooms .unread"));
    assert!(cy.get("/unread").await.has(".unread-room"), "others' rooms stay as they are");
    // One room goes on: only the other one is as before.
    bob.say("general", "more").await;
    ann.get("/rooms/general").await;
    assert_eq!(ann.post("/unread", &[("act", "undo")]).await.location(), "/unread");
    let page = ann.get("/unread").await;
    assert_eq!(page.texts(".unread-room h2 bdi"), ["Garden"]);
    assert_eq!(page.texts("#own-rooms .badge"), ["1"], "the mention, too");
    assert_eq!(ann.post("/unread", &[("act", "undo")]).await.status, 303, "twice is harmless");
    assert_eq!(ann.get("/unread").await.texts(".unread-room h2 bdi"), ["Garden"]);
}

#[tokio::test]
async fn a_room_is_shown_from_a_day_on() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    for number in 0..200 {
        ann.say("general", &format!("message {number}")).await;
    }
    // One message every six hours, from the first of January on.
    tokio_rusqlite::rusqlite::Connection::open(app.database())
        .unwrap()
        .execute(
            "update messages set posted_at = 1767225600000 + (id - (select min(id) from messages)) * 21600000",
            (),
        )
        .unwrap();
    let app = app.restart_with(&["--messages-per-minute", "0"]).await;
    let ann = ann.at(&app.url);
    let first =
        async |date: &str| ann.get(&format!("/rooms/general?date={date}")).await.messages().first().cloned();
    for (date, message) in
        [("2026-01-01", 0), ("2025-06-01", 0), ("2026-01-02", 4), ("2026-02-01", 124), ("2026-02-19", 196)]
    {
        assert_eq!(first(date).await, Some(format!("message {message}")), "{date}");
    }
    assert_eq!(first("2026-03-01").await, Some("message 150".to_owned()), "later than all: the newest");
    for nonsense in ["", "2026-02-30", "<b>", "yesterday"] {
        assert_eq!(first(nonsense).await, Some("message 150".to_owned()), "{nonsense}");
    }
}
