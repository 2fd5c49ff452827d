//! A server for each test, and its clients.

use std::collections::HashSet;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use clap::Parser as _;
use reqwest::cookie::{CookieStore as _, Jar};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder, StatusCode, redirect::Policy};
use scraper::{ElementRef, Html, Selector};
use snug::config::{BucketSettings, Cli};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

#[path = "stream.rs"]
mod stream;
#[path = "tls.rs"]
#[allow(dead_code, reason = "used by some of the tests")]
pub mod tls;

pub use self::stream::*;

pub const PASSWORD: &str = "correct horse";

/// The time limit of waiting.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The interval of polling a condition.
const GLANCE: Duration = Duration::from_millis(10);

/// Polls a condition that can't be awaited: a file written by another program, a row, a free slot for a connection.
/// Everything else is awaited: an event, the end of a stream, a program's output.
#[track_caller]
pub fn until(what: &str, is_so: impl AsyncFn() -> bool) -> impl Future<Output = ()> {
    let asked_at = std::panic::Location::caller();
    async move {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut glances = tokio::time::interval(GLANCE);
        glances.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while !is_so().await {
            assert!(tokio::time::Instant::now() < deadline, "{asked_at}: waited in vain until {what}");
            glances.tick().await;
        }
    }
}

tokio::task_local! {
    /// The sink of streams for servers that the current test starts, or the protocol over TLS.
    pub static SINK: &'static str;
}

/// The arguments for that sink; none where the test doesn't choose one. Over TLS, the connection decides.
pub fn sink_arguments() -> Vec<&'static str> {
    let sink = SINK.try_with(|sink| *sink).ok().filter(|_| tls_protocol().is_none());
    sink.map(|sink| vec!["--stream-sink", sink]).unwrap_or_default()
}

/// The protocol over TLS that the test's servers are used with; none where they are without TLS.
fn tls_protocol() -> Option<&'static str> {
    SINK.try_with(|sink| *sink).ok().filter(|sink| ["h2", "http/1.1"].contains(sink))
}

/// A bucket of an S3 server.
#[derive(Clone)]
#[allow(dead_code, reason = "used by tests/it")]
pub struct TestBucket {
    /// As in `--files`.
    pub url: String,
    /// The variables of the environment for it.
    pub settings: Vec<(String, String)>,
    /// The folder in which the server has the objects.
    pub folder: PathBuf,
}

tokio::task_local! {
    /// The bucket for files of servers that the current test starts.
    pub static BUCKET: TestBucket;
}

/// That bucket; none where the test uses a folder.
pub fn bucket() -> Option<TestBucket> {
    BUCKET.try_with(Clone::clone).ok()
}

pub struct TestApp {
    pub url: String,
    pub folder: TempDir,
    /// Stops the server on drop.
    stop: DropGuard,
    server: JoinHandle<()>,
}

impl TestApp {
    pub async fn spawn() -> Self {
        Self::spawn_with(&[]).await
    }

    /// Starts a server with these further arguments.
    pub async fn spawn_with(arguments: &[&str]) -> Self {
        Self::spawn_in(TempDir::new().unwrap(), arguments).await
    }

    /// Starts a server that others reach, without an account; returns the link for the first one, too.
    #[allow(dead_code, reason = "used by tests/crawl")]
    pub async fn spawn_without_accounts() -> (Self, String) {
        Self::spawn_without_accounts_with(&[]).await
    }

    /// The same with these further arguments.
    pub async fn spawn_without_accounts_with(arguments: &[&str]) -> (Self, String) {
        let arguments = [&["--behind-proxy"], arguments].concat();
        let (app, link) = Self::start(TempDir::new().unwrap(), &arguments).await;
        (app, link.expect("a setup link"))
    }

    /// Starts a server in a folder that has a database.
    #[allow(dead_code, reason = "used by tests/it")]
    pub async fn of(folder: TempDir, arguments: &[&str]) -> Self {
        Self::spawn_in(folder, arguments).await
    }

    async fn spawn_in(folder: TempDir, arguments: &[&str]) -> Self {
        let (app, link) = Self::start(folder, arguments).await;
        if let Some(link) = link {
            set_up(&app.url, &link).await;
        }
        app
    }

