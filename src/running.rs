//! A note beside the database that a server runs on it, for `snug status`.
//!
//! The server keeps the note's file locked: one that isn't locked was left by a server that has crashed. The lock is not on
//! the database itself: to close any other handle of that would end SQLite's own locks.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The text of the note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    /// The number of the process.
    pub(crate) process: u32,
    /// The URL at which people reach the server.
    pub(crate) url: String,
    /// The version of the program.
    pub(crate) version: String,
}

/// The note of this server. Dropping it removes the file.
#[derive(Debug)]
pub(crate) struct Running {
    path: PathBuf,
    _locked: File,
}

fn path(database: &Path) -> PathBuf {
    let mut path = OsString::from(database);
    path.push("-running");
    path.into()
}

impl Running {
    /// Notes that this server runs; none where another one has, or where the file can't be written, which nothing else
    /// depends on.
    pub(crate) fn note(database: &Path, url: &str) -> Option<Self> {
        let path = path(database);
        let noted = write(&path, url);
        match noted {
            Ok(locked) => locked.map(|locked| Self { path, _locked: locked }),
            Err(error) => {
                tracing::warn!(%error, "`snug status` can't tell that this server runs");
                None
            }
        }
    }
}

fn write(path: &Path, url: &str) -> std::io::Result<Option<File>> {
    let mut file = OpenOptions::new().create(true).write(true).truncate(false).mode(0o600).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let note =
        Note { process: std::process::id(), url: url.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
    file.set_len(0)?;
    file.write_all(&serde_json::to_vec(&note)?)?;
    Ok(Some(file))
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that stays isn't locked any more, and says nothing.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The server that runs on a database, if one does.
pub(crate) fn find(database: &Path) -> Option<Note> {
    let path = path(database);
    let file = File::open(&path).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => {}
        Ok(()) | Err(TryLockError::Error(_)) => return None,
    }
    serde_json::from_slice(&std::fs::read(&path).ok()?).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_note_counts_while_its_server_runs() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = folder.path().join("chat.db");
        assert_eq!(find(&database), None);
        let running = Running::note(&database, "http://localhost:5001").unwrap();
        assert_eq!(find(&database).unwrap().url, "http://localhost:5001");
        assert!(Running::note(&database, "http://localhost:5002").is_none(), "there is one");
        assert_eq!(find(&database).unwrap().process, std::process::id());
        drop(running);
        assert_eq!(find(&database), None);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        // What a crash leaves.
        std::fs::write(path(&database), "{}").unwrap();
        assert_eq!(find(&database), None);
        assert!(Running::note(&database, "http://localhost:5001").is_some());
    }
}
