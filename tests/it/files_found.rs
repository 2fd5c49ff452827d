//! Finding files: search, the page of a room's files, guests, downloads, and places where texts are short.

use std::io::{Cursor, Read as _};

use reqwest::Method;
use reqwest::multipart::{Form, Part};

use crate::app::{Answer, PASSWORD, Person, TestApp, until};

/// A picture of one pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
    0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00, 0x00, 0x00,
    0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x60, 0xf8, 0x5f, 0x0f, 0x00, 0x02, 0x87, 0x01, 0x80,
    0xeb, 0x47, 0xba, 0x92, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

const WAV: &[u8] = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x00\x00\x00\x00";

async fn send(person: &Person, room: &str, body: &str, files: &[(&str, &[u8])]) {
    let mut form = Form::new().text("body", body.to_owned());
    for (name, bytes) in files {
        form = form.part("files", Part::bytes(bytes.to_vec()).file_name((*name).to_owned()));
    }
    let request = person.request(Method::POST, &format!("/rooms/{room}/messages")).multipart(form);
    let answer = Answer::of(request).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn found(person: &Person, typed: &str) -> Vec<String> {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", typed).finish();
    let page = person.get(&format!("/search?{query}")).await;
    assert_eq!(page.status, 200, "{typed}");
    page.texts(".snippet")
}

/// Waits until all messages are indexed.
async fn until_indexed(app: &TestApp) {
    let path = app.database();
    let is_so = async || {
        let db = tokio_rusqlite::rusqlite::Connection::open(&path).unwrap();
        let query = "select indexed = (select max(id) from messages) from search_progress";
        db.query_row(query, (), |row| row.get(0)).unwrap()
    };
    until("all messages are indexed", is_so).await;
}

/// Checks the index for words without a message.
fn is_sound(app: &TestApp) {
    let db = tokio_rusqlite::rusqlite::Connection::open(app.database()).unwrap();
    db.execute("insert into search (search) values ('integrity-check')", ()).unwrap();
}

fn in_index(app: &TestApp, word: &str) -> i64 {
    let db = tokio_rusqlite::rusqlite::Connection::open(app.database()).unwrap();
    db.query_row("select count(*) from search where words match ?1", [word], |row| row.get(0)).unwrap()
}

/// The path of the page of a message's first file.
async fn page_of_file(person: &Person, room: &str, message: u32) -> String {
    let page = person.get(&format!("/rooms/{room}")).await;
    page.attribute(&format!("#message-{message} a.picture"), "href").unwrap()
}

#[tokio::test]
async fn messages_are_found_by_kinds_and_names_of_their_files() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.say("general", "no file here").await;
    send(&ann, "general", "look at this", &[("Kitten.png", PNG)]).await;
    send(&bob, "general", "", &[("budget-2026.zip", b"PK\x03\x04zip"), ("song.wav", WAV)]).await;
    for indexed in [false, true] {
        if indexed {
            until_indexed(&app).await;
        }
        let both = "📎 budget-2026.zip\n📎 song.wav";
        assert_eq!(found(&ann, "has:file").await, [both, "look at this\n📎 Kitten.png"]);
        assert_eq!(found(&ann, "has:image").await, ["look at this\n📎 Kitten.png"]);
        assert_eq!(found(&ann, "has:audio").await, [both]);
        assert_eq!(found(&ann, "has:video").await, [""; 0]);
        assert_eq!(found(&ann, "has:audio has:image").await, [""; 0]);
        assert_eq!(found(&ann, "kitten").await, ["look at this\n📎 Kitten.png"]);
        assert_eq!(found(&ann, "look has:image from:ann in:general after:2020").await.len(), 1);
        assert_eq!(found(&ann, "look has:image from:bob").await, [""; 0]);
        assert_eq!(found(&ann, "has:file before:2020").await, [""; 0]);
        assert_eq!(found(&ann, "\"budget 2026\"").await, [both]);
        assert_eq!(found(&ann, "kitt*").await.len(), 1);
    }
    assert!(ann.get("/search").await.body.contains("has:image"));
    assert_eq!((in_index(&app, "kitten"), in_index(&app, "\"~image\"")), (1, 1));
    is_sound(&app);
}

