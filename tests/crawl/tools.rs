//! The checkers: the Nu HTML checker and axe-core, from npm, pinned by `package-lock.json` beside this file.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::skip::skip;

const PACKAGES: [(&str, &str); 2] =
    [("package.json", include_str!("package.json")), ("package-lock.json", include_str!("package-lock.json"))];

/// The checker of HTML, SVG and CSS; none where there is no Java or no npm.
pub fn vnu() -> Option<PathBuf> {
    let file = packages()?.join("vnu-jar/build/dist/vnu.jar");
    runs("java", "-version").then_some(file).or_else(|| without("java"))
}

/// The script that checks a page in a browser; none where there is no npm.
pub fn axe() -> Option<String> {
    Some(fs::read_to_string(packages()?.join("axe-core/axe.min.js")).unwrap())
}

/// The folder of the packages, installed once per lock file; required in CI.
fn packages() -> Option<PathBuf> {
    static PLACE: OnceLock<Option<PathBuf>> = OnceLock::new();
    PLACE.get_or_init(|| if runs("npm", "--version") { Some(install()) } else { without("npm") }).clone()
}

fn install() -> PathBuf {
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut hasher = DefaultHasher::new();
    PACKAGES.hash(&mut hasher);
    let place = tmp.join(format!("checkers-{:016x}", hasher.finish()));
    if !place.exists() {
        let new = TempDir::new_in(tmp).unwrap();
        for (file, text) in PACKAGES {
            fs::write(new.path().join(file), text).unwrap();
        }
        let run = Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(new.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(run.status.success(), "npm cannot install the checkers: {}", String::from_utf8_lossy(&run.stderr));
        // Atomically; another process may have installed them meanwhile.
        if fs::rename(new.path(), &place).is_ok() {
            let _ = new.keep();
        }
    }
    place.join("node_modules")
}

fn runs(program: &str, argument: &str) -> bool {
    let command = Command::new(program).arg(argument).stdin(Stdio::null()).output();
    command.is_ok_and(|output| output.status.success())
}

fn without<T>(program: &str) -> Option<T> {
    skip(&format!("there is no {program}, so what it checks is not checked"));
    None
}
