//! Ends the browsers that wait for a test when there is none left: nothing runs in this program then.

use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
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
    shell: Mutex<Child>,
    folder: PathBuf,
}

static RUNNING: LazyLock<Reaper> = LazyLock::new(|| {
    let folder = TempDir::with_prefix("snug-browsers-").unwrap().keep();
    let shell = Command::new("sh")
        .args(["-c", REAPER, "reaper"])
        .arg(&folder)
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    Reaper { shell: Mutex::new(shell), folder }
});

/// The folder of all profiles.
pub fn folder() -> &'static Path {
    &RUNNING.folder
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
    let mut shell = RUNNING.shell.lock().unwrap();
    writeln!(shell.stdin.as_mut().unwrap(), "{change} {group}").unwrap();
}
