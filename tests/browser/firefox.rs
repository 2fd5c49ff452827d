//! Firefox, through geckodriver.

use std::path::{Path, PathBuf};

use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::engine::{DESKTOP, Kind, NAMED, Own, PHONE};

pub const PROGRAMS: &[&[&str]] = &[&["geckodriver"], &["firefox-esr", "firefox"]];

pub fn capabilities(kind: Kind, programs: &[PathBuf], profile: &Path) -> Value {
    let mut prefs = json!({
        "network.dns.localDomains": NAMED,
        // A microphone that hears a tone.
        "media.navigator.streams.fake": true,
        "media.navigator.permission.disabled": true,
    });
    if kind.is_phone() {
        // A coarse pointer without hover.
        let coarse = 1;
        for pref in ["ui.primaryPointerCapabilities", "ui.allPointerCapabilities"] {
            prefs[pref] = json!(coarse);
        }
    }
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": { "binary": programs[1], "args": ["-headless", "-profile", profile], "prefs": prefs },
    })
}

/// Emulates a narrow screen, and disables JavaScript, like the developer tools.
pub async fn prepare(client: &Client, kind: Kind) {
    // Higher than both sizes of pages.
    client.set_window_size(DESKTOP.0, DESKTOP.1 + PHONE.1).await.unwrap();
    let (width, height) = if kind.is_phone() { PHONE } else { DESKTOP };
    let script = format!(
        "const browser = gBrowser.selectedBrowser;
        browser.style.minWidth = browser.style.maxWidth = '{width}px';
        browser.style.minHeight = browser.style.maxHeight = '{height}px';
        browser.browsingContext.allowJavascript = {};",
        kind.has_javascript()
    );
    privileged(client, &script).await.unwrap();
}

/// Ignores console output of pages, layout before loading has finished, and the clearing of caches at logout. Scripts
/// that were still loading or running when their page was left are no fault: scripts that are missing are reported by
/// the other engines, and one that runs for ever fails its test.
pub async fn complaints(client: &Client) -> Vec<String> {
    let script = "return Services.console.getMessageArray()
        .filter((message) => message instanceof Ci.nsIScriptError && message.sourceName.startsWith('http'))
        .filter((message) => !message.errorMessage.startsWith('Clear-Site-Data header forced the clean up'))
        .filter((message) => !message.errorMessage.startsWith('Loading failed for the <script>'))
        .filter((message) => !message.errorMessage.startsWith('Script terminated by timeout'))
        .filter((message) => !message.errorMessage.startsWith('Layout was forced before the page was fully loaded'))
        .map((message) => `${message.sourceName}: ${message.errorMessage}`)";
    serde_json::from_value(privileged(client, script).await.unwrap()).unwrap()
}

/// Removes cookies, storage and messages on the console.
pub async fn forget(client: &Client) -> Result<(), CmdError> {
    client.goto("about:blank").await?;
    let script = "Services.console.reset();
        const { CLEAR_COOKIES, CLEAR_DOM_STORAGES } = Ci.nsIClearDataService;
        return new Promise((done) =>
            Services.clearData.deleteData(CLEAR_COOKIES | CLEAR_DOM_STORAGES, { onDataDeleted: done }))";
    privileged(client, script).await.map(drop)
}

pub async fn reduce_motion(client: &Client) {
    privileged(client, "Services.prefs.setIntPref('ui.prefersReducedMotion', 1)").await.unwrap();
}

/// Runs a script with the browser's privileges.
async fn privileged(client: &Client, script: &str) -> Result<Value, CmdError> {
    client.issue_cmd(Own("moz/context", json!({ "context": "chrome" }))).await?;
    let value = client.execute(script, Vec::new()).await;
    client.issue_cmd(Own("moz/context", json!({ "context": "content" }))).await?;
    value
}
