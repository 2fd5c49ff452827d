//! Files and folders of backups, which nobody but their owner may read.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use tokio_stream::StreamExt as _;

use crate::files::Files;
use crate::jobs::backups::{Error, at};
use crate::model::files::attachments::FileKey;
use crate::model::files::uploads::Segment;

/// Makes a folder, with those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), Error> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(at(path))
}

/// Makes what was written in a folder durable.
pub(super) fn sync_folder(path: &Path) -> Result<(), Error> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(at(path))
}

/// Writes a new file.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let write = || {
        let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(at(path))
}

/// Writes an object of the storage to a new file, with constant memory, and tells its size.
pub(super) async fn write_object(
    files: &Files,
    key: &FileKey,
    object: &Segment,
    path: &Path,
) -> Result<(), Error> {
    let mut chunks = std::pin::pin!(files.read(key, std::slice::from_ref(object), 0..object.size));
    let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path).map_err(at(path))?;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        file = tokio::task::spawn_blocking(move || file.write_all(&chunk).map(|()| file))
            .await
            .map_err(std::io::Error::other)
            .flatten()
            .map_err(at(path))?;
    }
    tokio::task::spawn_blocking(move || file.sync_all())
        .await
        .map_err(std::io::Error::other)
        .flatten()
        .map_err(at(path))
}

/// A path whose last name ends with a suffix, too.
pub(super) fn name_beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}
