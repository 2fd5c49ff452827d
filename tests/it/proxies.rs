//! Reverse proxies in front: which connections are theirs, and what they say of their clients.

use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::path::Path;

use reqwest::Method;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use crate::app::{Answer, PASSWORD, Person, TestApp};
use crate::process::{Process, run, snug};
use crate::skip::skip;

/// Proxies and clients on this machine.
const PROXY: &str = "127.0.0.2";
const CLIENT: &str = "127.0.0.3";

/// The status of the last of many wrong logins: 429 where they count as one network's.
async fn after_guesses(from: &str, url: &str, header: &str, values: impl Fn(u32) -> String) -> u16 {
    let person = Person::at_address(url, from.parse().unwrap());
    let mut status = 0;
    for n in 0..14 {
        let form = [("username", "ann"), ("password", "guessed wrong")];
        let request = person.request(Method::POST, "/login").header(header, values(n)).form(&form);
        status = Answer::of(request).await.status.as_u16();
    }
    status
}

#[tokio::test]
async fn only_the_proxies_that_are_trusted_say_who_the_client_is() {
    let app = TestApp::spawn_with(&["--trusted-proxies", "127.0.0.2,10.0.0.0/8"]).await;
    app.person("ann").await;
    let address = |n: u32| format!("198.51.100.{n}, 203.0.113.7");
    assert_eq!(after_guesses(CLIENT, &app.url, "x-forwarded-for", |n| format!("198.51.100.{n}")).await, 429);
    assert_eq!(after_guesses(PROXY, &app.url, "x-forwarded-for", |n| format!("192.0.2.{n}, 10.0.0.9")).await, 422);
    assert_eq!(after_guesses(PROXY, &app.url, "x-forwarded-for", address).await, 429, "the nearest counts");

    let app = TestApp::spawn_with(&["--trusted-proxies", "loopback", "--forwarded-header", "forwarded"]).await;
    app.person("ann").await;
    let address = |n| format!("for=\"[2001:db8:{n}::1]:4711\";proto=https");
    assert_eq!(after_guesses(PROXY, &app.url, "forwarded", address).await, 422);
    assert_eq!(after_guesses(PROXY, &app.url, "x-forwarded-for", |n| format!("198.51.100.{n}")).await, 429);
}

#[tokio::test]
async fn links_have_the_address_that_the_proxy_was_asked_for() {
    let app = TestApp::spawn_with(&["--trusted-proxies", PROXY]).await;
    let root = app.browser();
    assert_eq!(root.post("/login", &[("username", "root"), ("password", PASSWORD)]).await.status, 303);
    let made = root.post("/invitations", &[("valid", "week"), ("uses", "1")]).await;
    let page = made.location().to_owned();
    let asked = async |from: &str| {
        let person = Person::at_address(&app.url, from.parse().unwrap());
        let request = person.request(Method::GET, &page).header("cookie", root.cookie_header());
        let request = request.header("x-forwarded-host", "chat.lan").header("x-forwarded-proto", "https");
        Answer::of(request.header("x-forwarded-port", "8443")).await
    };
    assert!(asked(PROXY).await.body.contains("\"https://chat.lan:8443/invite/"), "{}", asked(PROXY).await.body);
    assert!(!asked(CLIENT).await.body.contains("chat.lan"));
}

/// A connection, with the response to a request for `/healthz`, or the end.
struct Line(TcpStream);

impl Line {
    async fn open(url: &str, begin: &[u8]) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(format!("{PROXY}:0").parse().unwrap()).unwrap();
        let mut stream = socket.connect(url.trim_start_matches("http://").parse().unwrap()).await.unwrap();
        stream.write_all(begin).await.unwrap();
        Self(stream)
    }

    async fn ask(&mut self, request: &str) -> String {
        // The server may have closed it already.
        let _ = self.0.write_all(request.as_bytes()).await;
        let mut answer = vec![0; 4_096];
        let read = self.0.read(&mut answer).await.unwrap_or(0);
        String::from_utf8(answer[..read].to_vec()).unwrap()
    }
}

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// The beginning of a connection in version 2 of the PROXY protocol.
fn version_2(client: [u8; 4]) -> Vec<u8> {
    let head = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c";
    [&head[..], &client, &[127, 0, 0, 1, 0x12, 0x34, 0, 80]].concat()
}

#[tokio::test]
async fn proxies_begin_connections_with_the_client_whose_limits_count() {
    let arguments = ["--trusted-proxies", PROXY, "--proxy-protocol", "--connections-per-address", "2"];
    let app = TestApp::spawn_with(&arguments).await;
    let mut held = Vec::new();
    for client in [7, 7, 8, 9] {
        let mut line = Line::open(&app.url, &version_2([203, 0, 113, client])).await;
        assert!(line.ask(HEALTH).await.starts_with("HTTP/1.1 200"));
        held.push(line);
    }
    let third = Line::open(&app.url, &version_2([203, 0, 113, 7])).await.ask(HEALTH).await;
    assert!(third.starts_with("HTTP/1.1 429"), "{third}");
    let first_version =
        Line::open(&app.url, b"PROXY TCP4 203.0.113.10 127.0.0.1 4660 80\r\n").await.ask(HEALTH).await;
    assert!(first_version.starts_with("HTTP/1.1 200"), "{first_version}");
    assert_eq!(Line::open(&app.url, b"").await.ask(HEALTH).await, "", "the proxy must begin with it");
    // A client that comes by itself is no proxy.
    assert_eq!(Person::at_address(&app.url, CLIENT.parse().unwrap()).get("/healthz").await.status, 200);
    drop(held);
    crate::app::until("the slots come back", async || {
        Line::open(&app.url, &version_2([203, 0, 113, 7])).await.ask(HEALTH).await.starts_with("HTTP/1.1 200")
    })
    .await;
}

