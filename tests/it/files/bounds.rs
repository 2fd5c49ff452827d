//! Limits of files. Each refusal says which, and keeps the text.

use super::s3::in_both_storages;
use super::{MESSAGES, bytes, form, send};
use crate::app::TestApp;

in_both_storages!(
    each_limit_is_named_and_the_text_is_kept,
    a_message_has_twenty_files_at_most,
    room_that_was_reserved_or_taken_is_given_back,
);

async fn each_limit_is_named_and_the_text_is_kept() {
    let whole = bytes(1_000);
    for (arguments, status, note) in [
        (["--file-size", "999"], 413, "is too large: a file can have 999 bytes at most"),
        (["--files-per-person", "1500"], 429, "Your files take as much room as they may"),
        (["--files-in-all", "1500"], 507, "no room for files"),
        (["--disk-reserve", "9000TB"], 507, "no room for files"),
    ] {
        if arguments[0] == "--disk-reserve" && crate::app::bucket().is_some() {
            // Buckets don't tell how much room they have.
            continue;
        }
        let app = TestApp::spawn_with(&arguments).await;
        let ann = app.person("ann").await;
        let page = send(&ann, MESSAGES, form("my text", &[("a.bin", &whole), ("b.bin", &whole)])).await;
        assert_eq!(page.status, status, "{arguments:?}: {}", page.body);
        assert!(page.texts("#composer-note").concat().contains(note), "{:?}", page.texts("#composer-note"));
        assert_eq!(page.texts("#composer-body"), ["my text"]);
        let made = ann.post("/files", &[("name", "a.bin"), ("size", "1501")]).await;
        assert_eq!(made.status, status);
        assert!(
            made.body.contains(note.trim_start_matches("is too large: ").split(" 999").next().unwrap()),
            "{}",
            made.body
        );
        ann.say("general", "messages are stored all the same").await;
    }
}

async fn a_message_has_twenty_files_at_most() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let files: Vec<(&str, &[u8])> = (0..21).map(|_| ("a.txt", b"x".as_slice())).collect();
    let page = send(&ann, MESSAGES, form("text", &files)).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.texts("#attached li").len(), 20);
    assert_eq!(page.texts("#composer-note"), ["A message can have 20 files at most."]);
}

async fn room_that_was_reserved_or_taken_is_given_back() {
    let app = TestApp::spawn_with(&["--files-per-person", "1500"]).await;
    let ann = app.person("ann").await;
    for _ in 0..3 {
        let made = ann.post("/files", &[("name", "a.bin"), ("size", "1500")]).await;
        assert_eq!(made.status, 201);
        assert_eq!(ann.post("/files", &[("name", "b.bin"), ("size", "1")]).await.status, 429);
        let cancelled = ann.request(reqwest::Method::DELETE, made.location()).send().await.unwrap();
        assert_eq!(cancelled.status(), 204);
    }
    for id in 1..4 {
        super::send_files(&ann, "general", "", &[("a.bin", &bytes(500)), ("b.bin", &bytes(500))]).await;
        let deleted = ann.post(&format!("{MESSAGES}/{id}/delete"), &[("sure", "yes")]).await;
        assert_eq!(deleted.status, 303);
    }
}
