//! A virtual desktop: display, message bus and programs.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

use crate::skip::skip;

/// Orca's settings: only the page is announced.
const FIREFOX: &str = r#"
user_pref("accessibility.force_disabled", -1);
user_pref("app.update.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.preonboarding.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("intl.locale.requested", "en-US");
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("signon.rememberSignons", false);
"#;

pub struct Desk {
    /// Processes end in reverse order.
    running: Vec<Child>,
    environment: Vec<(&'static str, String)>,
    folder: TempDir,
}

impl Desk {
    /// None where a program is missing, which in CI is an error.
    pub fn start() -> Option<Self> {
        let needed = [
            "/usr/bin/Xvfb",
            "/usr/bin/dbus-daemon",
            "/usr/libexec/at-spi-bus-launcher",
            "/usr/bin/orca",
            "/usr/bin/firefox-esr",
            "/usr/bin/xdotool",
        ];
        if let Some(missing) = needed.into_iter().find(|file| !Path::new(file).exists()) {
            skip(&format!("there is no {missing}, so nothing is tested with a screen reader"));
            return None;
        }
        let folder = TempDir::new().unwrap();
        let home = folder.path().display().to_string();
        let environment = vec![
            ("HOME", home.clone()),
            ("XDG_RUNTIME_DIR", home),
            ("PATH", "/usr/bin:/bin".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("TZ", "UTC".to_owned()),
        ];
        let mut desk = Self { running: Vec::new(), environment, folder };
        let display =
            desk.start_and_ask("Xvfb", &["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
        desk.environment.push(("DISPLAY", format!(":{display}")));
        let bus = desk.start_and_ask("dbus-daemon", &["--session", "--nofork", "--print-address"]);
        desk.environment.push(("DBUS_SESSION_BUS_ADDRESS", bus));
        Some(desk)
    }

    /// Starts the screen reader; returns its utterances, one per line.
    pub fn start_the_screen_reader(&mut self) -> ChildStdout {
        // Debian's Python, not another one in `PATH`.
        self.start_program("/usr/bin/python3", &["-u", "-c", include_str!("orca.py")])
    }

    /// Opens a page in a new browser profile, with or without JavaScript.
    pub fn open(&mut self, url: &str, javascript: bool) {
        let profile = self.folder.path().join("profile");
        fs::create_dir(&profile).unwrap();
        let settings = format!("{FIREFOX}user_pref(\"javascript.enabled\", {javascript});\n");
        fs::write(profile.join("user.js"), settings).unwrap();
        self.start_program("firefox-esr", &["--no-remote", "--profile", profile.to_str().unwrap(), url]);
    }

    /// Presses keys together, as X names them (`Tab`, `shift+h`).
    pub fn press(&self, keys: &str) {
        assert!(self.command("xdotool").args(["key", keys]).status().unwrap().success());
    }

    /// Types one character.
    pub fn type_in(&self, character: char) {
        assert!(self.command("xdotool").args(["type", "--", &character.to_string()]).status().unwrap().success());
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).stdin(Stdio::null()).stderr(Stdio::null());
        command.env_clear().envs(self.environment.iter().cloned());
        command
    }

    fn start_program(&mut self, program: &str, arguments: &[&str]) -> ChildStdout {
        let mut child = self.command(program).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let output = child.stdout.take().unwrap();
        self.running.push(child);
        output
    }

    /// Starts a program that prints its address in its first line.
    fn start_and_ask(&mut self, program: &str, arguments: &[&str]) -> String {
        let mut line = String::new();
        BufReader::new(self.start_program(program, arguments)).read_line(&mut line).unwrap();
        line.trim().to_owned()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        while let Some(mut child) = self.running.pop() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