    async fn start(folder: TempDir, arguments: &[&str]) -> (Self, Option<String>) {
        let database = folder.path().join("chat.db");
        let own =
            ["snug", "--listen", "127.0.0.1:0", "--time-zone", "UTC", "--database", database.to_str().unwrap()];
        let (sink, bucket) = (sink_arguments(), bucket());
        let files = bucket.as_ref().map_or(vec![], |bucket| vec!["--files", &*bucket.url]);
        let protocol = tls_protocol();
        let tls = if protocol.is_some() { tls::arguments(folder.path()) } else { vec![] };
        let tls: Vec<&str> = tls.iter().map(|argument| &**argument).collect();
        let arguments = own.iter().chain(&sink).chain(&files).chain(&tls).chain(arguments);
        let mut config = Cli::try_parse_from(arguments).unwrap().serve;
        if let Some(bucket) = bucket {
            config.files.storage.bucket_settings = BucketSettings(bucket.settings);
        }
        let stop = CancellationToken::new();
        let (ready, started) = oneshot::channel();
        let (stopping, (_, reload)) = (stop.clone(), snug::reload::reload());
        let server = tokio::spawn(async move {
            snug::app::serve(config, stopping, reload, |started| ready.send(started).unwrap()).await.unwrap();
        });
        let started = started.await.unwrap();
        let url = format!("{}://{}", if protocol.is_some() { "https" } else { "http" }, started.address.unwrap());
        begin_server(&url);
        tls::note_protocol(&url, protocol.unwrap_or("http/1.1"));
        (Self { url, folder, stop: stop.drop_guard(), server }, started.setup_link)
    }

    pub fn database(&self) -> PathBuf {
        self.folder.path().join("chat.db")
    }

    /// Stops the server gracefully, and starts another on the same database.
    pub async fn restart(self) -> Self {
        self.restart_with(&[]).await
    }

    /// Restarts the server with these further arguments.
    pub async fn restart_with(self, arguments: &[&str]) -> Self {
        self.stop.disarm().cancel();
        self.server.await.unwrap();
        Self::spawn_in(self.folder, arguments).await
    }

    /// A client without a session.
    pub fn browser(&self) -> Person {
        Person::new(&self.url)
    }

    /// A new person, logged in.
    pub async fn person(&self, name: &str) -> Person {
        self.browser().register(name).await
    }
}

