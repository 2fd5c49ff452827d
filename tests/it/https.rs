//! HTTPS: over HTTP/1.1 and HTTP/2, with certificates from files.

use std::path::Path;
use std::sync::Arc;

use reqwest::Version;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::app::{Answer, PASSWORD, Person, Stream, TestApp, tls};
use crate::process::{Process, serve};

mod acme;
mod attacks;
mod certificates;
mod raw_http2;

const ROOM: &str = "/rooms/general";
const EVENTS: &str = "/rooms/general/events";

/// A server with the shared certificate, in this folder.
fn server(folder: &Path, arguments: &[&str]) -> Process {
    Process::of(serve(folder, 0).args(tls::arguments(folder)).args(arguments)).expect("an address is announced")
}

/// A connection with TLS, as this client makes it.
async fn connect(url: &str, config: ClientConfig) -> std::io::Result<TlsStream<TcpStream>> {
    let socket = TcpStream::connect(url.trim_start_matches("https://")).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, socket).await
}

#[tokio::test]
async fn people_talk_over_http_1_and_http_2_with_cookies_for_https_alone() {
    for (protocol, version) in [("http/1.1", Version::HTTP_11), ("h2", Version::HTTP_2)] {
        crate::app::SINK
            .scope(protocol, async {
                let app = TestApp::spawn().await;
                let form = [("username", "ann"), ("password", PASSWORD)];
                let registered = app.browser().post("/register", &form).await;
                let mut cookies =
                    registered.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
                let session = cookies.find(|cookie| cookie.starts_with("__Host-snug-")).expect("a session");
                assert!(session.contains("; Secure") && session.contains("; HttpOnly"), "{session}");
                assert!(registered.header("strict-transport-security").starts_with("max-age="));
                let bob = app.person("bob").await;
                let asked =
                    bob.request(reqwest::Method::GET, ROOM).header("origin", &app.url).send().await.unwrap();
                assert_eq!((asked.status().as_u16(), asked.version()), (200, version));
                bob.say("general", "hello").await;
                assert_eq!(bob.get(ROOM).await.texts("article .body"), ["hello"]);
            })
            .await;
    }
}

#[tokio::test]
async fn plain_http_leads_to_https_at_the_same_port() {
    let folder = TempDir::new().unwrap();
    let server = server(folder.path(), &[]);
    let plain = Person::new(&server.url.replace("https://", "http://"));
    let led = plain.get("/login?next=%2Frooms").await;
    assert_eq!((led.status.as_u16(), led.location()), (301, &*format!("{}/login?next=%2Frooms", server.url)));
    assert!(led.headers.get("set-cookie").is_none());
    assert_eq!(plain.post("/login", &[("username", "ann")]).await.status, 308);
    let elsewhere = plain.request(reqwest::Method::GET, "/login").header("host", "evil.example");
    assert_eq!(Answer::of(elsewhere).await.status, 421);
    assert_eq!(Person::new(&server.url).get("/login").await.status, 200);
}

#[tokio::test]
async fn plain_http_leads_to_the_public_url() {
    let folder = TempDir::new().unwrap();
    let port = crate::process::free_port();
    let mut command = serve(folder.path(), port);
    command.args(tls::arguments(folder.path())).args(["--public-url", "https://chat.example.org"]);
    let server = Process::behind(&mut command, port);
    for host in ["chat.example.org", "chat.example.org:80"] {
        let asked = server.browser().request(reqwest::Method::GET, "/rooms").header("host", host);
        let led = Answer::of(asked).await;
        assert_eq!((led.status.as_u16(), led.location()), (301, "https://chat.example.org/rooms"), "{host}");
    }
}

#[tokio::test]
async fn two_dozen_pages_of_one_browser_are_live_at_once_over_one_connection() {
    crate::app::SINK
        .scope("h2", async {
            let app = TestApp::spawn_with(&["--connections-per-address", "4"]).await;
            let ann = app.person("ann").await;
            // Other clients of tests keep no connection.
            let browser =
                reqwest::Client::builder().tls_backend_preconfigured(tls::config(&["h2"])).build().unwrap();
            let mut pages = Vec::new();
            for _ in 0..12 {
                for path in [EVENTS, "/rooms/general/live"] {
                    let asked = browser.get(format!("{}{path}", app.url)).header("cookie", ann.cookie_header());
                    pages.push(Stream::open(asked.header("sec-fetch-dest", "iframe")).await);
                }
            }
            ann.say("general", "to all of them").await;
            for page in &mut pages {
                page.until("to all of them").await.expect("it is live");
            }
        })
        .await;
}

#[tokio::test]
async fn a_server_listens_on_several_addresses() {
    let folder = TempDir::new().unwrap();
    let other = crate::process::free_port();
    let server = Process::of(serve(folder.path(), 0).args(["--listen", &format!("127.0.0.1:{other}")]));
    let server = server.expect("an address is announced");
    for url in [server.url.clone(), format!("http://127.0.0.1:{other}")] {
        assert_eq!(Person::new(&url).get("/healthz").await.status, 200, "{url}");
    }
}

#[tokio::test]
async fn a_server_over_https_stops_gracefully_with_streams_open() {
    let folder = TempDir::new().unwrap();
    let server = server(folder.path(), &[]);
    tls::note_protocol(&server.url, "h2");
    let ann = Person::new(&server.url).register("ann").await;
    let mut stream = ann.events(EVENTS).await;
    assert!(server.signal("TERM").await.success());
    while stream.next().await.is_some() {}
}
