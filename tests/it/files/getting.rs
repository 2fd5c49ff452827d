//! Reading files: access, ranges, and what browsers are told about them.

use reqwest::Method;

use super::s3::in_both_storages;
use super::{Got, ROOM, bytes, get, send_files};
use crate::app::{Person, TestApp};

in_both_storages!(
    files_are_for_people_who_may_read_their_message_at_that_moment,
    ranges_of_a_file_are_sent,
    only_files_that_do_nothing_are_shown_and_all_are_sandboxed,
);

async fn with(person: &Person, path: &str, headers: &[(&'static str, &str)]) -> Got {
    let mut request = person.request(Method::GET, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    Got::of(request).await
}

async fn files_are_for_people_who_may_read_their_message_at_that_moment() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let closed = ann.make_room("Closed", "closed").await;
    let room = format!("/rooms/{closed}");
    let file = send_files(&ann, &closed, "", &[("secret.txt", b"secret")]).await.remove(0);
    assert_eq!(get(&bob, &file).await.status, 404);
    assert_eq!(get(&app.browser(), &file).await.status, 303, "to the login page");
    ann.post(&format!("{room}/invite"), &[("username", "bob")]).await;
    assert_eq!(get(&bob, &file).await.bytes, "secret");
    let tag = get(&bob, &file).await.header("etag").to_owned();
    ann.post(&format!("{room}/remove"), &[("username", "bob"), ("sure", "yes")]).await;
    for headers in [&[][..], &[("range", "bytes=0-1")], &[("if-none-match", &*tag)]] {
        let got = with(&bob, &file, headers).await;
        assert_eq!(got.status, 404, "{headers:?}");
        assert!(!got.bytes.windows(6).any(|part| part == b"secret"));
    }
    assert_eq!(get(&bob, &format!("{file}?size=small")).await.status, 404);
    for guess in ["/files/1/secret.txt", "/files/AAAAAAAAAAAAAAAAAAAAAA/secret.txt", "/files/..%2f..%2fchat.db/x"]
    {
        assert_eq!(get(&ann, guess).await.status, 404, "{guess}");
    }
    let id = ann.get(&room).await.attribute("article", "id").unwrap().replace("message-", "");
    ann.post(&format!("{room}/messages/{id}/delete"), &[("sure", "yes")]).await;
    assert_eq!(get(&ann, &file).await.status, 404, "it is deleted with its message");
}

async fn ranges_of_a_file_are_sent() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let data = bytes(1_000_000);
    let file = send_files(&ann, "general", "", &[("a.bin", &data)]).await.remove(0);
    let whole = get(&ann, &file).await;
    assert_eq!((whole.status.as_u16(), whole.header("accept-ranges")), (200, "bytes"));
    assert_eq!(whole.header("content-length"), "1000000");
    let tag = whole.header("etag").to_owned();
    let one = with(&ann, &file, &[("range", "bytes=999990-")]).await;
    assert_eq!((one.status.as_u16(), &one.bytes[..]), (206, &data[999_990..]));
    assert_eq!(one.header("content-range"), "bytes 999990-999999/1000000");
    let several = with(&ann, &file, &[("range", "bytes=0-1, 500000-500002")]).await;
    assert_eq!(several.status, 206);
    let boundary =
        several.header("content-type").strip_prefix("multipart/byteranges; boundary=").unwrap().to_owned();
    let length = several.bytes.len().to_string();
    assert_eq!(several.header("content-length"), length);
    let part = |range: &str, bytes: &[u8]| {
        let head = format!(
            "\r\n--{boundary}\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes {range}/1000000\r\n\r\n"
        );
        [head.as_bytes(), bytes].concat()
    };
    let expected = [
        part("0-1", &data[..2]),
        part("500000-500002", &data[500_000..500_003]),
        format!("\r\n--{boundary}--\r\n").into_bytes(),
    ];
    assert_eq!(several.bytes, expected.concat());
    let beyond = with(&ann, &file, &[("range", "bytes=1000000-")]).await;
    assert_eq!((beyond.status.as_u16(), beyond.header("content-range")), (416, "bytes */1000000"));
    assert_eq!(with(&ann, &file, &[("range", "bytes=0-1"), ("if-range", &tag)]).await.status, 206);
    assert_eq!(
        with(&ann, &file, &[("range", "bytes=0-1"), ("if-range", "\"other\"")]).await.bytes.len(),
        1_000_000
    );
    assert_eq!(with(&ann, &file, &[("if-none-match", &tag)]).await.status, 304);
    let head = Got::of(ann.request(Method::HEAD, &file)).await;
    assert_eq!((head.status.as_u16(), head.header("content-length"), head.bytes.len()), (200, "1000000", 0));
}

async fn only_files_that_do_nothing_are_shown_and_all_are_sandboxed() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let polyglot = [super::pictures::gif(2).as_slice(), b"<script>alert(1)</script>"].concat();
    for (name, content, kind, way) in [
        ("a.txt", b"hello".as_slice(), "text/plain; charset=utf-8", "inline"),
        ("a.pdf", b"%PDF-1.7\n/OpenAction << /S /JavaScript >>", "application/pdf", "inline"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml", "attachment"),
        ("page.html", b"<script>alert(1)</script>", "text/html", "attachment"),
        ("a.txt", b"<!doctype html><script>alert(1)</script>", "text/html", "attachment"),
        ("a.zip", b"PK\x03\x04rest", "application/zip", "attachment"),
        ("a.mp3", b"ID3\x03\x00rest", "audio/mpeg", "inline"),
        ("a.gif", &polyglot, "image/gif", "inline"),
        ("a.png", b"\x89PNG\r\n\x1a\nbroken", "application/octet-stream", "attachment"),
    ] {
        let files = send_files(&ann, "general", "", &[(name, content)]).await;
        let got = get(&ann, &files[0]).await;
        assert_eq!(got.header("content-type"), kind, "{name} {content:?}");
        let disposition = got.header("content-disposition");
        assert!(disposition.starts_with(&format!("{way}; ")), "{name}: {disposition}");
        assert!(got.header("content-security-policy").contains("sandbox"));
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert_eq!(got.header("cross-origin-resource-policy"), "same-origin");
        assert!(got.header("cache-control").contains("private"));
    }
    let files = send_files(&ann, "general", "", &[("na\u{ef}ve \"\u{1f600}\".txt", b"x")]).await;
    let named = get(&ann, &files[0]).await;
    assert_eq!(
        named.header("content-disposition"),
        "inline; filename=\"na_ve ___.txt\"; filename*=UTF-8''na%C3%AFve%20%22%F0%9F%98%80%22.txt"
    );
    let page = ann.get(ROOM).await;
    assert!(page.has(".files audio[controls][preload=metadata]"));
    assert!(!page.has(".files script"));
}
