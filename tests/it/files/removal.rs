//! Files go with their messages, rooms and accounts.

use super::s3::in_both_storages;
use super::{MESSAGES, bytes, send_files, stored};
use crate::app::{TestApp, until};

in_both_storages!(
    the_bytes_of_a_file_are_removed_with_its_message_and_its_room,
    files_that_were_never_sent_are_removed_within_a_day,
    one_file_of_a_message_is_removed_by_its_author,
);

async fn the_bytes_of_a_file_are_removed_with_its_message_and_its_room() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let tea = ann.make_room("Tea", "open").await;
    send_files(&ann, "general", "", &[("a.bin", &bytes(1_000)), ("b.png", &super::pictures::gif(2))]).await;
    send_files(&ann, &tea, "", &[("c.bin", &bytes(1_000))]).await;
    assert!(stored(&app).len() >= 4, "{:?}", stored(&app));
    ann.post(&format!("{MESSAGES}/1/delete"), &[("sure", "yes")]).await;
    until("the message's files are removed", async || stored(&app).len() == 1).await;
    ann.post(
        &format!("/rooms/{tea}/delete"),
        &[("name", "Tea"), ("sure", "yes"), ("password", crate::app::PASSWORD)],
    )
    .await;
    assert_eq!(ann.get(&format!("/rooms/{tea}")).await.status, 404);
    let app = app.restart().await;
    until("the room's files are removed", async || stored(&app).is_empty()).await;
}

async fn files_that_were_never_sent_are_removed_within_a_day() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    super::send(&ann, MESSAGES, super::form("", &[("a.txt", b"x")]).text("attach", "yes")).await;
    send_files(&ann, "general", "", &[("b.txt", b"y")]).await;
    assert_eq!(stored(&app).len(), 2);
    let db = tokio_rusqlite::rusqlite::Connection::open(app.database()).unwrap();
    db.execute("update files set touched_at = touched_at - 20 * 60 * 60 * 1000", ()).unwrap();
    let app = app.restart().await;
    until("the file is removed", async || stored(&app).len() == 1).await;
    let left: i64 = db.query_row("select count(*) from removed_objects", (), |row| row.get(0)).unwrap();
    assert!(left <= 1);
    assert_eq!(std::fs::read(&stored(&app)[0]).unwrap(), b"y");
}

async fn one_file_of_a_message_is_removed_by_its_author() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let files = send_files(&ann, "general", "", &[("plan.txt", b"one"), ("other.txt", b"two")]).await;
    let edit = ann.get("/rooms/general/messages/1/edit").await;
    assert_eq!(edit.texts(".files bdi"), ["plan.txt", "other.txt"]);
    let page = edit.attribute(".files a[href*='/messages/']", "href").unwrap();
    assert!(ann.get(&page).await.has("button[value=remove]"));
    assert!(!bob.get(&page).await.has("button[value=remove]"));
    assert_eq!(bob.post(&page, &[("act", "remove")]).await.status, 403);
    let mut stream = bob.events("/rooms/general/events").await;
    let answer = ann.post(&page, &[("act", "remove")]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/rooms/general/messages/1#message-1"));
    assert!(!stream.next().await.unwrap().data.contains("plan.txt"));
    assert_eq!(bob.get(super::ROOM).await.texts("article .files a"), ["other.txt"]);
    assert_eq!(super::get(&bob, &files[0]).await.status, 404);
    until("its bytes are removed", async || stored(&app).len() == 1).await;
    assert!(bob.get("/search?q=plan").await.texts("#results .hit").is_empty(), "its name is not found any more");
    assert_eq!(bob.get("/search?q=other").await.texts("#results article, #results li").len(), 1);

    // The last file of a message without a text: the message is deleted instead, after a question.
    let page =
        ann.get("/rooms/general/messages/1/edit").await.attribute(".files a[href*='/messages/']", "href").unwrap();
    let answer = ann.post(&page, &[("act", "remove")]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/rooms/general/messages/1/delete"));
    assert_eq!(bob.get(super::ROOM).await.texts("article .files a"), ["other.txt"]);
}
