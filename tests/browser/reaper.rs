//! Ends the browsers that wait for a test when there is none left: nothing runs in this program then.

use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::{LazyLock, Mutex};

use tempfile::TempDir;

/// A shell that reads which groups of processes have started and ended. When this program has ended, however it did,
/// it kills the others, and removes the folder.
const REAPER: &str = r#"
    running=" "
    while read -r change group; do
        case $change in
            started) running="$running$group " ;;
            ended) running="${running%% $group *} ${running#* $group }" ;;
        esac
    done
    for group in $running; do kill -s KILL -- "-$group"; done
    rm -rf -- "$1"
"#;

struct Reaper {
    input: Mutex<ChildStdin>,
    folder: PathBuf,
}

static REAPER_PROCESS: LazyLock<Reaper> = LazyLock::new(|| {
    let folder = TempDir::with_prefix("snug-browsers-").unwrap().keep();
    let mut shell = Command::new("sh")
        .args(["-c", REAPER, "reaper"])
        .arg(&folder)
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    Reaper { input: Mutex::new(shell.stdin.take().unwrap()), folder }
});

/// The folder of all profiles.
pub fn folder() -> &'static Path {
    &REAPER_PROCESS.folder
}

/// Notes the start of a process that leads a group of its own.
pub fn started(group: u32) {
    tell("started", group);
}

/// Notes the end of all processes of a group.
pub fn ended(group: u32) {
    tell("ended", group);
}

fn tell(change: &str, group: u32) {
    writeln!(REAPER_PROCESS.input.lock().unwrap(), "{change} {group}").unwrap();
}
