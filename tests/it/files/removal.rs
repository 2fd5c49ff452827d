//! Files go with their messages, rooms and accounts.

use super::s3::in_both_storages;
use super::{MESSAGES, bytes, send_files, stored};
use crate::app::{TestApp, until};

in_both_storages!(
    the_bytes_of_a_file_are_removed_with_its_message_and_its_room,
    files_that_were_never_sent_are_removed_within_a_day,
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
