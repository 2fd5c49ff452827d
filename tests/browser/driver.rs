//! Chromium, driven through chromedriver (W3C WebDriver).

use std::env;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

/// What kind of browser somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Desktop,
    DesktopWithoutJavaScript,
    Phone,
    PhoneWithoutJavaScript,
}

impl Kind {
    pub fn has_javascript(self) -> bool {
        matches!(self, Self::Desktop | Self::Phone)
    }

    fn is_phone(self) -> bool {
        matches!(self, Self::Phone | Self::PhoneWithoutJavaScript)
    }
}

/// A chromedriver of our own, and with it all browsers that it started.
pub struct Driver {
    child: Child,
    port: u16,
    chromium: PathBuf,
}

impl Driver {
    /// None where there is no browser to test with; in CI there must be one.
    pub fn start() -> Option<Self> {
        let programs = (in_path(&["chromedriver"]), in_path(&["chromium", "chromium-browser", "google-chrome"]));
        let (Some(chromedriver), Some(chromium)) = programs else {
            assert!(env::var_os("CI").is_none(), "chromedriver and chromium must be there in CI");
            eprintln!("SKIPPED: there is no chromedriver or no chromium, so nothing is tested in a real browser.");
            return None;
        };
        let mut child = Command::new(chromedriver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
        });
        Some(Self { child, port: port.expect("chromedriver says its port"), chromium })
    }

    /// Opens a browser whose profile is in this folder.
    pub async fn open(&self, kind: Kind, profile: &Path) -> Client {
        let mut options = json!({
            "binary": self.chromium,
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--window-size=1280,800", format!("--user-data-dir={}", profile.display()),
            ],
        });
        if kind.is_phone() {
            // Windows can't be as narrow as a phone; its emulation can.
            // Where there is no JavaScript, chromedriver's taps get no answer; its clicks do.
            let touch = kind.has_javascript();
            let metrics = json!({ "width": 390, "height": 844, "pixelRatio": 2.0, "touch": touch });
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        if !kind.has_javascript() {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
        let capabilities = json!({
            "browserName": "chrome",
            // Commands would wait for the end of an endless frame.
            "pageLoadStrategy": "none",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("chromium starts")
    }

    /// Asks it to end, which ends its browsers too.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.shut_down().is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

fn in_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
}
