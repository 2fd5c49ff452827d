//! The Flask chat that makes the imported database.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::process::text;
use crate::skip::skip;

pub const CHAT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/flask_chat/chat.py");

const REQUIREMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/flask_chat/requirements.txt");

/// The Flask chat's database, created once; none where Flask isn't available.
pub fn old_database() -> Option<&'static Path> {
    static MADE: OnceLock<Option<(TempDir, PathBuf)>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let database = folder.path().join("old.db");
        succeed(Command::new(python()?).arg(CHAT).arg(&database)).unwrap();
        Some((folder, database))
    });
    made.as_ref().map(|(_, database)| database.as_path())
}

/// A Python with Flask.
pub fn python() -> Option<&'static Path> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let python = PYTHON.get_or_init(|| match install_flask() {
        Ok(python) => Some(python),
        Err(reason) => {
            skip(&format!("the import from a real Flask chat: Flask cannot be installed: {reason}"));
            None
        }
    });
    python.as_deref()
}

/// Creates a virtual environment below `target`, unless one with the same requirements exists.
fn install_flask() -> Result<PathBuf, String> {
    let environment = Path::new(env!("CARGO_TARGET_TMPDIR")).join("flask-venv");
    // Another test process may run at the same time.
    let lock = File::create(environment.with_extension("lock")).map_err(|e| e.to_string())?;
    lock.lock().map_err(|e| e.to_string())?;
    let (python, installed) = (environment.join("bin/python"), environment.join("installed.txt"));
    let wanted = fs::read_to_string(REQUIREMENTS).map_err(|e| e.to_string())?;
    let is_current = fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted);
    if !is_current || succeed(Command::new(&python).args(["-c", "import flask"])).is_err() {
        succeed(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        succeed(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS]))?;
        fs::write(&installed, wanted).map_err(|e| e.to_string())?;
    }
    Ok(python)
}

pub fn succeed(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    let said = || format!("{command:?}: {}{}", text(&*output.stdout), text(&*output.stderr));
    if output.status.success() { Ok(()) } else { Err(said()) }
}
