//! The checkers: the Nu HTML checker and axe-core, from npm, pinned by `package-lock.json` beside this file.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::npm::{installed, runs};
use crate::skip::skip;

/// The checker of HTML, SVG and CSS; none where there is no Java or no npm.
pub fn vnu() -> Option<PathBuf> {
    let file = packages()?.join("vnu-jar/build/dist/vnu.jar");
    if !runs("java", "-version") {
        skip("there is no java, so what it checks is not checked");
        return None;
    }
    Some(file)
}

/// The script that checks a page in a browser; none where there is no npm.
pub fn axe() -> Option<String> {
    Some(fs::read_to_string(packages()?.join("axe-core/axe.min.js")).unwrap())
}

/// The folder of the packages; required in CI.
fn packages() -> Option<PathBuf> {
    static PLACE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let install = || installed("checkers", include_str!("package.json"), include_str!("package-lock.json"));
    PLACE.get_or_init(install).as_ref().map(|place| place.join("node_modules"))
}