#[tokio::test]
async fn new_descriptions_are_found_and_former_ones_and_deleted_files_are_not() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    send(&ann, "general", "", &[("a.png", PNG), ("b.png", PNG)]).await;
    until_indexed(&app).await;
    let page = page_of_file(&ann, "general", 1).await;
    for (alt, former) in [("a sleeping fox", "walrus"), ("a walrus", "fox")] {
        assert_eq!(ann.post(&page, &[("alt", alt)]).await.status, 303);
        assert_eq!(found(&ann, alt.rsplit(' ').next().unwrap()).await, [format!("📎 a.png {alt}\n📎 b.png")]);
        assert_eq!((found(&ann, former).await.len(), in_index(&app, former)), (0, 0), "{former}");
        is_sound(&app);
    }
    assert_eq!(ann.post("/rooms/general/messages/1/edit", &[("body", "now with a text")]).await.status, 303);
    assert_eq!(found(&ann, "text walrus").await.len(), 1);
    assert_eq!(
        ann.post("/rooms/general/messages/1/edit", &[("body", "")]).await.status,
        303,
        "files need no text"
    );
    assert_eq!(found(&ann, "walrus").await.len(), 1);
    assert_eq!(ann.post("/rooms/general/messages/1/delete", &[("delete", "yes")]).await.status, 303);
    assert_eq!(found(&ann, "walrus").await, [""; 0]);
    assert_eq!(found(&ann, "has:file").await, [""; 0]);
    assert_eq!((in_index(&app, "walrus"), in_index(&app, "\"~file\"")), (0, 0));
    is_sound(&app);
}

#[tokio::test]
async fn files_of_other_rooms_are_not_found() {
    let app = TestApp::spawn().await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    let den = ann.make_room("Den", "closed").await;
    ann.post(&format!("/rooms/{den}/invite"), &[("username", "bob")]).await;
    send(&ann, &den, "", &[("secret.png", PNG)]).await;
    let list = format!("/rooms/{den}/files");
    assert_eq!((found(&bob, "secret").await.len(), found(&bob, "has:image").await.len()), (1, 1));
    assert_eq!((found(&cy, "secret").await.len(), found(&cy, "has:image").await.len()), (0, 0));
    assert_eq!(
        (bob.get(&list).await.status, cy.get(&list).await.status),
        (200.try_into().unwrap(), 404.try_into().unwrap())
    );
    ann.post(&format!("/rooms/{den}/remove"), &[("username", "bob")]).await;
    assert_eq!((found(&bob, "secret").await.len(), found(&bob, "has:image").await.len()), (0, 0));
    assert_eq!(bob.get(&list).await.status, 404);
}

