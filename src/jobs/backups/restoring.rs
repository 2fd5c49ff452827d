//! Makes a database and its files of a backup.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use tokio_stream::StreamExt as _;

use crate::chat::THUMBNAIL;
use crate::files::{Archives, Files};
use crate::jobs::backups::copies::{folder_of, name_beside, sync_folder};
use crate::jobs::backups::names::{example, newest_archive};
use crate::jobs::backups::sources::Source;
use crate::jobs::backups::taking::newest;
use crate::jobs::backups::{Error, FILES, MANIFEST, Manifest, Progress, at};
use crate::model::files::attachments::FileKey;
use crate::model::files::buckets::Bucket;
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
    if database.exists() {
        return Err(Error::Exists(database.to_owned()));
    }
    let backup = find(backup)?;
    let (source, manifest) = Source::open(&backup).await?;
    let copy = name_beside(database, ".restoring");
    let restored = async {
        // Not the backup itself is opened: that stays as it is.
        source.copy_database(&copy).await?;
        let snapshot = Snapshot::open(&copy).await?;
        let outcome = write_files(&snapshot, &backup, &source, files, &mut progress).await;
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

/// Restores an archive in a bucket, or the newest one there, which is brought beside the database first.
///
/// # Errors
/// As of [`restore`]; when the bucket has no such archive.
pub async fn restore_from_bucket(
    archives: &Archives,
    bucket: &Bucket,
    name: Option<&str>,
    database: &Path,
    files: &Files,
    mut progress: impl FnMut(Progress),
) -> Result<Manifest, Error> {
    if database.exists() {
        return Err(Error::Exists(database.to_owned()));
    }
    let name = match name {
        Some(name) => name.to_owned(),
        None => newest_archive(archives).await?.ok_or_else(|| Error::NoArchive(bucket.clone(), example()))?,
    };
    let archive = name_beside(database, ".restoring.tar");
    let restored = async {
        fetch(archives, &name, &archive, &mut progress).await?;
        restore(&archive, database, files, &mut progress).await
    };
    let restored = restored.await;
    let _ = std::fs::remove_file(&archive);
    restored
}

/// Brings an archive to this machine.
async fn fetch(
    archives: &Archives,
    name: &str,
    to: &Path,
    progress: &mut impl FnMut(Progress),
) -> Result<(), Error> {
    let mut chunks = std::pin::pin!(archives.read(name).await?);
    let options = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(to);
    let mut file = options.map_err(at(to))?;
    let mut done = Progress::default();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        done.bytes += chunk.len() as u64;
        let written = tokio::task::spawn_blocking(move || file.write_all(&chunk).map(|()| file)).await;
        file = written.map_err(std::io::Error::other).flatten().map_err(at(to))?;
        progress(done);
    }
    Ok(())
}

async fn write_files(
    snapshot: &Snapshot,
    backup: &Path,
    source: &Source,
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
                let key = FileKey::from_store(file.key.clone());
                for (name, size) in objects(&file) {
                    let within = format!("{FILES}/{}/{name}", Files::folder(&key).display());
                    let incomplete = || Error::Incomplete(backup.join(&within));
                    let found = source.size_of(&within).ok_or_else(incomplete)?;
                    if size.is_some_and(|size| size != found) {
                        return Err(incomplete());
                    }
                    if writes {
                        // It has 64 MB at most.
                        files.put(&key, name, source.read(&within).await?.into()).await?;
                        done.bytes += found;
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

/// The objects of a file, and their sizes where they are known.
fn objects(file: &StoredObjects) -> impl Iterator<Item = (&str, Option<u64>)> {
    let thumbnail = file.has_thumbnail.then_some((THUMBNAIL, None));
    file.segments.iter().map(|(name, size)| (name.as_str(), Some(*size))).chain(thumbnail)
}

/// The backup at a path: itself, or the newest in it.
fn find(path: &Path) -> Result<PathBuf, Error> {
    if path.join(MANIFEST).is_file() || !path.is_dir() {
        return Ok(path.to_owned());
    }
    newest(path)?.ok_or_else(|| Error::NoBackup(path.to_owned()))
}
