//! The stage of a test: a server and its browsers.

use std::cell::RefCell;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use crate::app::{Person, tls};
use crate::browser::Browser;
use crate::engine::{Engine, Kind, NAMED};
use crate::network::Network;
use crate::pool;
use crate::process::{Process, serve};
use crate::second;
use crate::window::Window;

pub struct Stage {
    pub engine: Engine,
    programs: Vec<PathBuf>,
    url: String,
    // Fields are dropped in order: browsers, server, folder.
    browsers: RefCell<Vec<(Browser, Window)>>,
    server: RefCell<Option<Process>>,
    forgiven: RefCell<Vec<&'static str>>,
    folder: TempDir,
}

/// Instead of arguments: a server over HTTPS.
const HTTPS: &str = "https";

/// The time limit of a test.
const MOST: Duration = Duration::from_secs(120);

/// Runs a test in an engine, with these further arguments of the server. Skips it where the engine is missing.
pub async fn perform(engine: Engine, arguments: &[&str], act: impl AsyncFn(&Stage)) {
    let Some(programs) = engine.programs_if_there() else { return };
    second::perform(async || attempt(engine, programs.clone(), arguments, &act).await).await;
}

/// Runs the test once, then checks the browsers' complaints.
async fn attempt(engine: Engine, programs: Vec<PathBuf>, arguments: &[&str], act: &impl AsyncFn(&Stage)) {
    let folder = TempDir::new().unwrap();
    let mut command = serve(folder.path(), 0);
    if arguments == [HTTPS] {
        command.args(tls::arguments(folder.path()));
    } else {
        command.args(arguments);
    }
    let server = Process::of(&mut command).expect("an address is announced");
    let stage = Stage {
        engine,
        programs,
        url: server.url.clone(),
        browsers: RefCell::default(),
        server: RefCell::new(Some(server)),
        forgiven: RefCell::default(),
        folder,
    };
    tokio::time::timeout(MOST, act(&stage)).await.expect("a browser does not answer");
    stage.check_consoles().await;
}

impl Stage {
    /// A new browser without a session.
    pub async fn browser(&self, kind: Kind) -> Window {
        self.browser_at(&self.url, kind, None).await
    }

    async fn browser_at(&self, home: &str, kind: Kind, address: Option<&str>) -> Window {
        let browser = pool::take(self.engine, kind, &self.programs, address).await;
        let window = Window::new(browser.client.clone(), self.engine, kind, home).await;
        self.browsers.borrow_mut().push((browser, window.clone()));
        window
    }

    /// A new person, in a browser of their own; in the room `general`.
    pub async fn enter(&self, name: &str, kind: Kind) -> Window {
        self.register(self.browser(kind).await, name).await
    }

    /// The same over plain HTTP at a host that isn't the browser's own.
    pub async fn enter_by_name(&self, name: &str, kind: Kind) -> Window {
        let address = self.url.trim_start_matches("http://");
        let port = address.rsplit(':').next().unwrap();
        let home = format!("http://{NAMED}:{port}");
        self.register(self.browser_at(&home, kind, Some(address)).await, name).await
    }

    /// The same at `localhost`, which browsers trust like HTTPS.
    pub async fn enter_on_localhost(&self, name: &str, kind: Kind) -> Window {
        let home = self.url.replace("127.0.0.1", "localhost");
        self.register(self.browser_at(&home, kind, None).await, name).await
    }

    /// The same over a network that can be cut.
    pub async fn enter_over(&self, network: &Network, name: &str, kind: Kind) -> Window {
        self.register(self.browser_at(&network.url, kind, None).await, name).await
    }

    /// A network before the server.
    pub async fn network(&self) -> Network {
        Network::before(&self.url).await
    }

    async fn register(&self, window: Window, name: &str) -> Window {
        let person = self.person(name).await;
        // A small page, for the cookies’ host.
        window.visit("/login").await;
        window.set_cookies(&person.cookie_header()).await;
        window.visit("/rooms/general").await;
        // Browsers focus the text box some time after the page has loaded; keys before that are lost.
        window.until("document.activeElement.id === 'composer-body'").await;
        window
    }

    /// An HTTP client without a session.
    pub fn nobody(&self) -> Person {
        Person::new(&self.url)
    }

    /// A new person with an HTTP client.
    pub async fn person(&self, name: &str) -> Person {
        self.nobody().register(name).await
    }

    /// Kills the server.
    pub fn kill_the_server(&self) {
        self.server.take().expect("the server runs").kill();
    }

    /// Stops the server gracefully.
    pub async fn stop_the_server(&self) {
        let server = self.server.take().expect("the server runs");
        assert!(server.signal("TERM").await.success());
    }

    /// Restarts the server on the same port and database.
    pub fn start_the_server(&self) {
        let port = self.url.rsplit(':').next().unwrap().parse().unwrap();
        self.server.replace(Some(Process::start(self.folder.path(), port)));
    }

    /// Complaints with this text are allowed.
    pub fn forgive(&self, complaint: &'static str) {
        self.forgiven.borrow_mut().push(complaint);
    }

    async fn check_consoles(&self) {
        let forgiven = self.forgiven.take();
        for (browser, window) in self.browsers.take() {
            let mut complaints = self.engine.complaints(&browser.client).await;
            complaints.retain(|complaint| !forgiven.iter().any(|forgiven| complaint.contains(forgiven)));
            assert!(complaints.is_empty(), "a browser complains: {complaints:#?}");
            if !window.is_changed() {
                pool::give_back(browser).await;
            }
        }
    }
}