#[tokio::test]
async fn a_rooms_files_are_listed_by_kind_and_page() {
    let app = TestApp::spawn_with(&["--messages-per-minute", "0"]).await;
    let ann = app.person("ann").await;
    let list = "/rooms/general/files";
    assert!(ann.get(list).await.has(".empty"));
    send(&ann, "general", "", &[("kitten.png", PNG), ("song.wav", WAV), ("notes.txt", b"some notes")]).await;
    let page = ann.get(list).await;
    assert_eq!(page.texts(".room-files .name bdi"), ["notes.txt", "song.wav", "kitten.png"]);
    assert_eq!(
        page.attribute(".room-files .last a", "href").as_deref(),
        Some("/rooms/general/messages/1#message-1")
    );
    let pictures = ann.get(&format!("{list}?type=image")).await;
    assert_eq!(pictures.texts(".room-files.grid .name bdi"), ["kitten.png"]);
    assert_eq!(pictures.texts(".tabs [aria-current]"), ["Pictures"]);
    assert_eq!(ann.get(&format!("{list}?type=audio")).await.texts(".room-files .name bdi"), ["song.wav"]);
    assert_eq!(ann.get(&format!("{list}?type=pdf")).await.texts(".room-files .name bdi"), [""; 0]);
    assert!(ann.get("/rooms/general/about").await.has(&format!("a[href='{list}']")));
    for message in 0..3 {
        let names: Vec<String> = (0..17).map(|file| format!("{message}-{file}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"text"[..])).collect();
        send(&ann, "general", "", &files).await;
    }
    let page = ann.get(&format!("{list}?type=text")).await;
    assert_eq!(page.texts(".room-files .name").len(), 50);
    let older = page.attribute("[rel=next]", "href").unwrap();
    assert!(older.starts_with("/rooms/general/files?type=text&before="), "{older}");
    let older = ann.get(&older).await;
    assert_eq!(older.texts(".room-files .name bdi"), ["0-0.txt", "notes.txt"]);
    assert!(!older.has("[rel=next]"));
    ann.post("/rooms/general/messages/1/delete", &[("delete", "yes")]).await;
    assert!(ann.get(&format!("{list}?type=image")).await.has(".empty"), "its message is deleted");
}

#[tokio::test]
async fn guests_see_files_of_messages_since_they_came() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let room = ann.make_room("Board", "closed").await;
    send(&ann, &room, "", &[("before.png", PNG)]).await;
    let before = ann.get(&format!("/rooms/{room}")).await.attribute("a.picture", "data-file").unwrap();
    ann.post(&format!("/rooms/{room}/guests"), &[("act", "create"), ("stay", "day"), ("waits", "")]).await;
    let url = ann.get(&format!("/rooms/{room}/guests")).await.attribute("input.address", "value").unwrap();
    let zoe = app.browser();
    zoe.post(&url[url.find("/guest/").unwrap()..], &[("name", "Zoe")]).await;
    send(&ann, &room, "", &[("after.png", PNG), ("notes.zip", b"PK\x03\x04zip")]).await;
    let page = zoe.get("/guest?before=99").await;
    assert!(!page.body.contains("before.png"));
    let file = page.attribute("a.picture", "href").unwrap();
    assert!(file.starts_with("/guest/files/") && file.ends_with("/after.png"), "{file}");
    let got = zoe.request(Method::GET, &file).send().await.unwrap();
    assert_eq!((got.status().as_u16(), got.headers()["content-type"].to_str().unwrap()), (200, "image/png"));
    assert_eq!(got.bytes().await.unwrap(), PNG);
    let small = page.attribute("a.picture img", "src").unwrap();
    assert_eq!(zoe.get(&small).await.status, 200, "{small}");
    assert_eq!(zoe.get(&format!("/guest{before}")).await.status, 404, "from before the guest came");
    let by_account = file.strip_prefix("/guest").unwrap();
    assert_eq!(zoe.get(by_account).await.status, 303, "guests have addresses of their own");
    assert_eq!(app.browser().get(&file).await.status, 403);
    let upload = Form::new().text("body", "").part("files", Part::bytes(PNG.to_vec()).file_name("mine.png"));
    let answer = Answer::of(zoe.request(Method::POST, "/guest/messages").multipart(upload)).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    ann.post(&format!("/rooms/{room}/messages/2/delete"), &[("delete", "yes")]).await;
    assert_eq!(zoe.get(&file).await.status, 404);
    send(&ann, &room, "", &[("later.png", PNG)]).await;
    let later = zoe.get("/guest?before=99").await.attribute("a.picture", "href").unwrap();
    assert_eq!(zoe.get(&later).await.status, 200);
    zoe.post("/guest/leave", &[("leave", "yes")]).await;
    assert_eq!(zoe.get(&later).await.status, 403);
}

#[tokio::test]
async fn a_download_has_ones_own_files() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    send(&ann, "general", "with a text", &[("kitten.png", PNG), ("über uns.txt", b"some notes")]).await;
    send(&bob, "general", "", &[("bobs.png", PNG)]).await;
    send(&ann, "general", "", &[("deleted.png", PNG)]).await;
    ann.post("/rooms/general/messages/3/delete", &[("delete", "yes")]).await;
    let request = ann.request(Method::POST, "/settings/download").form(&[("password", PASSWORD)]);
    let bytes = request.send().await.unwrap().bytes().await.unwrap().to_vec();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let files: Vec<&String> = names.iter().filter(|name| name.starts_with("files/")).collect();
    assert_eq!(files.len(), 2, "{names:?}");
    let mut messages = String::new();
    zip.by_name("messages.jsonl").unwrap().read_to_string(&mut messages).unwrap();
    let line: serde_json::Value = serde_json::from_str(messages.lines().next().unwrap()).unwrap();
    let mut read = Vec::new();
    zip.by_name(line["files"][0]["path"].as_str().unwrap()).unwrap().read_to_end(&mut read).unwrap();
    assert_eq!((read.as_slice(), &line["files"][0]["type"]), (PNG, &"image/png".into()));
    let mut text = zip.by_name(line["files"][1]["path"].as_str().unwrap()).unwrap();
    assert!(
        text.name().unwrap().ends_with("/über uns.txt") && text.compression() == zip::CompressionMethod::Stored
    );
    read.clear();
    text.read_to_end(&mut read).unwrap();
    assert_eq!(read, b"some notes");
}

#[tokio::test]
async fn the_name_of_a_file_stands_for_a_message_without_text() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    ann.make_room("Tea", "open").await;
    send(&ann, "general", "", &[("my *kitten*.png", PNG)]).await;
    let reply = bob.get("/rooms/general?reply_to=1").await;
    assert!(reply.body.contains("📎 my *kitten*.png"), "{}", reply.body);
    bob.post("/rooms/general/messages", &[("body", "sweet"), ("reply_to", "1")]).await;
    assert!(ann.get("/rooms/general").await.texts("#message-2 .quote")[0].contains("📎 my *kitten*.png"));
    let sent = ann.post("/rooms/general/messages/1/forward", &[("to", "tea"), ("comment", "")]).await;
    assert_eq!(sent.status, 303);
    let tea = ann.get("/rooms/tea?newest=yes").await;
    assert!(tea.texts(".body blockquote")[0].starts_with("📎 my *kitten*.png"), "{:?}", tea.messages());
    let source = ann.get("/rooms/tea/messages/3/source").await;
    assert_eq!(source.location(), "/rooms/general/messages/1#message-1");
    assert!(!ann.get("/rooms/general/messages/1/edit").await.has("textarea[name=body][required]"));
    assert!(ann.get("/rooms/general/messages/1/history").await.status == 200);
    assert_eq!(ann.post("/rooms/tea/messages/3/edit", &[("body", "")]).await.status, 422, "without files, a text");
    ann.post("/rooms/general/messages/1/pin", &[]).await;
    assert!(ann.get("/rooms/general/pins").await.has(".files img"));
}
