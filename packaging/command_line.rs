//! Writes man pages and completions of shells into a folder: `cargo run --example command_line -- FOLDER`.
//!
//! Beside the binary, not in it: there, they would take room that nobody uses once they are installed.

mod generated;

use std::io::{ErrorKind, Result};
use std::path::PathBuf;

fn main() -> Result<()> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or(ErrorKind::InvalidInput)?.into();
    generated::write(&folder)
}
