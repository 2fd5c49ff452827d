//! Makes a database and its files of a backup.

use std::path::{Path, PathBuf};

use crate::chat::THUMBNAIL;
use crate::files::Files;
use crate::jobs::backups::copies::sync_folder;
use crate::jobs::backups::taking::newest;
use crate::jobs::backups::{DATABASE, Error, FILES, MANIFEST, Manifest, Progress, at};
use crate::model::files::attachments::FileKey;
use crate::store::{Snapshot, StoredObjects};

/// Restores a backup, or the newest one in a folder, to a new database and a storage of files.
///
/// # Errors
/// When the database is there already; when the backup is damaged or incomplete: nothing was written then; when something
/// can't be read or written.
pub async fn restore(
    backup: &Path,
    database: &Path,
    files: &Files,
    mut progress: impl FnMut(Progress),
) -> Result<Manifest, Error> {
    let backup = find(backup)?;
    let manifest = Manifest::read(&backup)?;
    if database.exists() {
        return Err(Error::Exists(database.to_owned()));
    }
    let copy = name_beside(database, ".restoring");
    let restored = async {
        // Not the backup itself is opened: that stays as it is.
        std::fs::copy(backup.join(DATABASE), &copy).map_err(at(&copy))?;
        let snapshot = Snapshot::open(&copy).await?;
        let outcome = write_files(&snapshot, &backup, files, &mut progress).await;
        snapshot.close().await;
        outcome?;
        std::fs::File::open(&copy).and_then(|file| file.sync_all()).map_err(at(&copy))?;
        // Unlike renaming, a link never replaces another database.
        std::fs::hard_link(&copy, database)
            .or_else(|error| if database.exists() { Err(error) } else { std::fs::rename(&copy, database) })
            .map_err(at(database))?;
        sync_folder(&folder_of(database))
    }
    .await;
    for suffix in ["", "-journal", "-wal", "-shm"] {
        let _ = std::fs::remove_file(name_beside(&copy, suffix));
    }
    restored.map(|()| manifest)
}

async fn write_files(
    snapshot: &Snapshot,
    backup: &Path,
    files: &Files,
    progress: &mut impl FnMut(Progress),
) -> Result<(), Error> {
    let faults = snapshot.faults().await?;
    if !faults.is_empty() {
        return Err(Error::Damaged(backup.to_owned(), faults));
    }
    // First all are looked at, so that an incomplete backup changes nothing.
    for writes in [false, true] {
        let mut done = Progress::default();
        let mut last = 0;
        loop {
            let portion = snapshot.objects_after(last).await?;
            let Some(end) = portion.last() else { break };
            last = end.number;
            for file in portion {
                for (path, size) in objects(&file, backup) {
                    let found = std::fs::metadata(&path).map_err(|_| Error::Incomplete(path.clone()))?;
                    if size.is_some_and(|size| size != found.len()) {
                        return Err(Error::Incomplete(path));
                    }
                    if writes {
                        let bytes = read(&path).await?;
                        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                        files.put(&FileKey::from_store(file.key.clone()), &name, bytes.into()).await?;
                        done.bytes += found.len();
                    }
                }
                done.files += 1;
                if writes {
                    progress(done);
                }
            }
        }
    }
    Ok(())
}

/// An object, which has 64 MB at most.
async fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let whole = path.to_owned();
    let read = tokio::task::spawn_blocking(move || std::fs::read(whole)).await;
    read.map_err(std::io::Error::other).flatten().map_err(at(path))
}

/// The objects of a file in a backup, and their sizes where they are known.
fn objects(file: &StoredObjects, backup: &Path) -> Vec<(PathBuf, Option<u64>)> {
    let folder = backup.join(FILES).join(Files::folder(&FileKey::from_store(file.key.clone())));
    let thumbnail = file.has_thumbnail.then(|| (folder.join(THUMBNAIL), None));
    file.segments.iter().map(|(name, size)| (folder.join(name), Some(*size))).chain(thumbnail).collect()
}

/// The backup at a path: itself, or the newest in it.
fn find(path: &Path) -> Result<PathBuf, Error> {
    if path.join(MANIFEST).is_file() || !path.is_dir() {
        return Ok(path.to_owned());
    }
    newest(path)?.ok_or_else(|| Error::NoBackup(path.to_owned()))
}

/// A path whose last name ends with a suffix, too.
fn name_beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}
