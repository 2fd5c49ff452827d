//! All that is in the storage.

use std::fs::DirEntry;
use std::io;
use std::path::{Path as FilePath, PathBuf};
use std::time::SystemTime;

use async_stream::try_stream;
use object_store::ObjectStoreExt as _;
use tokio_stream::{Stream, StreamExt as _};

use crate::files::error::Error;
use crate::files::storage::{Files, Place, folder_of, path_of};
use crate::model::files::attachments::FileKey;

/// The objects that are listed at a time in a bucket.
const PORTION: usize = 1_000;

/// An object in the storage, or what a crash has left of one in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The file's key.
    pub key: FileKey,
    /// The name within the file's folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was written.
    pub written_at: SystemTime,
}

impl Files {
    /// All objects, some at a time. What is in the storage beside files is not listed.
    pub fn list(&self) -> impl Stream<Item = Result<Vec<Listed>, Error>> + Send + use<> {
        let files = self.clone();
        try_stream! {
            match &files.place {
                Place::Folder { root, .. } => {
                    let top = root.clone();
                    for folder in off_the_async_threads(move || folders(&top)).await? {
                        yield off_the_async_threads(move || in_folder(&folder)).await?;
                    }
                }
                Place::Bucket { objects, .. } => {
                    let mut listed = object_store::ObjectStore::list(&**objects, None);
                    let mut portion = Vec::new();
                    while let Some(object) = listed.next().await {
                        let object = object?;
                        let parts: Vec<_> = object.location.parts().collect();
                        if let [first, key, name] = &parts[..]
                            && let Some(key) = key_of(first.as_ref(), key.as_ref())
                        {
                            let name = name.as_ref().to_owned();
                            let written_at = object.last_modified.into();
                            portion.push(Listed { key, name, size: object.size, written_at });
                        }
                        if portion.len() == PORTION {
                            yield std::mem::take(&mut portion);
                        }
                    }
                    yield portion;
                }
            }
        }
    }

    /// The size of an object; none where it is not in the storage.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn size_of(&self, key: &FileKey, name: &str) -> Result<Option<u64>, Error> {
        match self.objects()?.head(&path_of(key, name)).await.map_err(Error::from) {
            Ok(object) => Ok(Some(object.size)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removes a listed object.
    ///
    /// # Errors
    /// When it may still be there.
    pub async fn remove_listed(&self, listed: &Listed) -> Result<(), Error> {
        match &self.place {
            // Names of what a crash has left are no names of objects.
            Place::Folder { root, .. } => {
                let folder = root.join(folder_of(&listed.key).as_ref());
                let path = folder.join(&listed.name);
                off_the_async_threads(move || {
                    std::fs::remove_file(path)?;
                    // Fails where something else is in it.
                    let _: io::Result<()> = std::fs::remove_dir(folder);
                    Ok(())
                })
                .await
            }
            Place::Bucket { objects, .. } => Ok(objects.delete(&path_of(&listed.key, &listed.name)).await?),
        }
    }
}

async fn off_the_async_threads<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| Error::Failed(e.to_string()))?;
    Ok(done?)
}

/// The key that names a folder in another one; none where something else does.
fn key_of(first: &str, key: &str) -> Option<FileKey> {
    FileKey::parse(key).filter(|key| key.as_str().starts_with(first) && first.len() == 2)
}

/// The folders of folders of files. There are none before the first file.
fn folders(root: &FilePath) -> io::Result<Vec<PathBuf>> {
    match std::fs::read_dir(root) {
        Ok(entries) => paths(entries),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn paths(entries: std::fs::ReadDir) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}

fn in_folder(folder: &FilePath) -> io::Result<Vec<Listed>> {
    let mut listed = Vec::new();
    for file in paths(std::fs::read_dir(folder)?)? {
        let (Some(first), Some(name)) = (name_of(folder), name_of(&file)) else { continue };
        let Some(key) = key_of(&first, &name) else { continue };
        for entry in std::fs::read_dir(&file)? {
            listed.extend(object(&key, &entry?)?);
        }
    }
    Ok(listed)
}

/// An entry of a file's folder; none where it is no object, or was removed meanwhile.
fn object(key: &FileKey, entry: &DirEntry) -> io::Result<Option<Listed>> {
    let Ok(name) = entry.file_name().into_string() else { return Ok(None) };
    let metadata = match entry.metadata() {
        Ok(metadata) if metadata.is_file() => metadata,
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Some(Listed { key: key.clone(), name, size: metadata.len(), written_at: metadata.modified()? }))
}

fn name_of(path: &FilePath) -> Option<String> {
    Some(path.file_name()?.to_str()?.to_owned())
}
