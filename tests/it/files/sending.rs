//! Messages with files, by the plain form.

use super::s3::in_both_storages;
use super::{MESSAGES, ROOM, addresses, bytes, form, get, send, send_files};
use crate::app::TestApp;

in_both_storages!(
    a_message_has_several_files_and_a_text,
    a_message_with_a_file_needs_no_text_and_one_without_either_is_refused,
    files_are_added_described_and_removed_before_they_are_sent,
    a_file_is_sent_once_and_only_by_its_owner,
    a_refused_text_keeps_its_files_and_a_refused_file_keeps_the_text_and_the_others,
    people_without_access_store_nothing_and_get_their_text_back,
    names_have_no_folders_and_no_tricks,
    the_text_beside_files_is_edited_and_removed,
    a_preview_keeps_the_files,
);

async fn a_message_has_several_files_and_a_text() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (text, data) = (b"fn main() {}\n".as_slice(), bytes(300_000));
    let files = send_files(&ann, "general", "look", &[("main.rs", text), ("data \u{1f600}.bin", &data)]).await;
    assert_eq!(files.len(), 2, "{files:?}");
    let page = bob.get(ROOM).await;
    assert_eq!(page.messages(), ["look"]);
    assert_eq!(page.texts(".files a"), ["main.rs", "data \u{1f600}.bin"]);
    assert_eq!(page.texts(".files .size"), ["13 bytes", "300 kB"]);
    assert_eq!(page.texts(".files pre code"), ["fn main() {}"]);
    assert!(page.has(".files pre code .k"), "it is highlighted");
    assert_eq!(get(&bob, &files[0]).await.bytes, text);
    assert_eq!(get(&bob, &files[1]).await.bytes, data);
}

async fn a_message_with_a_file_needs_no_text_and_one_without_either_is_refused() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    send_files(&ann, "general", "", &[("a.txt", b"hello")]).await;
    assert_eq!(ann.get(ROOM).await.texts("article .files a"), ["a.txt"]);
    // Browsers send an empty part where no file is chosen.
    let nothing = reqwest::multipart::Part::bytes(Vec::new()).file_name("");
    let empty =
        send(&ann, MESSAGES, reqwest::multipart::Form::new().text("body", "").part("files", nothing)).await;
    assert_eq!(empty.status, 422);
    assert_eq!(ann.get(ROOM).await.texts("article").len(), 1);
    send_files(&ann, "general", "", &[("empty.txt", b"")]).await;
    let files = addresses(&ann, "general").await;
    let got = get(&ann, &files[0]).await;
    assert_eq!((got.status.as_u16(), got.bytes.len()), (200, 0));
}

async fn files_are_added_described_and_removed_before_they_are_sent() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let added =
        form("half a text", &[("a.txt", b"one"), ("b.txt", b"two")]).text("attach", "yes").text("nonce", "n1");
    let page = send(&ann, MESSAGES, added).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.attribute("#composer-body", "name").as_deref(), Some("body"));
    assert_eq!(page.texts("#composer-body"), ["half a text"]);
    assert_eq!(page.texts("#attached .name a"), ["a.txt", "b.txt"]);
    assert!(!bob.get(ROOM).await.has("article"), "nothing is sent yet");
    let keys: Vec<String> = page
        .html()
        .select(&crate::app::css("#attached input[name=file]"))
        .map(|input| input.attr("value").unwrap().to_owned())
        .collect();
    let open = page.attribute("#attached .name a", "href").unwrap();
    assert_eq!(get(&ann, &open).await.bytes, "one");
    assert_eq!(get(&bob, &open).await.status, 404, "a file that isn't sent is its owner's");
    let removed = [
        ("body", "half a text"),
        ("nonce", "n1"),
        ("file", &*keys[0]),
        ("file", &*keys[1]),
        ("remove", &*keys[0]),
    ];
    let page = ann.post(MESSAGES, &removed).await;
    assert_eq!((page.status.as_u16(), page.texts("#attached .name a")), (200, vec!["b.txt".to_owned()]));
    let sent = [("body", "half a text"), ("nonce", "n1"), ("file", &*keys[1])];
    assert_eq!(ann.post(MESSAGES, &sent).await.status, 303);
    assert_eq!(bob.get(ROOM).await.texts("article .files a"), ["b.txt"]);
    // Again, as after a lost answer.
    assert_eq!(ann.post(MESSAGES, &sent).await.status, 303);
    assert_eq!(bob.get(ROOM).await.texts("article").len(), 1);
}

