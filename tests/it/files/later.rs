//! Files of messages that are sent later.

use reqwest::multipart::Form;

use super::s3::in_both_storages;
use super::{ROOM, addresses, bytes, form, get, send, stored};
use crate::app::{Answer, Person, TestApp, css, until};
use crate::reminders::in_seconds;

const LATER: &str = "/rooms/general/later";

in_both_storages!(
    a_message_is_sent_later_with_its_files,
    files_of_a_scheduled_message_wait_with_it_and_go_with_it,
    a_scheduled_message_with_files_is_sent_at_once_by_a_button,
    refusals_keep_the_text_and_the_files,
);

/// The composer's form with its button for sending later, and the keys of the files that the next page has.
async fn choose(person: &Person, body: &str, files: &[(&str, &[u8])]) -> (Answer, Vec<String>) {
    let page = send(person, LATER, form(body, files)).await;
    let html = page.html();
    let fields = css("#attached input[name=file]");
    let keys = html.select(&fields).map(|input| input.attr("value").unwrap().to_owned()).collect();
    (page, keys)
}

async fn schedule(person: &Person, body: &str, keys: &[String], seconds: i64) -> Answer {
    let time = in_seconds(seconds);
    let mut fields: Vec<_> = time.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("body", body));
    fields.extend(keys.iter().map(|key| ("file", &**key)));
    person.post(LATER, &fields).await
}

async fn a_message_is_sent_later_with_its_files() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let data = bytes(300_000);
    let (page, keys) = choose(&ann, "look", &[("a.bin", &data), ("b.txt", b"two")]).await;
    assert_eq!(
        (page.status.as_u16(), page.texts("#attached .name a")),
        (200, vec!["a.bin".to_owned(), "b.txt".to_owned()])
    );
    assert_eq!(page.texts("#body"), ["look"]);
    let mut stream = bob.events("/rooms/general/events").await;
    assert_eq!(schedule(&ann, "look", &keys, 2).await.status, 303);
    assert_eq!(ann.get("/scheduled").await.texts("li .files a"), ["a.bin", "b.txt"]);
    assert_eq!(stream.message().await, "look");
    assert_eq!(bob.get(ROOM).await.texts("article .files a"), ["a.bin", "b.txt"]);
    assert_eq!(get(&bob, &addresses(&bob, "general").await[0]).await.bytes, data);
    assert!(ann.get("/scheduled").await.has(".empty"));
}

async fn files_of_a_scheduled_message_wait_with_it_and_go_with_it() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let (_, keys) = choose(&ann, "", &[("a.bin", &bytes(1_000))]).await;
    assert_eq!(schedule(&ann, "", &keys, 10_000).await.status, 303, "files need no text");
    // They are taken: not by another message, nor by cancelling the upload.
    let taken = [("body", "again"), ("nonce", "n"), ("file", &*keys[0])];
    assert_eq!(ann.post("/rooms/general/messages", &taken).await.status, 422);
    assert_eq!(schedule(&ann, "again", &keys, 10_000).await.status, 422);
    let cancelled = ann.request(reqwest::Method::DELETE, &format!("/files/{}", keys[0])).send().await.unwrap();
    assert_eq!(cancelled.status(), 204);
    assert_eq!(stored(&app).len(), 1);

    let db = tokio_rusqlite::rusqlite::Connection::open(app.database()).unwrap();
    db.execute("update files set touched_at = touched_at - 100 * 60 * 60 * 1000", ()).unwrap();
    let not_sent = || -> i64 {
        db.query_row("select not_sent from file_totals where account_id > 0", (), |row| row.get(0)).unwrap()
    };
    assert_eq!(not_sent(), 0);
    // A later upload that nobody sends is collected; this one stays.
    send(&ann, "/rooms/general/messages", form("", &[("left.txt", b"x")]).text("attach", "yes")).await;
    assert_eq!(not_sent(), 1);
    db.execute("update files set touched_at = touched_at - 20 * 60 * 60 * 1000", ()).unwrap();
    let app = app.restart().await;
    let ann = ann.at(&app.url);
    until("the abandoned file is removed", async || not_sent() == 0 && stored(&app).len() == 1).await;
    assert_eq!(ann.get("/scheduled").await.texts("li .files a"), ["a.bin"]);

    let action = ann.get("/scheduled").await.attribute("li form", "action").unwrap();
    assert_eq!(ann.get(&action).await.texts("main .files a"), ["a.bin"]);
    assert_eq!(ann.post(&action, &[("act", "delete")]).await.status, 303);
    until("its bytes are removed", async || stored(&app).is_empty()).await;
    let bytes: i64 =
        db.query_row("select bytes from file_totals where account_id = 0", (), |row| row.get(0)).unwrap();
    assert_eq!(bytes, 0);
}

async fn a_scheduled_message_with_files_is_sent_at_once_by_a_button() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (_, keys) = choose(&ann, "soon", &[("a.txt", b"one")]).await;
    schedule(&ann, "soon", &keys, 10_000).await;
    let action = ann.get("/scheduled").await.attribute("li form", "action").unwrap();
    // The text may go; the file is a message.
    assert_eq!(ann.post(&action, &[("act", "send"), ("body", " ")]).await.status, 303);
    assert_eq!(bob.get(ROOM).await.texts("article .files a"), ["a.txt"]);
    let action = "/scheduled/1";
    assert_eq!(ann.post(action, &[("act", "send")]).await.status, 404, "it was sent");
    assert_eq!(bob.get(ROOM).await.texts("article").len(), 1);
}

async fn refusals_keep_the_text_and_the_files() {
    let app = TestApp::spawn_with(&["--file-size", "2kB"]).await;
    let ann = app.person("ann").await;
    // One of two files is too large: the form comes back with the other.
    let (page, keys) = choose(&ann, "both", &[("small.txt", b"ok"), ("large.bin", &bytes(5_000))]).await;
    assert_eq!((page.status.as_u16(), keys.len()), (413, 1), "{}", page.body);
    assert!(page.texts(".error").concat().contains("large.bin"), "{:?}", page.texts(".error"));
    assert_eq!(page.texts("#body"), ["both"]);
    let past = [("body", "both"), ("file", &*keys[0]), ("when", "own"), ("date", "2001-01-01"), ("time", "09:00")];
    let late = ann.post(LATER, &past).await;
    assert_eq!((late.status.as_u16(), late.texts("#attached .name a")), (422, vec!["small.txt".to_owned()]));
    // A draft keeps no files, and says so instead of dropping them.
    let draft: Form = form("a draft", &[("small.txt", b"ok")]);
    let page = send(&ann, "/rooms/general/drafts", draft).await;
    assert_eq!((page.status.as_u16(), page.texts("#attached .name a")), (422, vec!["small.txt".to_owned()]));
    assert_eq!(page.texts("#composer-body"), ["a draft"]);
    assert_eq!(
        page.texts("#composer-note"),
        ["Drafts don’t keep files: send the message now or later, or remove the files and save the draft again."]
    );
}