/// Makes the first account of a server that others reach, `root`.
pub async fn set_up(url: &str, link: &str) {
    let (_, rest) = link.split_once("://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let form = [("username", "root"), ("password", PASSWORD)];
    let request = Person::new(url).request(Method::POST, &format!("/{path}")).header("host", host);
    let answer = Answer::of(request.form(&form)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

/// A person with a client of their own.
#[derive(Clone)]
pub struct Person {
    http: Client,
    cookies: Arc<Jar>,
    url: String,
}

static NONCE: AtomicU32 = AtomicU32::new(0);

/// The URLs of servers at which somebody has registered.
static SERVERS_BEGUN: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);

/// Notes that a server has started, perhaps on the port of an earlier one.
pub fn begin_server(url: &str) {
    SERVERS_BEGUN.lock().unwrap().remove(url);
}

impl Person {
    pub fn new(url: &str) -> Self {
        Self::build(url, Client::builder())
    }

    /// A client with this local address.
    #[allow(dead_code, reason = "used by tests/attack")]
    pub fn at_address(url: &str, address: IpAddr) -> Self {
        Self::build(url, Client::builder().local_address(address))
    }

    fn build(url: &str, client: ClientBuilder) -> Self {
        // Fetch metadata, which browsers send with each request for a page.
        let headers = HeaderMap::from_iter([(
            HeaderName::from_static("sec-fetch-mode"),
            HeaderValue::from_static("navigate"),
        )]);
        let cookies = Arc::new(Jar::default());
        let http = client
            .tls_backend_preconfigured(tls::config(&[tls::protocol(url)]))
            .default_headers(headers)
            .cookie_provider(Arc::clone(&cookies))
            .redirect(Policy::none())
            // A killed server leaves connections that look alive.
            .pool_max_idle_per_host(0)
            .build()
            .unwrap();
        Self { http, cookies, url: url.to_owned() }
    }

    /// Registers a new account, and returns the logged-in client. The first administrator dismisses the card with the
    /// first steps, which would otherwise be on all rooms' pages.
    pub async fn register(self, name: &str) -> Self {
        let person = self.register_with_card(name).await;
        if SERVERS_BEGUN.lock().unwrap().insert(person.url.clone()) {
            // 403 where somebody else administers the server.
            person.post("/admin/setup", &[("act", "dismiss")]).await;
        }
        person
    }

    /// The same without dismissing the card.
    pub async fn register_with_card(self, name: &str) -> Self {
        let answer = self.post("/register", &[("username", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{name}: {}", answer.body);
        self
    }

    /// The `Cookie` header of this client.
    #[allow(dead_code, reason = "used by tests/attack")]
    pub fn cookie_header(&self) -> String {
        let cookies = self.cookies.cookies(&self.url.parse().unwrap());
        cookies.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }

    /// This client for another server URL.
    pub fn at(&self, url: &str) -> Self {
        Self { http: self.http.clone(), cookies: Arc::clone(&self.cookies), url: url.to_owned() }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url))
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        Answer::of(self.request(Method::POST, path).form(form)).await
    }

    /// Posts a form; none where there is no response.
    pub async fn try_post(&self, path: &str, form: &[(&str, &str)]) -> reqwest::Result<Answer> {
        Answer::try_of(self.request(Method::POST, path).form(form)).await
    }

    /// Posts a form as htmx does.
    pub async fn htmx_post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let current = format!("{}/rooms/general", self.url);
        let request =
            self.request(Method::POST, path).header("hx-request", "true").header("hx-current-url", current);
        Answer::of(request.form(form)).await
    }

    /// Posts a message, which must succeed.
    pub async fn say(&self, room: &str, body: &str) {
        let nonce = format!("test-{}", NONCE.fetch_add(1, Ordering::Relaxed));
        let answer = self.post(&format!("/rooms/{room}/messages"), &[("body", body), ("nonce", &nonce)]).await;
        assert_eq!(answer.status, 303, "{:?}", answer.texts(".error"));
    }

    /// Creates a room; returns its slug, which for a closed room is random.
    pub async fn make_room(&self, name: &str, kind: &str) -> String {
        let made = self.post("/rooms", &[("name", name), ("kind", kind)]).await;
        assert_eq!(made.status, 303, "{}", made.body);
        made.location().trim_start_matches("/rooms/").to_owned()
    }

    /// Opens a stream of events.
    pub async fn events(&self, path: &str) -> Stream {
        Stream::open(self.request(Method::GET, path)).await
    }

    /// Opens the frame that streams a room's messages without JavaScript.
    pub async fn frame(&self, path: &str) -> Stream {
        Stream::open(self.request(Method::GET, path).header("sec-fetch-dest", "iframe")).await
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        Self::try_of(request).await.unwrap()
    }

    /// The response, if it arrives completely.
    pub async fn try_of(request: RequestBuilder) -> reqwest::Result<Self> {
        let response = request.timeout(PATIENCE).send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(Self { status, headers, body: response.text().await? })
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The cookie that the response sets: value and attributes.
    #[allow(dead_code, reason = "not used by every test that has this file")]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let mut cookies = self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let is_instance = |part: &str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let kind = |set: &str| set.split('-').filter(|part| !is_instance(part)).collect::<Vec<_>>().join("-");
        cookies.find(|cookie| cookie.split_once('=').is_some_and(|(set, _)| set != kind(set) && kind(set) == name))
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The texts of all matching elements.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.html().select(&css(selector)).map(|element| element.text().collect()).collect()
    }

    /// An attribute of the first matching element.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.html().select(&css(selector)).next().and_then(|found: ElementRef| found.attr(name).map(str::to_owned))
    }

    pub fn has(&self, selector: &str) -> bool {
        self.html().select(&css(selector)).next().is_some()
    }

    /// The texts of the messages on the page, in order.
    pub fn messages(&self) -> Vec<String> {
        self.texts("article .body")
    }
}

pub fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}
