//! WebKitGTK's MiniBrowser, through WebKitWebDriver; needs a display.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use fantoccini::Client;
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use crate::engine::{DESKTOP, Kind, PHONE};
use crate::reaper;

pub const PROGRAMS: &[&[&str]] = &[&["WebKitWebDriver"], &["Xvfb"]];

/// It can be given no names, but a proxy for all: the server itself answers as one.
pub fn capabilities(kind: Kind, server: Option<&str>) -> Value {
    let mut args = vec!["--automation"];
    if !kind.has_javascript() {
        args.push("--enable-javascript=false");
    }
    let mut capabilities = json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": { "args": args } });
    if let Some(server) = server {
        capabilities["proxy"] = json!({ "proxyType": "manual", "httpProxy": server });
    }
    capabilities
}

pub async fn prepare(client: &Client, kind: Kind) {
    let (width, height) = if kind.is_phone() { PHONE } else { DESKTOP };
    client.set_window_size(width, height).await.unwrap();
}

/// Removes cookies and storage of the current page's host.
pub async fn forget(client: &Client, kind: Kind) -> Result<(), CmdError> {
    client.delete_all_cookies().await?;
    if kind.has_javascript() {
        client.execute("localStorage.clear(); sessionStorage.clear()", Vec::new()).await?;
    }
    client.goto("about:blank").await
}

/// A virtual display.
pub struct Screen {
    child: Child,
    name: String,
}

impl Screen {
    pub fn new(xvfb: &Path) -> Self {
        let mut child = Command::new(xvfb)
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.is_empty(), "Xvfb does not start");
        reaper::started(child.id());
        Self { child, name: format!(":{}", number.trim()) }
    }

    /// The environment of a driver's browser: display and settings folder.
    pub fn show(&self, driver: &mut Command, settings: &Path) {
        // Its toolbar would make the window wider than a phone.
        let style = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 4px; }";
        fs::create_dir_all(settings.join("gtk-3.0")).unwrap();
        fs::write(settings.join("gtk-3.0/gtk.css"), style).unwrap();
        driver
            .env("DISPLAY", &self.name)
            .env("GDK_BACKEND", "x11")
            .env("XDG_CONFIG_HOME", settings)
            .env("XDG_DATA_HOME", settings)
            .env("XDG_CACHE_HOME", settings)
            // Without a GPU, painting there would compile every shader.
            .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
            // Root, as in CI, can't use the sandbox.
            .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        reaper::ended(self.child.id());
    }
}
