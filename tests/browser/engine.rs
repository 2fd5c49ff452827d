//! The engines that people's browsers are built on, and what kinds of browser there are.

use std::env;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use fantoccini::Client;
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

/// What kind of browser somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Desktop,
    DesktopWithoutJavaScript,
    Phone,
    PhoneWithoutJavaScript,
}

/// A host that browsers trust less than `localhost`, as any that is reached over plain HTTP. Only they know it.
pub const NAMED: &str = "snug.internal";

/// How large a page is on a phone, and, about, on a desk.
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
    /// Its programs, the driver first; or else the names that one of them could have.
    fn programs(self) -> Result<Vec<PathBuf>, String> {
        let programs = match self {
            Self::Chromium => chromium::PROGRAMS,
            Self::Firefox => firefox::PROGRAMS,
            Self::WebKit => webkit::PROGRAMS,
        };
        programs.iter().map(|names| in_path(names).ok_or(names.join(" or "))).collect()
    }

    /// The same; where one is missing, it says so, and in CI it fails.
    pub fn programs_if_there(self) -> Option<Vec<PathBuf>> {
        let missing = match self.programs() {
            Ok(programs) => return Some(programs),
            Err(missing) => missing,
        };
        skip(&format!("there is no {missing}, so nothing is tested in {self:?}"));
        None
    }

    /// How often a condition is looked at: more often would only keep the browser from its work.
    pub fn glance(self, kind: Kind) -> Duration {
        // Where JavaScript is off, WebKit never answers a script whose page is just going.
        let risky = self == Self::WebKit && !kind.has_javascript();
        Duration::from_millis(if risky { 100 } else { 20 })
    }

    /// After how long a command is given up, to be tried again.
    pub fn most(self) -> Option<Duration> {
        (self == Self::WebKit).then_some(PATIENCE / 2)
    }

    /// Makes a new window what its kind is, as far as that isn't asked for when the browser starts.
    pub async fn prepare(self, client: &Client, kind: Kind) {
        match self {
            Self::Chromium => {}
            Self::Firefox => firefox::prepare(client, kind).await,
            Self::WebKit => webkit::prepare(client, kind).await,
        }
    }

    /// What a browser has complained of: errors, and what the pages' policies forbade.
    pub async fn complaints(self, client: &Client) -> Vec<String> {
        match self {
            Self::Chromium => chromium::complaints(client).await,
            Self::Firefox => firefox::complaints(client).await,
            // Its console can't be read: automated windows are private, and keep none.
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

/// A command that the client doesn't know.
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