async fn a_file_is_sent_once_and_only_by_its_owner() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let page = send(&ann, MESSAGES, form("", &[("a.txt", b"mine")]).text("attach", "yes")).await;
    let key = page.attribute("#attached input[name=file]", "value").unwrap();
    let stolen = bob.post(MESSAGES, &[("body", "text"), ("file", &key)]).await;
    assert_eq!((stolen.status.as_u16(), stolen.texts("#composer-body")), (422, vec!["text".to_owned()]));
    assert_eq!(ann.post(MESSAGES, &[("body", ""), ("file", &key)]).await.status, 303);
    let again = ann.post(MESSAGES, &[("body", "again"), ("file", &key)]).await;
    assert_eq!(again.status, 422, "it is in another message");
    assert_eq!(ann.get(ROOM).await.texts("article").len(), 1, "nothing of them is stored");
}

async fn a_refused_text_keeps_its_files_and_a_refused_file_keeps_the_text_and_the_others() {
    let app = TestApp::spawn_with(&["--file-size", "1kB"]).await;
    let ann = app.person("ann").await;
    let long = "x".repeat(8_001);
    let page = send(&ann, MESSAGES, form(&long, &[("a.txt", b"one")])).await;
    assert_eq!((page.status.as_u16(), page.texts("#attached .name a")), (422, vec!["a.txt".to_owned()]));
    let (small, large) = (bytes(1_000), bytes(1_001));
    let page =
        send(&ann, MESSAGES, form("my text", &[("a.bin", &small), ("b.bin", &large), ("c.bin", &small)])).await;
    assert_eq!(page.status, 413);
    assert_eq!(page.texts("#composer-note"), ["b.bin is too large: a file can have 1 kB at most."]);
    assert_eq!(page.texts("#composer-body"), ["my text"]);
    assert_eq!(page.texts("#attached .name a"), ["a.bin", "c.bin"]);
    assert!(!ann.get(ROOM).await.has("article"));
}

async fn people_without_access_store_nothing_and_get_their_text_back() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let closed = ann.make_room("Closed", "closed").await;
    let refused = send(&bob, &format!("/rooms/{closed}/messages"), form("my text", &[("a.txt", b"one")])).await;
    assert_eq!(refused.status, 404);
    assert!(refused.body.contains("my text"), "{}", refused.body);
    let nobody = send(&app.browser(), MESSAGES, form("my text", &[("a.txt", b"one")])).await;
    assert!(nobody.status == 303 || nobody.body.contains("my text"), "{}", nobody.status);
    assert!(super::stored(&app).is_empty());
}

async fn names_have_no_folders_and_no_tricks() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let long = format!("{}.txt", "n".repeat(10_000));
    for (name, shown) in [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a\u{202e}gnp.txt", "agnp.txt"),
        ("<b>&\".txt", "<b>&\".txt"),
        (&*long, &*format!("{}.txt", "n".repeat(251))),
    ] {
        let files = send_files(&ann, "general", "a text", &[(name, b"x")]).await;
        assert_eq!(ann.get(ROOM).await.texts("article .files a").last().unwrap(), shown);
        let got = get(&ann, &files[0]).await;
        assert_eq!(got.bytes, "x", "{name}");
        assert!(!got.header("content-disposition").contains(['\u{202e}', '\n']));
    }
    for path in super::stored(&app) {
        assert!(path.starts_with(super::storage(&app)), "{path:?}");
    }
}

async fn the_text_beside_files_is_edited_and_removed() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    send_files(&ann, "general", "look", &[("a.txt", b"one")]).await;
    assert_eq!(ann.post(&format!("{MESSAGES}/1/edit"), &[("body", "")]).await.status, 303);
    let page = ann.get(ROOM).await;
    assert_eq!((page.messages(), page.texts(".files a")), (vec![String::new()], vec!["a.txt".to_owned()]));
    let replied = [("body", "nice"), ("reply_to", "1")];
    ann.post(MESSAGES, &replied).await;
    assert!(ann.get(ROOM).await.texts(".quote").concat().contains("📎 a.txt"));
}

async fn a_preview_keeps_the_files() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let page = send(&ann, &format!("{ROOM}/preview"), form("**look**", &[("a.txt", b"one")])).await;
    assert_eq!((page.status.as_u16(), page.texts("#attached .name a")), (200, vec!["a.txt".to_owned()]));
    assert!(page.has("#preview strong"));
}
