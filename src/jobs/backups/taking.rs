//! Takes a backup.

use std::fs::{File, OpenOptions, TryLockError};
use std::num::NonZeroU32;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::chat::THUMBNAIL;
use crate::files;
use crate::files::Files;
use crate::jobs::backups::copies::{make_folder, sync_folder, write, write_object};
use crate::jobs::backups::names::{PARTIAL, name_of, time_of};
use crate::jobs::backups::{Copied, DATABASE, Error, FILES, MANIFEST, Manifest, Progress, at};
use crate::model::files::attachments::FileKey;
use crate::model::files::uploads::Segment;
use crate::store::{Snapshot, StoredObjects};

/// The file in a folder of backups that is locked while one is made.
const LOCK: &str = ".lock";

/// Backs a database and its files up to a new folder in `folder`, and tells which.
///
/// # Errors
/// When something can't be read or written, or the database is damaged. What was written is removed then.
pub async fn take(
    database: &Path,
    files: &Files,
    folder: &Path,
    mut progress: impl FnMut(Progress),
) -> Result<(PathBuf, Manifest), Error> {
    make_folder(folder)?;
    let _lock = lock(folder)?;
    remove_unfinished(folder)?;
    let earlier = newest(folder)?;
    let made_at = Timestamp::now();
    let name = name_of(made_at);
    let (partial, done) = (folder.join(format!("{name}{PARTIAL}")), folder.join(name));
    make_folder(&partial)?;
    let written = write_all(database, files, &partial, earlier.as_deref(), made_at, &mut progress).await;
    let named = written.and_then(|manifest| {
        std::fs::rename(&partial, &done).map_err(at(&done))?;
        sync_folder(folder)?;
        Ok(manifest)
    });
    match named {
        Ok(manifest) => Ok((done, manifest)),
        Err(error) => {
            if let Err(left) = std::fs::remove_dir_all(&partial) {
                tracing::warn!(error = %left, folder = %partial.display(), "an unfinished backup is left");
            }
            Err(error)
        }
    }
}

/// Keeps others from making a backup in a folder at the same time, also other processes, until the file is closed.
fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.join(LOCK);
    let file = OpenOptions::new().create(true).append(true).mode(0o600).open(&path).map_err(at(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InProgress(folder.to_owned())),
        // A file system without locks.
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, folder = %folder.display(), "backups can't be kept from being made at the same time");
            Ok(file)
        }
    }
}

/// Removes what a backup that was interrupted has left.
fn remove_unfinished(folder: &Path) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let is_ours = path.file_stem().and_then(|name| time_of(name.to_str()?)).is_some();
        if is_ours && path.is_dir() && path.extension().is_some_and(|extension| *extension == PARTIAL[1..]) {
            std::fs::remove_dir_all(&path).map_err(at(&path))?;
        }
    }
    Ok(())
}

/// Removes the oldest backups of a folder beyond a number, and tells how many.
///
/// # Errors
/// When the folder can't be read or changed.
pub fn keep(folder: &Path, number: NonZeroU32) -> Result<usize, Error> {
    let mut backups = backups(folder)?;
    backups.sort();
    let surplus = backups.len().saturating_sub(number.get() as usize);
    for backup in &backups[..surplus] {
        // Without its name, it is no backup any more, wherever its removal stops.
        let partial = backup.with_extension(&PARTIAL[1..]);
        std::fs::rename(backup, &partial).map_err(at(backup))?;
        std::fs::remove_dir_all(&partial).map_err(at(&partial))?;
    }
    Ok(surplus)
}

/// The newest backup of a folder, if it has one.
///
/// # Errors
/// When the folder can't be read.
pub fn newest(folder: &Path) -> Result<Option<PathBuf>, Error> {
    Ok(backups(folder)?.into_iter().max())
}

/// The backups in a folder.
fn backups(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let is_named = path.file_name().and_then(|name| time_of(name.to_str()?)).is_some();
        if is_named && path.join(MANIFEST).is_file() {
            found.push(path);
        }
    }
    Ok(found)
}

