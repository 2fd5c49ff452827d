//! Firefox, through geckodriver.

use std::path::{Path, PathBuf};

use fantoccini::Client;
use serde_json::{Value, json};

use crate::engine::{DESKTOP, Kind, NAMED, Own, PHONE};

pub const PROGRAMS: &[&[&str]] = &[&["geckodriver"], &["firefox-esr", "firefox"]];

pub fn capabilities(kind: Kind, programs: &[PathBuf], profile: &Path) -> Value {
    let mut prefs = json!({ "network.dns.localDomains": NAMED });
    if kind.is_phone() {
        // A finger, which is coarse and can't hover.
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

/// Does what its developer tools do for a narrow screen, and to switch JavaScript off.
pub async fn prepare(client: &Client, kind: Kind) {
    // Higher than either page.
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

/// What pages write to the console themselves is not among it, nor that a page is looked at while it loads, nor that
/// logging out has worked.
pub async fn complaints(client: &Client) -> Vec<String> {
    let script = "return Services.console.getMessageArray()
        .filter((message) => message instanceof Ci.nsIScriptError && message.sourceName.startsWith('http'))
        .filter((message) => !message.errorMessage.startsWith('Clear-Site-Data header forced the clean up'))
        .filter((message) => !message.errorMessage.startsWith('Layout was forced before the page was fully loaded'))
        .map((message) => `${message.sourceName}: ${message.errorMessage}`)";
    serde_json::from_value(privileged(client, script).await).unwrap()
}

/// Runs a script as the browser itself.
async fn privileged(client: &Client, script: &str) -> Value {
    client.issue_cmd(Own("moz/context", json!({ "context": "chrome" }))).await.unwrap();
    let value = client.execute(script, Vec::new()).await;
    client.issue_cmd(Own("moz/context", json!({ "context": "content" }))).await.unwrap();
    value.unwrap()
}
