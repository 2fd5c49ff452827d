//! A terminal in which a program runs, as somebody uses it. Whatever is expected is waited for.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::app::PATIENCE;

/// How often the screen is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// Within this time a key shows on a machine that has nothing else to do.
const BLINK: Duration = Duration::from_millis(300);

/// More elements than any page has that is tested.
const MANY: usize = 80;

pub struct Terminal {
    /// Where tmux keeps its socket, and the program its settings.
    folder: TempDir,
}

impl Terminal {
    /// Starts a command in a home with this one file.
    pub fn start(command: &str, (file, settings): (&str, &str)) -> Self {
        let terminal = Self { folder: TempDir::new().unwrap() };
        let file = terminal.folder.path().join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, settings).unwrap();
        terminal.tmux(&["new-session", "-d", "-x", "100", "-y", "60", command]);
        terminal
    }

    pub fn press(&self, key: &str) {
        self.tmux(&["send-keys", key]);
    }

    pub fn types(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
    }

    /// Waits until these texts stand on the screen, in this order.
    pub async fn sees(&self, wanted: &[&str]) {
        let deadline = Instant::now() + PATIENCE;
        let mut glances = tokio::time::interval(GLANCE);
        while !in_order(&self.screen(), wanted) {
            assert!(Instant::now() < deadline, "{wanted:?} are not seen on:\n{}", self.screen());
            glances.tick().await;
        }
    }

    /// Goes from one element of the page to the next, from the top, until the last line tells of the one that is meant.
    pub async fn goes_to(&self, element: &str) {
        let deadline = Instant::now() + PATIENCE;
        let mut glances = tokio::time::interval(GLANCE);
        while Instant::now() < deadline {
            self.press("Home");
            for _ in 0..MANY {
                let (before, since) = (self.last_line(), Instant::now());
                if before.contains(element) {
                    return;
                }
                self.press("Down");
                // Two elements in a row may have the same line.
                while self.last_line() == before && since.elapsed() < BLINK {
                    glances.tick().await;
                }
            }
        }
        panic!("{element:?} is not found on:\n{}", self.screen());
    }

    fn last_line(&self) -> String {
        self.screen().trim_end().lines().next_back().unwrap_or_default().to_owned()
    }

    fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p"])
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let output = tmux(self.folder.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "tmux {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = tmux(self.folder.path()).arg("kill-server").output();
    }
}

fn tmux(home: &Path) -> Command {
    let mut tmux = Command::new("tmux");
    tmux.env("HOME", home).env("LC_ALL", "C.UTF-8").env("TERM", "xterm").env_remove("TMUX");
    tmux.args(["-u", "-f", "/dev/null", "-S"]).arg(home.join("tmux"));
    tmux
}

fn in_order(page: &str, wanted: &[&str]) -> bool {
    let mut rest = page;
    wanted.iter().all(|text| match rest.split_once(text) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}
