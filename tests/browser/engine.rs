//! Browser engines, and kinds of browsers.

use std::env;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use reqwest::{Method, Url};
use serde_json::Value;

use crate::app::PATIENCE;
use crate::skip::skip;
use crate::{chromium, firefox, webkit};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// The kind of a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Desktop,
    DesktopWithoutJavaScript,
    Phone,
    PhoneWithoutJavaScript,
}

/// A host over plain HTTP that browsers, unlike `localhost`, don't trust. Only the tested browsers resolve it.
pub const NAMED: &str = "snug.internal";

/// The size of a page on a phone, and approximately on a desktop.
pub const PHONE: (u32, u32) = (390, 844);
pub const DESKTOP: (u32, u32) = (1280, 660);

impl Kind {
    pub fn has_javascript(self) -> bool {
        matches!(self, Self::Desktop | Self::Phone)
    }

    pub fn is_phone(self) -> bool {
        matches!(self, Self::Phone | Self::PhoneWithoutJavaScript)
    }
}

impl Engine {
    /// The engine's programs, the driver first; or the possible names of a missing one.
    fn programs(self) -> Result<Vec<PathBuf>, String> {
        let programs = match self {
            Self::Chromium => chromium::PROGRAMS,
            Self::Firefox => firefox::PROGRAMS,
            Self::WebKit => webkit::PROGRAMS,
        };
        programs.iter().map(|names| in_path(names).ok_or(names.join(" or "))).collect()
    }

    /// The engine's programs. A missing one is reported, and in CI fails the test.
    pub fn programs_if_there(self) -> Option<Vec<PathBuf>> {
        let missing = match self.programs() {
            Ok(programs) => return Some(programs),
            Err(missing) => missing,
        };
        skip(&format!("there is no {missing}, so nothing is tested in {self:?}"));
        None
    }

    /// The interval of polling a condition. Shorter intervals would slow the browser down.
    pub fn glance(self, kind: Kind) -> Duration {
        // Without JavaScript, WebKit never answers a script if its page is unloading.
        let risky = self == Self::WebKit && !kind.has_javascript();
        Duration::from_millis(if risky { 100 } else { 20 })
    }

    /// The timeout of a command, which is then retried.
    pub fn most(self) -> Option<Duration> {
        (self == Self::WebKit).then_some(PATIENCE / 2)
    }

    /// Configures a new window for its kind, as far as the browser's start didn't.
    pub async fn prepare(self, client: &Client, kind: Kind) {
        match self {
            Self::Chromium => {}
            Self::Firefox => firefox::prepare(client, kind).await,
            Self::WebKit => webkit::prepare(client, kind).await,
        }
    }

    /// Leaves the page, and removes what a test has left in a browser with one window.
    pub async fn forget(self, client: &Client, kind: Kind) -> Result<(), CmdError> {
        match self {
            Self::Chromium => chromium::forget(client).await,
            Self::Firefox => firefox::forget(client).await,
            Self::WebKit => webkit::forget(client, kind).await,
        }
    }

    /// A browser's complaints: errors and violations of policies.
    pub async fn complaints(self, client: &Client) -> Vec<String> {
        match self {
            Self::Chromium => chromium::complaints(client).await,
            Self::Firefox => firefox::complaints(client).await,
            // WebKit's console can't be read: automated windows are private.
            Self::WebKit => Vec::new(),
        }
    }
}

fn in_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
}

/// A command that the client library doesn't have.
#[derive(Debug)]
pub struct Own(pub &'static str, pub Value);

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base.join(&format!("session/{}/{}", session.unwrap(), self.0))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.1.to_string()))
    }
}
