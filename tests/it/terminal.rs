//! A program in a terminal. Expectations wait until they are met.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::app::PATIENCE;

/// The interval of polling the screen.
const GLANCE: Duration = Duration::from_millis(20);

/// The time in which a key takes effect on an idle machine.
const BLINK: Duration = Duration::from_millis(300);

/// More elements than any tested page has.
const MANY: usize = 80;

pub struct Terminal {
    /// The folder of tmux's socket and the program's settings.
    folder: TempDir,
}

impl Terminal {
    /// Starts a command with a home folder that has this file.
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

    /// Waits until the screen has these texts, in this order.
    pub async fn sees(&self, wanted: &[&str]) {
        let deadline = Instant::now() + PATIENCE;
        let mut glances = tokio::time::interval(GLANCE);
        while !in_order(&self.screen(), wanted) {
            assert!(Instant::now() < deadline, "{wanted:?} are not seen on:\n{}", self.screen());
            glances.tick().await;
        }
    }

    /// Moves from element to element, from the top, until the status line shows the wanted one.
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
                // Two consecutive elements may have the same status line.
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
