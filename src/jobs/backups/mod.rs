//! Backups: a copy of the database at one moment, and of the files that it names.
//!
//! A backup is a folder, named after its time, or an archive (`archives`) with the same content: `chat.db`, `files/` (as in a
//! folder of files: two letters of the key, the key, the object) and `backup.json`. It appears under its name when it is whole, verified and durable. Objects of files
//! never change: in a folder, one that an earlier backup beside it has, too, is a link to that and takes no space.

mod archives;
mod copies;
mod names;
pub mod places;
pub mod restoring;
pub mod schedule;
mod sinks;
mod sources;
pub mod taking;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::files::buckets::Bucket;
use crate::store::{Contents, OpenError};
use crate::{files, store};

/// The database in a backup.
pub const DATABASE: &str = "chat.db";

/// The folder of the files in a backup.
pub const FILES: &str = "files";

/// The description of a backup.
pub const MANIFEST: &str = "backup.json";

/// The format of backups.
const FORMAT: u32 = 1;

/// The description of a backup, in its `backup.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// 1; later ones may not be readable.
    pub format: u32,
    /// The version that made it.
    pub snug: String,
    /// When its database was copied (RFC 3339).
    pub made_at: String,
    /// Accounts.
    pub accounts: u64,
    /// Rooms and conversations.
    pub rooms: u64,
    /// Messages.
    pub messages: u64,
    /// Files of messages.
    pub files: u64,
    /// The bytes of all objects of files.
    pub file_bytes: u64,
    /// Files that the storage did not have: removed meanwhile, or lost. The backup doesn't have them either.
    pub missing_files: u64,
    /// In an archive: the SHA-256 of all bytes before this description, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

impl Manifest {
    fn new(made_at: String, contents: Contents, copied: Copied) -> Self {
        let Contents { accounts, rooms, messages, files } = contents;
        let snug = env!("CARGO_PKG_VERSION").to_owned();
        let Copied { bytes: file_bytes, missing: missing_files } = copied;
        Self {
            format: FORMAT,
            snug,
            made_at,
            accounts,
            rooms,
            messages,
            files,
            file_bytes,
            missing_files,
            sha256: None,
        }
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`Error::NoBackup`]; [`Error::Newer`].
    pub fn read(backup: &Path) -> Result<Self, Error> {
        let text = std::fs::read(backup.join(MANIFEST)).map_err(|_| Error::NoBackup(backup.to_owned()))?;
        Self::parse(&text, backup)
    }

    /// Parses the one of a backup.
    fn parse(text: &[u8], backup: &Path) -> Result<Self, Error> {
        let manifest: Self = serde_json::from_slice(text).map_err(|_| Error::NoBackup(backup.to_owned()))?;
        if manifest.format == FORMAT { Ok(manifest) } else { Err(Error::Newer(backup.to_owned())) }
    }
}

/// The outcome of copying files.
#[derive(Clone, Copy, Debug, Default)]
struct Copied {
    bytes: u64,
    missing: u64,
}

/// Progress: objects that are done, of all, and their bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// Files that are done.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Why there is no backup, or nothing restored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database.
    #[error("{0}")]
    Database(#[from] OpenError),
    /// The copy of the database can't be read.
    #[error("the copy of the database cannot be used: {0}")]
    Copy(#[from] store::Error),
    /// The database has faults.
    #[error("the database of {} is damaged, so that nothing was changed: {}", .0.display(), .1.join("; "))]
    Damaged(PathBuf, Vec<String>),
    /// The storage of files.
    #[error("the files cannot be read or written: {0}")]
    Files(#[from] files::Error),
    /// A file of the backup is missing, or is not as long as it was.
    #[error("{} is missing or damaged in the backup. Use another backup", .0.display())]
    Incomplete(PathBuf),
    /// The disk.
    #[error("{path}: {error}. Check that the folder may be written to, and that the disk has room", path = .0.display(), error = .1)]
    Disk(PathBuf, std::io::Error),
    /// An archive is damaged, or its end is missing.
    #[error("{} is damaged: {}. Use another backup", .0.display(), .1)]
    DamagedArchive(PathBuf, String),
    /// Another backup is being made in the same folder.
    #[error("another backup to {} is being made. Wait for that", .0.display())]
    InProgress(PathBuf),
    /// There is nothing to restore in a bucket.
    #[error("{0} has no backup: none of its objects is named after a time, like {1}")]
    NoArchive(Bucket, String),
    /// Not a backup.
    #[error("{} is no backup: it has no {MANIFEST}", .0.display())]
    NoBackup(PathBuf),
    /// Made by a newer version.
    #[error("{} was made by a newer version of Snug. Use that", .0.display())]
    Newer(PathBuf),
    /// A backup would overwrite something.
    #[error("{} is there already. Name another file, or a folder", .0.display())]
    ArchiveExists(PathBuf),
    /// A restore would overwrite something.
    #[error("{} is there already. Name another database with --database, or move it away", .0.display())]
    Exists(PathBuf),
}

/// An error of the disk, with its place.
fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.to_owned();
    move |error| Error::Disk(path, error)
}
