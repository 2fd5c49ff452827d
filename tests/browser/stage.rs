//! What a test happens on: a server, and browsers that look at it.

use std::cell::RefCell;
use std::time::Duration;

use fantoccini::Client;
use tempfile::TempDir;

use crate::app::{PASSWORD, Person};
use crate::driver::{Driver, Kind};
use crate::process::{Process, serve};
use crate::window::{Window, console};

pub struct Stage {
    // The browsers end first, then the server, then their folders.
    driver: Driver,
    server: RefCell<Option<Process>>,
    url: String,
    browsers: RefCell<Vec<Client>>,
    forgiven: RefCell<Vec<&'static str>>,
    folder: TempDir,
    profiles: RefCell<Vec<TempDir>>,
}

/// No test takes this long.
const MOST: Duration = Duration::from_secs(120);

/// Runs a test, and then looks whether a browser has complained; skips it where there is no browser.
pub async fn on_stage(act: impl AsyncFnOnce(&Stage)) {
    on_stage_with(&[], act).await;
}

/// The same, with these arguments more for the server.
pub async fn on_stage_with(arguments: &[&str], act: impl AsyncFnOnce(&Stage)) {
    let Some(driver) = Driver::start() else { return };
    let folder = TempDir::new().unwrap();
    let server = Process::of(serve(folder.path(), 0).args(arguments)).expect("an address is announced");
    let stage = Stage {
        driver,
        url: server.url.clone(),
        server: RefCell::new(Some(server)),
        browsers: RefCell::default(),
        forgiven: RefCell::default(),
        folder,
        profiles: RefCell::default(),
    };
    tokio::time::timeout(MOST, act(&stage)).await.expect("a browser does not answer");
    stage.check_consoles().await;
}

impl Stage {
    /// A browser of its own, in which nobody is logged in.
    pub async fn browser(&self, kind: Kind) -> Window {
        let profile = TempDir::new().unwrap();
        let client = self.driver.open(kind, profile.path()).await;
        self.profiles.borrow_mut().push(profile);
        self.browsers.borrow_mut().push(client.clone());
        Window::new(client, &self.url).await
    }

    /// Somebody new with a browser, registered through the form; in the room `general`.
    pub async fn enter(&self, name: &str, kind: Kind) -> Window {
        let window = self.browser(kind).await;
        window.visit("/register").await;
        window.fill("#username", name).await;
        window.fill("#password", PASSWORD).await;
        window.press("#account-form button").await;
        window.is_at("/rooms/general").await;
        window
    }

    /// A client that isn't a browser, in which nobody is logged in.
    pub fn nobody(&self) -> Person {
        Person::new(&self.url)
    }

    /// Somebody new without a browser.
    pub async fn person(&self, name: &str) -> Person {
        let person = self.nobody();
        let answer = person.post("/register", &[("username", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        person
    }

    /// Ends the server without warning.
    pub fn kill_the_server(&self) {
        self.server.take().expect("the server runs").kill();
    }

    /// Ends the server in order.
    pub async fn stop_the_server(&self) {
        let server = self.server.take().expect("the server runs");
        assert!(server.signal("TERM").await.success());
    }

    /// Starts it again, on the same port and database.
    pub fn start_the_server(&self) {
        let port = self.url.rsplit(':').next().unwrap().parse().unwrap();
        self.server.replace(Some(Process::start(self.folder.path(), port)));
    }

    /// Browsers may complain of this.
    pub fn forgive(&self, complaint: &'static str) {
        self.forgiven.borrow_mut().push(complaint);
    }

    async fn check_consoles(&self) {
        let mut forgiven = self.forgiven.take();
        forgiven.push("/assets/dev.");
        for client in self.browsers.take() {
            let mut complaints = console(&client).await;
            complaints.retain(|complaint| !forgiven.iter().any(|forgiven| complaint.contains(forgiven)));
            assert!(complaints.is_empty(), "a browser complains: {complaints:#?}");
        }
    }
}
