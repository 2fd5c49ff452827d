//! Packages from npm for tests, pinned by a `package-lock.json` beside the test.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::skip::skip;

/// The folder in which the packages of these two files are installed, once per lock file; none where there is no npm.
pub fn installed(name: &str, package: &str, lock: &str) -> Option<PathBuf> {
    if !runs("npm", "--version") {
        skip(&format!("there is no npm, so what needs {name} is not tested"));
        return None;
    }
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut hasher = DefaultHasher::new();
    (package, lock).hash(&mut hasher);
    let place = tmp.join(format!("{name}-{:016x}", hasher.finish()));
    if !place.exists() {
        let new = TempDir::new_in(tmp).unwrap();
        fs::write(new.path().join("package.json"), package).unwrap();
        fs::write(new.path().join("package-lock.json"), lock).unwrap();
        let run = Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(new.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(run.status.success(), "npm cannot install {name}: {}", String::from_utf8_lossy(&run.stderr));
        // Atomically; another process may have installed them meanwhile.
        if fs::rename(new.path(), &place).is_ok() {
            let _ = new.keep();
        }
    }
    Some(place)
}

/// Whether a program is there.
pub fn runs(program: &str, argument: &str) -> bool {
    let command = Command::new(program).arg(argument).stdin(Stdio::null()).output();
    command.is_ok_and(|output| output.status.success())
}
