//! Firefox, through geckodriver.

use std::path::{Path, PathBuf};

use fantoccini::Client;
use serde_json::{Value, json};

use crate::engine::{DESKTOP, Kind, NAMED, Own, PHONE};

pub const PROGRAMS: &[&[&str]] = &[&["geckodriver"], &["firefox-esr", "firefox"]];

pub fn capabilities(kind: Kind, programs: &[PathBuf], profile: &Path) -> Value {
    let mut prefs = json!({ "network.dns.localDomains": NAMED });
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
    privileged(client, &script).await;
}

/// Ignores console output of pages, layout before loading has finished, and the clearing of caches at logout.
pub async fn complaints(client: &Client) -> Vec<String> {
    let script = "return Services.console.getMessageArray()
        .filter((message) => message instanceof Ci.nsIScriptError && message.sourceName.startsWith('http'))
        .filter((message) => !message.errorMessage.startsWith('Clear-Site-Data header forced the clean up'))
        .filter((message) => !message.errorMessage.startsWith('Layout was forced before the page was fully loaded'))
        .map((message) => `${message.sourceName}: ${message.errorMessage}`)";
    serde_json::from_value(privileged(client, script).await).unwrap()
}

/// Runs a script with the browser's privileges.
async fn privileged(client: &Client, script: &str) -> Value {
    client.issue_cmd(Own("moz/context", json!({ "context": "chrome" }))).await.unwrap();
    let value = client.execute(script, Vec::new()).await;
    client.issue_cmd(Own("moz/context", json!({ "context": "content" }))).await.unwrap();
    value.unwrap()
}
