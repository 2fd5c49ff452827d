//! A real browser, driven through WebDriver (W3C).

use std::cell::RefCell;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::error::{CmdError, NewSessionError};
use fantoccini::{Client, ClientBuilder};
use hyper_timeout::TimeoutConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

use crate::app::until;
use crate::engine::{Engine, Kind};
use crate::skip::say_aloud;
use crate::webkit::Screen;
use crate::{chromium, firefox, reaper, webkit};

pub struct Browser {
    pub client: Client,
    pub engine: Engine,
    pub kind: Kind,
    /// The number of tests it has served.
    pub tests: usize,
    pub has_address: bool,
    // Fields are dropped in order: the browser before its display.
    _driver: Driver,
    _screen: Option<Screen>,
    _profile: TempDir,
}

impl Browser {
    /// Opens a browser with a new profile. About one in a hundred doesn't start, a fault of the driver: then another is
    /// started, with a notice.
    ///
    /// The host [`NAMED`] resolves to the server that listens at `address`, where one is given.
    pub async fn open(engine: Engine, kind: Kind, programs: &[PathBuf], address: Option<&str>) -> Self {
        match Self::start(engine, kind, programs, address).await {
            Ok(browser) => browser,
            Err(error) => {
                say_aloud(&format!("{engine:?} DID NOT START ONCE: {error}"));
                let again = Self::start(engine, kind, programs, address).await;
                again.unwrap_or_else(|error| panic!("{engine:?} does not start: {error}"))
            }
        }
    }

    async fn start(
        engine: Engine,
        kind: Kind,
        programs: &[PathBuf],
        address: Option<&str>,
    ) -> Result<Self, NewSessionError> {
        let profile = TempDir::new_in(reaper::folder()).unwrap();
        let folder = profile.path();
        let mut command = Command::new(&programs[0]);
        let mut screen = None;
        let mut capabilities = match engine {
            Engine::Chromium => chromium::capabilities(kind, programs, folder),
            Engine::Firefox => {
                command.arg("--allow-system-access");
                firefox::capabilities(kind, programs, folder)
            }
            Engine::WebKit => {
                screen.insert(Screen::new(&programs[1])).show(&mut command, folder);
                webkit::capabilities(kind, address)
            }
        };
        // Otherwise commands would wait for an endless frame to load.
        capabilities["pageLoadStrategy"] = json!("none");
        // Servers of tests have certificates of their own.
        capabilities["acceptInsecureCerts"] = json!(true);
        let mut driver = Driver::start(&mut command).await;
        let mut connector = TimeoutConnector::new(HttpConnector::new());
        connector.set_read_timeout(engine.most());
        let client = ClientBuilder::new(connector)
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await?;
        driver.session = client.session_id().await.unwrap();
        let has_address = address.is_some();
        Ok(Self {
            client,
            engine,
            kind,
            tests: 0,
            has_address,
            _driver: driver,
            _screen: screen,
            _profile: profile,
        })
    }

    /// Closes all windows but one, and removes what a test has left.
    pub async fn forget(&self) -> Result<(), CmdError> {
        let mut windows = self.client.windows().await?;
        let first = windows.remove(0);
        for window in windows {
            self.client.switch_to_window(window).await?;
            self.client.close_window().await?;
        }
        self.client.switch_to_window(first).await?;
        self.engine.forget(&self.client, self.kind).await
    }
}

/// A driver process per browser, because most drivers allow only one browser.
struct Driver {
    child: Child,
    port: u16,
    session: Option<String>,
}

impl Driver {
    async fn start(command: &mut Command) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        command.arg(format!("--port={port}"));
        command.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().unwrap();
        reaper::started(child.id());
        let driver = RefCell::new(Self { child, port, session: None });
        // Not every driver announces that it listens.
        let answers = async || {
            let ended = driver.borrow_mut().child.try_wait().unwrap();
            assert!(ended.is_none(), "{command:?} does not start ({ended:?})");
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
        };
        until(&format!("{command:?} answers"), answers).await;
        driver.into_inner()
    }

    /// Ends the browser, which not every driver does.
    fn end_session(&self) -> io::Result<()> {
        let Some(session) = &self.session else { return Ok(()) };
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "DELETE /session/{session} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        // The response arrives when it has ended. Not all drivers then close the connection.
        let mut answer = [0; 12];
        stream.read_exact(&mut answer)?;
        if answer.ends_with(b"200") { Ok(()) } else { Err(io::Error::other("the driver refuses")) }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Err(error) = self.end_session() {
            eprintln!("A browser may still run: {error}");
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        reaper::ended(self.child.id());
    }
}