async fn write_all(
    database: &Path,
    files: &Files,
    backup: &Path,
    earlier: Option<&Path>,
    made_at: Timestamp,
    progress: &mut impl FnMut(Progress),
) -> Result<Manifest, Error> {
    let snapshot = Snapshot::take(database, &backup.join(DATABASE)).await?;
    let copied = copy_files(&snapshot, files, backup, earlier, progress).await;
    let checked = async {
        let copied = copied?;
        let faults = snapshot.faults().await?;
        if faults.is_empty() {
            Ok((snapshot.contents().await?, copied))
        } else {
            Err(Error::Damaged(database.to_owned(), faults))
        }
    };
    let checked = checked.await;
    snapshot.close().await;
    let (contents, copied) = checked?;
    sync_files(&backup.join(FILES))?;
    let manifest = Manifest::new(format!("{made_at:.0}"), contents, copied);
    let text = serde_json::to_string_pretty(&manifest).map_err(|e| at(backup)(e.into()))?;
    write(&backup.join(MANIFEST), text.as_bytes())?;
    sync_folder(backup)?;
    Ok(manifest)
}

/// Makes the folders of files durable, whose own content is already.
fn sync_files(folder: &Path) -> Result<(), Error> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(at(folder))? {
        sync_folder(&entry.map_err(at(folder))?.path())?;
    }
    sync_folder(folder)
}

/// Copies the objects of all files that the copy of the database has.
async fn copy_files(
    snapshot: &Snapshot,
    files: &Files,
    backup: &Path,
    earlier: Option<&Path>,
    progress: &mut impl FnMut(Progress),
) -> Result<Copied, Error> {
    let mut done = Progress::default();
    let mut missing = 0;
    let mut last = 0;
    loop {
        let portion = snapshot.objects_after(last).await?;
        let Some(end) = portion.last() else { return Ok(Copied { bytes: done.bytes, missing }) };
        last = end.number;
        let mut gone = Vec::new();
        for file in portion {
            match copy_file(&file, files, backup, earlier).await {
                Ok(bytes) => done.bytes += bytes,
                // Removed after the database was copied. An object that was copied before is of no use.
                Err(Error::Files(files::Error::NotFound)) => {
                    let folder = backup.join(FILES).join(Files::folder(&FileKey::from_store(file.key)));
                    std::fs::remove_dir_all(&folder).map_err(at(&folder))?;
                    gone.push(file.number);
                }
                Err(error) => return Err(error),
            }
            done.files += 1;
            progress(done);
        }
        missing += gone.len() as u64;
        snapshot.forget_files(gone).await?;
    }
}

async fn copy_file(
    file: &StoredObjects,
    files: &Files,
    backup: &Path,
    earlier: Option<&Path>,
) -> Result<u64, Error> {
    let key = FileKey::from_store(file.key.clone());
    let within = Path::new(FILES).join(Files::folder(&key));
    let folder = backup.join(&within);
    let mut bytes = 0;
    make_folder(&folder)?;
    let mut objects: Vec<_> = file.segments.iter().map(|(name, size)| (name.as_str(), Some(*size))).collect();
    if file.has_thumbnail {
        objects.push((THUMBNAIL, None));
    }
    for (name, size) in objects {
        let path = folder.join(name);
        let same = |link: &PathBuf| {
            std::fs::metadata(link).is_ok_and(|found| size.is_none_or(|size| found.len() == size))
        };
        let link = earlier.map(|earlier| earlier.join(&within).join(name)).filter(same);
        // A file system without links gets a copy.
        if link.is_none_or(|link| std::fs::hard_link(link, &path).is_err()) {
            match size {
                Some(size) => write_object(files, &key, &Segment { name: name.to_owned(), size }, &path).await?,
                None => write(&path, &files.get(&key, name).await?)?,
            }
        }
        bytes += std::fs::metadata(&path).map_err(at(&path))?.len();
    }
    sync_folder(&folder)?;
    Ok(bytes)
}
