//! The content of a backup that is restored: of a folder, or of an archive.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::jobs::backups::archives::hexadecimal;
use crate::jobs::backups::{DATABASE, Error, MANIFEST, Manifest, at};

/// The largest description.
const MAX_MANIFEST: u64 = 64 << 10;

/// The bytes that are read at a time.
const PORTION: usize = 256 << 10;

/// A backup, whose paths are those in its folder.
pub(super) enum Source {
    /// A folder.
    Folder(PathBuf),
    /// An archive, with the place and the size of each file in it.
    Archive { path: PathBuf, file: Arc<File>, entries: HashMap<String, (u64, u64)> },
}

impl Source {
    /// Opens a backup. An archive is verified as a whole.
    pub(super) async fn open(path: &Path) -> Result<(Self, Manifest), Error> {
        if path.is_file() {
            let archive = path.to_owned();
            let opened = tokio::task::spawn_blocking(move || open_archive(archive)).await;
            opened.map_err(|e| at(path)(std::io::Error::other(e)))?
        } else {
            Ok((Self::Folder(path.to_owned()), Manifest::read(path)?))
        }
    }

    /// The size of a file; none where there is none.
    pub(super) fn size_of(&self, within: &str) -> Option<u64> {
        match self {
            Self::Folder(folder) => std::fs::metadata(folder.join(within)).ok().map(|found| found.len()),
            Self::Archive { entries, .. } => entries.get(within).map(|(_, size)| *size),
        }
    }

    /// A file that is small enough for memory.
    pub(super) async fn read(&self, within: &str) -> Result<Vec<u8>, Error> {
        let (path, read) = match self {
            Self::Folder(folder) => {
                let (path, whole) = (folder.join(within), folder.join(within));
                (path, tokio::task::spawn_blocking(move || std::fs::read(whole)).await)
            }
            Self::Archive { path, file, entries } => {
                let (start, size) = *entries.get(within).ok_or_else(|| Error::Incomplete(path.join(within)))?;
                let file = Arc::clone(file);
                let read = move || {
                    let mut bytes = vec![0; usize::try_from(size).map_err(std::io::Error::other)?];
                    file.read_exact_at(&mut bytes, start).map(|()| bytes)
                };
                (path.clone(), tokio::task::spawn_blocking(read).await)
            }
        };
        read.map_err(std::io::Error::other).flatten().map_err(at(&path))
    }

    /// Copies the database to a new file. The one in the backup stays as it is.
    pub(super) async fn copy_database(&self, to: &Path) -> Result<(), Error> {
        let target = to.to_owned();
        let copied = match self {
            Self::Folder(folder) => {
                let from = folder.join(DATABASE);
                tokio::task::spawn_blocking(move || {
                    let mut to = new_file(&target)?;
                    std::io::copy(&mut File::open(from)?, &mut to).map(drop)
                })
            }
            Self::Archive { path, file, entries } => {
                let (start, size) =
                    *entries.get(DATABASE).ok_or_else(|| Error::Incomplete(path.join(DATABASE)))?;
                let file = Arc::clone(file);
                tokio::task::spawn_blocking(move || {
                    let mut to = new_file(&target)?;
                    in_portions(&file, start..start + size, |bytes| to.write_all(bytes))
                })
            }
        };
        copied.await.map_err(std::io::Error::other).flatten().map_err(at(to))
    }
}

/// Makes a file, also in place of one that was left by a restore that was interrupted.
fn new_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(path)
}

fn open_archive(path: PathBuf) -> Result<(Source, Manifest), Error> {
    let damaged = |reason: std::io::Error| Error::DamagedArchive(path.clone(), reason.to_string());
    let file = File::open(&path).map_err(at(&path))?;
    let length = file.metadata().map_err(at(&path))?.len();
    let mut archive = tar::Archive::new(&file);
    let mut entries = HashMap::new();
    // The description is the last file.
    let mut last = None;
    for entry in archive.entries_with_seek().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let (start, size) = (entry.raw_file_position(), entry.size());
        if start.checked_add(size).is_none_or(|end| end > length) {
            return Err(damaged(std::io::Error::other("its end is missing")));
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        last = None;
        if name == MANIFEST {
            let mut text = Vec::new();
            entry.by_ref().take(MAX_MANIFEST).read_to_end(&mut text).map_err(damaged)?;
            last = Some((entry.raw_header_position(), text));
        }
        entries.insert(name, (start, size));
    }
    let Some((end, text)) = last else {
        return Err(if entries.is_empty() {
            Error::NoBackup(path)
        } else {
            damaged(std::io::Error::other("its end is missing"))
        });
    };
    let manifest = Manifest::parse(&text, &path)?;
    let mut digest = Sha256::new();
    in_portions(&file, 0..end, |bytes| {
        digest.update(bytes);
        Ok(())
    })
    .map_err(damaged)?;
    if manifest.sha256.as_deref() != Some(&hexadecimal(&digest.finalize())) {
        return Err(damaged(std::io::Error::other("its content is not what was written")));
    }
    Ok((Source::Archive { path, file: Arc::new(file), entries }, manifest))
}

/// Reads a range of a file.
fn in_portions(
    file: &File,
    range: std::ops::Range<u64>,
    mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let mut buffer = vec![0; PORTION];
    let mut at = range.start;
    while at < range.end {
        let length = usize::try_from(range.end - at).unwrap_or(PORTION).min(PORTION);
        file.read_exact_at(&mut buffer[..length], at)?;
        take(&buffer[..length])?;
        at += length as u64;
    }
    Ok(())
}
