//! The places of backups: a folder of them, one file, or a bucket.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use crate::files::{Archives, Files};
use crate::jobs::backups::copies::{folder_of, make_folder, name_beside};
use crate::jobs::backups::names::{ARCHIVE, NAME, PARTIAL, keep_archives, name_of, newest_archive, time_of};
use crate::jobs::backups::sinks::Sink;
use crate::jobs::backups::{Error, Manifest, Progress, archives, at, taking};
use crate::model::files::buckets::Bucket;

/// Begins what the name of a copy of the database has after the database's.
const COPY: &str = "-backup-";

/// The age from which a copy is not one of a backup that is still being made.
const ABANDONED_AFTER: SignedDuration = SignedDuration::from_hours(48);

/// A place of backups.
#[derive(Clone, Debug)]
pub enum BackupPlace {
    /// A folder, in which each backup is a folder.
    Folder(PathBuf),
    /// One backup, as an archive.
    File(PathBuf),
    /// A bucket, in which each backup is an archive.
    Bucket(Archives, Bucket),
}

impl BackupPlace {
    /// Backs a database and its files up, and tells where the backup is.
    ///
    /// # Errors
    /// When something can't be read or written, or the database is damaged. What was written is removed then.
    pub async fn take(
        &self,
        database: &Path,
        files: &Files,
        mut progress: impl FnMut(Progress),
    ) -> Result<(String, Manifest), Error> {
        match self {
            Self::Folder(folder) => {
                let (backup, manifest) = taking::take(database, files, folder, progress).await?;
                Ok((backup.display().to_string(), manifest))
            }
            Self::File(path) => {
                make_folder(&folder_of(path))?;
                let sink = Sink::file(path)?;
                let copy = name_beside(path, &format!(".db{PARTIAL}"));
                let manifest = write(database, files, &copy, sink, &mut progress).await?;
                Ok((path.display().to_string(), manifest))
            }
            Self::Bucket(bucket, url) => {
                remove_old_copies(database)?;
                let name = name_of(Timestamp::now());
                let copy = name_beside(database, &format!("{COPY}{name}{PARTIAL}"));
                let name = name + ARCHIVE;
                let sink = Sink::bucket(bucket, &name).await?;
                let manifest = write(database, files, &copy, sink, &mut progress).await?;
                Ok((format!("{url}/{name}"), manifest))
            }
        }
    }

    /// Removes the oldest backups beyond a number, and tells how many. There are none to be removed beside a file.
    ///
    /// # Errors
    /// When they can't be read or removed.
    pub async fn keep(&self, number: NonZeroU32) -> Result<usize, Error> {
        match self {
            Self::Folder(folder) => taking::keep(folder, number),
            Self::File(_) => Ok(0),
            Self::Bucket(bucket, _) => keep_archives(bucket, number).await,
        }
    }

    /// When the newest backup was made.
    ///
    /// # Errors
    /// When the place can't be read.
    pub async fn newest(&self) -> Result<Option<Timestamp>, Error> {
        Ok(match self {
            Self::Folder(folder) if folder.is_dir() => {
                let newest = taking::newest(folder)?;
                newest.and_then(|path| time_of(path.file_name()?.to_str()?))
            }
            Self::Folder(_) | Self::File(_) => None,
            Self::Bucket(bucket, _) => {
                newest_archive(bucket).await?.and_then(|name| time_of(name.strip_suffix(ARCHIVE)?))
            }
        })
    }
}

/// Removes what backups that were interrupted have left beside the database.
fn remove_old_copies(database: &Path) -> Result<(), Error> {
    let (folder, begin) = (folder_of(database), name_beside(database, COPY));
    let begin = begin.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for entry in std::fs::read_dir(&folder).map_err(at(&folder))? {
        let path = entry.map_err(at(&folder))?.path();
        let time = path.file_name().and_then(|name| time_of(name.to_str()?.strip_prefix(&begin)?.get(..NAME)?));
        if time.is_some_and(|time| Timestamp::now().duration_since(time) > ABANDONED_AFTER) {
            std::fs::remove_file(&path).map_err(at(&path))?;
        }
    }
    Ok(())
}

/// Writes an archive, and removes the copy of the database.
async fn write(
    database: &Path,
    files: &Files,
    copy: &Path,
    sink: Sink,
    progress: &mut impl FnMut(Progress),
) -> Result<Manifest, Error> {
    // Left by a backup that was interrupted.
    let _ = std::fs::remove_file(copy);
    let written = archives::write(database, files, copy, sink, progress).await;
    for suffix in ["", "-journal", "-wal", "-shm"] {
        let _ = std::fs::remove_file(name_beside(copy, suffix));
    }
    written
}