#[tokio::test]
async fn a_client_behind_a_proxy_that_passes_bytes_on_cannot_forge_its_address() {
    let (app, _) = TestApp::spawn_without_accounts_with(&["--proxy-protocol"]).await;
    let form = "username=ann&password=guessed+wrong";
    let mut last = String::new();
    for n in 0..14 {
        let mut line = Line::open(&app.url, &version_2([203, 0, 113, 7])).await;
        let head = "POST /login HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded";
        let length = form.len();
        let forged =
            format!("{head}\r\ncontent-length: {length}\r\nx-forwarded-for: 198.51.100.{n}\r\n\r\n{form}");
        last = line.ask(&forged).await;
    }
    assert!(last.starts_with("HTTP/1.1 429"), "{last}");
}

/// A client that reaches the server over a Unix socket.
fn over(socket: &Path) -> reqwest::Client {
    let tls = crate::app::tls::config(&["http/1.1"]);
    let client = reqwest::Client::builder().tls_backend_preconfigured(tls).unix_socket(socket);
    client.redirect(reqwest::redirect::Policy::none()).cookie_store(true).build().unwrap()
}

async fn register(client: &reqwest::Client, name: &str, setup_link: &str) -> u16 {
    let form = [("username", name), ("password", PASSWORD)];
    let path = setup_link.split_once("chat.example.org").unwrap().1;
    let request = client.post(format!("http://chat.example.org{path}")).form(&form);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn people_talk_over_a_unix_socket_whose_mode_says_who_may_connect() {
    let folder = TempDir::new().unwrap();
    let socket = folder.path().join("snug.sock");
    let public = ["--public-url", "http://chat.example.org"];
    let start = |mode: &str| {
        let listen = format!("unix:{}{mode}", socket.display());
        Process::behind(snug(folder.path()).args(["--listen", &listen]).args(public), 0)
    };
    let mode = || std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777;
    let server = start("");
    assert_eq!(mode(), 0o600);
    assert_eq!(std::fs::metadata(folder.path().join("chat.db")).unwrap().permissions().mode() & 0o777, 0o600);
    let ann = over(&socket);
    assert_eq!(register(&ann, "ann", server.setup_link.as_ref().unwrap()).await, 303);
    let mut events = ann.get("http://chat.example.org/rooms/general/events").send().await.unwrap();
    assert_eq!(events.status(), 200);
    let message = [("body", "over a socket"), ("nonce", "n-1")];
    let posted = ann.post("http://chat.example.org/rooms/general/messages").form(&message).send().await.unwrap();
    assert_eq!(posted.status(), 303);
    let mut seen = String::new();
    while !seen.contains("over a socket") {
        seen += &String::from_utf8_lossy(&events.chunk().await.unwrap().expect("the stream goes on"));
    }
    // A second server doesn't take it away; one that was killed leaves it behind.
    let refused = run(folder.path(), &["--listen", &format!("unix:{}", socket.display()), public[0], public[1]]);
    assert!(String::from_utf8(refused.stderr).unwrap().contains("cannot listen on unix:"));
    server.kill();
    let server = start("?mode=660");
    assert_eq!(mode(), 0o660);
    assert_eq!(over(&socket).get("http://chat.example.org/healthz").send().await.unwrap().status(), 200);
    assert!(server.signal("TERM").await.success());
    assert!(!socket.exists(), "it is removed at the end");
}

#[tokio::test]
async fn a_unix_socket_is_passed_by_a_service_manager() {
    let folder = TempDir::new().unwrap();
    let socket = folder.path().join("passed.sock");
    let held: OwnedFd = UnixListener::bind(&socket).unwrap().into();
    let hand_over = "import os, sys
os.dup2(0, 3)
os.set_inheritable(3, True)
os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[1], sys.argv[1:])";
    let mut python = std::process::Command::new("python3");
    let snug = env!("CARGO_BIN_EXE_snug");
    python.args(["-c", hand_over, snug, "--log-level", "warn", "--public-url", "http://chat.example.org"]);
    python.current_dir(folder.path()).stdin(held).stdout(std::process::Stdio::null());
    let Ok(mut server) = python.spawn() else { return skip("python3 is missing") };
    let answer = over(&socket).get("http://chat.example.org/login").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(socket.exists(), "it is the service manager's");
}

#[test]
fn settings_of_proxies_that_do_not_fit_are_refused_with_advice() {
    let folder = TempDir::new().unwrap();
    for (arguments, advice) in [
        (&["--trusted-proxies", "chat.example.org"][..], "10.0.0.0/8"),
        (&["--trusted-proxies", "10.0.0.0/8", "--behind-proxy"], "cannot be used with"),
        (&["--proxy-protocol", "--listen", "127.0.0.1:0"], "--trusted-proxies"),
        (&["--listen", "unix:snug.sock"], "--public-url"),
        (&["--listen", "unix:snug.sock?mode=999"], "octal"),
        (&["--listen", "unix:"], "unix:/run/snug/snug.sock"),
    ] {
        let refused = run(folder.path(), arguments);
        let error = String::from_utf8(refused.stderr).unwrap();
        assert!(!refused.status.success() && error.contains(advice), "{arguments:?}: {error}");
    }
}
