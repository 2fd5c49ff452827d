//! Requests with another `Host`: DNS rebinding, host header injection, and garbage.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::app::PATIENCE;
use crate::crowd::Target;

/// The response to a request with these header lines.
async fn ask(target: &Target, method: &str, path: &str, lines: &str) -> String {
    let mut stream = TcpStream::connect(target.server.url.trim_start_matches("http://")).await.unwrap();
    let request = format!("{method} {path} HTTP/1.1\r\n{lines}connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    tokio::time::timeout(PATIENCE, stream.read_to_string(&mut answer)).await.unwrap().unwrap();
    answer
}

const STRANGE: &[&str] = &[
    "host: evil.example\r\n",
    "host: a\"b\r\n",
    "host: 127.0.0.1@evil.example\r\n",
    "host: evil.example\r\nhost: localhost\r\n",
    "host: localhost\r\nhost: evil.example\r\n",
    "",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_redirect_uses_the_host_of_the_request() {
    let target = Target::start(&[]);
    for lines in STRANGE {
        // lynx sends no fetch metadata, and gets absolute URLs.
        for path in ["/", "/login", "/rooms/general", "/login/"] {
            let answer = ask(&target, "GET", path, lines).await;
            let head = answer.split("\r\n\r\n").next().unwrap();
            assert!(!answer.contains("evil"), "{lines:?} {path}: {answer}");
            assert!(!head.contains("a\"b"), "{lines:?} {path}: {head}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebound_name_can_neither_register_nor_read() {
    for target in [Target::start(&[]), Target::start_behind("https://chat.example.org")] {
        for lines in STRANGE {
            let body = "username=eve&password=correct+horse+battery";
            let form = format!(
                "{lines}sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                content-length: {}\r\n",
                body.len()
            );
            let mut stream = TcpStream::connect(target.server.url.trim_start_matches("http://")).await.unwrap();
            let request = format!("POST /register HTTP/1.1\r\n{form}connection: close\r\n\r\n{body}");
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = String::new();
            tokio::time::timeout(PATIENCE, stream.read_to_string(&mut answer)).await.unwrap().unwrap();
            assert!(answer.starts_with("HTTP/1.1 4"), "{lines:?}: {answer}");
            assert!(!answer.contains("set-cookie: snug"), "{lines:?}: {answer}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_public_url_only_that_host_is_answered_and_health_to_anybody() {
    let target = Target::start_behind("https://chat.example.org");
    assert!(ask(&target, "GET", "/login", "host: chat.example.org\r\n").await.starts_with("HTTP/1.1 200"));
    assert!(ask(&target, "GET", "/login", "host: other.example.org\r\n").await.starts_with("HTTP/1.1 4"));
    for path in ["/healthz", "/readyz"] {
        assert!(ask(&target, "GET", path, "host: 127.0.0.1:5001\r\n").await.starts_with("HTTP/1.1 200"), "{path}");
    }
    for path in ["/login", "/style.css", "/nowhere", "/healthz"] {
        let answer = ask(&target, "GET", path, "host: chat.example.org\r\n").await.to_ascii_lowercase();
        assert!(answer.contains("cross-origin-resource-policy: same-origin"), "{path}: {answer}");
    }
}
