//! The places that archives are written to.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use crate::files::{ArchiveWriter, Archives};
use crate::jobs::backups::copies::{folder_of, name_beside, sync_folder};
use crate::jobs::backups::names::PARTIAL;
use crate::jobs::backups::{Error, at};

/// An archive that is being written.
pub(super) enum Sink {
    /// To a file, under another name until it is whole.
    File { file: File, partial: PathBuf, path: PathBuf },
    /// To a bucket.
    Bucket(ArchiveWriter),
}

impl Sink {
    /// Begins a file that isn't there yet.
    pub(super) fn file(path: &Path) -> Result<Self, Error> {
        if path.exists() {
            return Err(Error::ArchiveExists(path.to_owned()));
        }
        let partial = name_beside(path, PARTIAL);
        let file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&partial);
        Ok(Self::File { file: file.map_err(at(&partial))?, partial, path: path.to_owned() })
    }

    pub(super) async fn bucket(archives: &Archives, name: &str) -> Result<Self, Error> {
        Ok(Self::Bucket(archives.begin(name).await?))
    }

    pub(super) async fn push(self, bytes: Bytes) -> Result<Self, Error> {
        match self {
            Self::File { mut file, partial, path } => {
                let written = tokio::task::spawn_blocking(move || file.write_all(&bytes).map(|()| file)).await;
                let file = written.map_err(std::io::Error::other).flatten().map_err(at(&partial))?;
                Ok(Self::File { file, partial, path })
            }
            Self::Bucket(mut writer) => match writer.push(bytes).await {
                Ok(()) => Ok(Self::Bucket(writer)),
                Err(error) => {
                    writer.abandon().await;
                    Err(error.into())
                }
            },
        }
    }

    /// Makes the archive durable, and gives it its name.
    pub(super) async fn finish(self) -> Result<(), Error> {
        match self {
            Self::File { file, partial, path } => {
                let synced = tokio::task::spawn_blocking(move || file.sync_all()).await;
                synced.map_err(std::io::Error::other).flatten().map_err(at(&partial))?;
                // Unlike renaming, a link never replaces another file.
                match std::fs::hard_link(&partial, &path) {
                    Ok(()) => std::fs::remove_file(&partial).map_err(at(&partial))?,
                    Err(_) if path.exists() => return Err(Error::ArchiveExists(path)),
                    Err(_) => std::fs::rename(&partial, &path).map_err(at(&path))?,
                }
                sync_folder(&folder_of(&path))
            }
            Self::Bucket(writer) => Ok(writer.finish().await?),
        }
    }

    /// Removes what was written.
    pub(super) async fn abandon(self) {
        match self {
            Self::File { partial, .. } => {
                if let Err(left) = std::fs::remove_file(&partial) {
                    tracing::warn!(error = %left, file = %partial.display(), "an unfinished backup is left");
                }
            }
            Self::Bucket(writer) => writer.abandon().await,
        }
    }
}
