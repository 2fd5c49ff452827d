//! axe-core in Chromium: the violations on the current page, in light, dark and forced colours.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

use fantoccini::Client;
use fantoccini::wd::WebDriverCompatibleCommand;
use reqwest::{Method, Url};
use serde_json::{Value, json};

use crate::app::PASSWORD;
use crate::browser::Browser;
use crate::engine::{Engine, Kind};
use crate::window::Window;

/// WCAG 2.2 at level AA (which includes 2.0 and 2.1), best practices, and experimental rules.
const TAGS: [&str; 7] = ["experimental", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// A colour setting: its name, and the browser's two features.
type ColourLook = (&'static str, &'static str, &'static str);

const LIGHT: ColourLook = ("light", "light", "none");
const DARK: ColourLook = ("dark", "dark", "none");
const FORCED: ColourLook = ("forced colours", "dark", "active");

/// The colour settings that a kind of browser is checked in: each of them with JavaScript and without, wide and narrow.
const fn looks(kind: Kind) -> [ColourLook; 2] {
    match kind {
        Kind::Desktop | Kind::PhoneWithoutJavaScript => [LIGHT, DARK],
        Kind::Phone | Kind::DesktopWithoutJavaScript => [LIGHT, FORCED],
    }
}

/// The rules that depend on colours.
const OF_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// A browser with axe-core.
pub struct Eye<'a> {
    pub window: Window,
    pub kind: Kind,
    client: Client,
    axe: &'a str,
    browser: Browser,
    /// The violations, each with its pages and elements.
    findings: RefCell<BTreeMap<String, Vec<String>>>,
}

impl<'a> Eye<'a> {
    pub async fn open(programs: &[PathBuf], axe: &'a str, kind: Kind, home: &str) -> Self {
        let browser = Browser::open(Engine::Chromium, kind, programs, None).await;
        let client = browser.client.clone();
        let window = Window::new(client.clone(), Engine::Chromium, kind, home).await;
        Self { window, kind, client, axe, browser, findings: RefCell::default() }
    }

    pub async fn log_in(&self, name: &str) {
        self.window.visit("/login").await;
        self.window.fill("#username", name).await;
        self.window.fill("#password", PASSWORD).await;
        self.window.press("#account-form button").await;
        self.window.until("location.pathname.startsWith('/rooms') && document.readyState === 'complete'").await;
    }

    pub async fn log_out(&self) {
        let submit = "document.querySelector('form[action=\"/logout\"]').requestSubmit()";
        self.window.script(submit).await.unwrap();
        self.window.until("location.pathname === '/login' && document.readyState === 'complete'").await;
    }

    /// Loads a page that must exist, and checks it and its frame.
    pub async fn visit(&self, path: &str) {
        self.visit_with(path, 200).await;
        if self.window.shows("iframe.live-frame").await {
            self.window.look_into("iframe.live-frame").await;
            // The frame's first document is soon replaced.
            self.window
                .until("location.pathname.endsWith('/live') && Boolean(document.querySelector('#messages'))")
                .await;
            self.look(&format!("{path}, in the frame")).await;
            self.window.look_up().await;
        }
    }

    /// Loads a page with this status, and checks it.
    pub async fn visit_with(&self, path: &str, status: u16) {
        self.window.visit(path).await;
        let answered = self.window.value("performance.getEntriesByType('navigation')[0].responseStatus").await;
        assert_eq!(answered, json!(status), "{path}");
        self.look(path).await;
    }

    /// Checks the current page in the colour settings of this kind.
    pub async fn look(&self, state: &str) {
        self.window.until("document.getAnimations().length === 0").await;
        if !self.kind.has_javascript() {
            // Without JavaScript, promises run but timers don't. axe uses timers without delay for its pauses.
            let timers = "window.setTimeout = (act, wait, ...rest) => \
                          { if (!wait) Promise.resolve().then(() => act(...rest)); return 0; }";
            self.window.script(timers).await.unwrap();
        }
        self.window.script(&format!("{}; return ''", self.axe)).await.unwrap();
        // axe takes what is above the end of a list in reverse order for unreachable, but sees what is below its
        // beginning.
        let at = self.window.value("document.querySelector('.from-end')?.scrollTop ?? 0").await;
        self.scroll(&json!(-1_000_000)).await;
        for (look, scheme, forced) in looks(self.kind) {
            self.set(scheme, forced).await;
            for (finding, element) in self.run(look == LIGHT.0).await {
                let place = format!("{state} ({:?}, {look}): {element}", self.kind);
                self.findings.borrow_mut().entry(finding).or_default().push(place);
            }
        }
        self.set("light", "none").await;
        self.scroll(&at).await;
    }

    async fn scroll(&self, to: &Value) {
        self.window.script(&format!("document.querySelector('.from-end')?.scrollTo(0, {to})")).await.unwrap();
    }

    async fn set(&self, scheme: &str, forced: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }, { "name": "forced-colors", "value": forced }]);
        let parameters = json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "features": features } });
        self.client.issue_cmd(DevTools(parameters)).await.unwrap();
    }

    async fn run(&self, everything: bool) -> Vec<(String, String)> {
        let (kind, which) = if everything { ("tag", &TAGS[..]) } else { ("rule", &OF_COLOURS[..]) };
        let mut options = json!({
            "runOnly": { "type": kind, "values": which },
            "resultTypes": ["violations"],
            // Frames are checked one by one, and no content comes from other origins.
            "iframes": false,
            "preload": false,
        });
        if everything {
            options["rules"] = json!({
                // Off by default, though part of WCAG 2.2: targets of 24 pixels.
                "target-size": { "enabled": true },
                // The streamed page reloads after it has ended, which keeps it live and loses nothing (WCAG 2.2.1, the
                // exception for real-time events).
                "meta-refresh": { "enabled": self.window.value("!document.body.matches('.frame')").await },
            });
        }
        let script = format!("return axe.run(document, {options}).then((results) => results.violations)");
        let violations = self.window.script(&script).await.unwrap();
        violations.as_array().unwrap().iter().flat_map(in_words).collect()
    }

    /// The violations, each with some of its elements.
    pub fn findings(self) -> Vec<String> {
        let in_words = |(finding, places): (String, Vec<String>)| {
            let some = places[..places.len().min(4)].join("\n    ");
            format!("{finding} ({} times)\n    {some}", places.len())
        };
        self.findings.into_inner().into_iter().map(in_words).collect()
    }
}

/// For each violation, the rule, the problem and the element.
fn in_words(violation: &Value) -> Vec<(String, String)> {
    let nodes = violation["nodes"].as_array().unwrap();
    let of_node = |node: &Value| {
        let why = node["failureSummary"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        let html: String = node["html"].as_str().unwrap().chars().take(160).collect();
        (format!("{}: {why}", violation["id"]), format!("{} {html}", node["target"]))
    };
    nodes.iter().map(of_node).collect()
}

/// A Chromium-specific command.
#[derive(Debug)]
struct DevTools(Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.0.to_string()))
    }
}
