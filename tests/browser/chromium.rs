//! Chromium, through chromedriver.

use std::path::{Path, PathBuf};

use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::engine::{DESKTOP, Kind, NAMED, Own, PHONE};

pub const PROGRAMS: &[&[&str]] = &[&["chromedriver"], &["chromium", "chromium-browser", "google-chrome"]];

/// The difference in height between a window and its page.
const BARS: u32 = 140;

pub fn capabilities(kind: Kind, programs: &[PathBuf], profile: &Path) -> Value {
    let mut options = json!({
        "binary": programs[1],
        "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", format!("--window-size={},{}", DESKTOP.0, DESKTOP.1 + BARS),
            format!("--user-data-dir={}", profile.display()), format!("--host-resolver-rules=MAP {NAMED} 127.0.0.1"),
        ],
    });
    if kind.is_phone() {
        // Real windows can't be as narrow as a phone.
        let touch = kind.has_javascript();
        let metrics = json!({ "width": PHONE.0, "height": PHONE.1, "pixelRatio": 2.0, "touch": touch });
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    if !kind.has_javascript() {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    json!({ "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } })
}

pub async fn complaints(client: &Client) -> Vec<String> {
    let entries = client.issue_cmd(Own("se/log", json!({ "type": "browser" }))).await.unwrap();
    let entries = entries.as_array().unwrap().iter();
    // INFO messages are only hints.
    let complaints = entries.filter(|entry| ["SEVERE", "WARNING"].contains(&entry["level"].as_str().unwrap()));
    complaints.map(|entry| entry["message"].as_str().unwrap().to_owned()).collect()
}

pub async fn reduce_motion(client: &Client) {
    let features = json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
    let parameters = json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "features": features } });
    client.issue_cmd(Own("goog/cdp/execute", parameters)).await.unwrap();
}

/// Removes cookies and storage of all hosts, and the current page's.
pub async fn forget(client: &Client) -> Result<(), CmdError> {
    let origin = client.current_url().await?.origin().ascii_serialization();
    client.goto("about:blank").await?;
    let tool = |command: &str, parameters: Value| {
        Own("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    };
    client.issue_cmd(tool("Network.clearBrowserCookies", json!({}))).await?;
    client
        .issue_cmd(tool("Storage.clearDataForOrigin", json!({ "origin": origin, "storageTypes": "all" })))
        .await?;
    complaints(client).await;
    Ok(())
}
