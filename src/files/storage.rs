//! The handle to the storage.

use std::io;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};
use tokio_stream::StreamExt as _;

use crate::files::bucket;
use crate::files::bucket::Objects;
use crate::files::error::Error;
use crate::files::memory::Memory;
use crate::model::files::attachments::FileKey;
use crate::model::files::buckets::Bucket;

/// The storage of files; cheap to clone.
#[derive(Clone, Debug)]
pub struct Files {
    pub(in crate::files) place: Place,
}

/// The kinds of storage.
#[derive(Clone, Debug)]
pub(in crate::files) enum Place {
    /// A folder on this machine's disk, made when it is first needed.
    Folder { objects: Arc<OnceLock<Arc<LocalFileSystem>>>, root: PathBuf },
    /// A bucket of S3, and the memory for objects that are not whole yet.
    Bucket { objects: Arc<Objects>, memory: Memory },
}

impl Files {
    /// The storage in a folder, which is made when the first file comes. Objects are synced to the disk before a write
    /// is done, and only this system's user may read the folder.
    ///
    /// # Errors
    /// When the system doesn't tell the working directory.
    pub fn in_folder(folder: &FilePath) -> io::Result<Self> {
        Ok(Self { place: Place::Folder { objects: Arc::default(), root: std::path::absolute(folder)? } })
    }

    /// The storage in a bucket, if that can be used. `settings` are the variables of the environment for it, which begin
    /// with `AWS_`.
    ///
    /// # Errors
    /// A reason, with advice, when the bucket doesn't answer, or its objects can't be written, listed and removed.
    pub async fn in_bucket(bucket: &Bucket, settings: &[(String, String)]) -> Result<Self, String> {
        let objects = Arc::new(bucket::open(bucket, settings)?);
        bucket::check(&objects, bucket, settings).await?;
        Ok(Self { place: Place::Bucket { objects, memory: Memory::default() } })
    }

    /// Makes the folder of the storage.
    ///
    /// # Errors
    /// When it can't be made or read.
    pub fn prepare(&self) -> Result<(), Error> {
        self.objects().map(|_| ())
    }

    /// Free space in bytes for people without special rights; none where the storage doesn't tell.
    ///
    /// # Errors
    /// When the disk doesn't answer.
    pub fn free_space(&self) -> Result<Option<u64>, Error> {
        match &self.place {
            Place::Folder { root, .. } => {
                let place = root.ancestors().find(|place| place.exists()).unwrap_or(root);
                let disk = rustix::fs::statvfs(place).map_err(io::Error::from)?;
                Ok(Some(disk.f_bavail.saturating_mul(disk.f_frsize)))
            }
            Place::Bucket { .. } => Ok(None),
        }
    }

    /// The folder of a file's objects, in a folder of files.
    #[must_use]
    pub fn folder(key: &FileKey) -> PathBuf {
        folder_of(key).as_ref().into()
    }

    /// Stores an object.
    ///
    /// # Errors
    /// When it is not durable.
    pub async fn put(&self, key: &FileKey, name: &str, bytes: Bytes) -> Result<(), Error> {
        self.objects()?.put(&path_of(key, name), bytes.into()).await?;
        Ok(())
    }

    /// Removes an object that may not be there, named `KEY/NAME`, or all of a file, named `KEY`.
    ///
    /// # Errors
    /// When it may still be there.
    pub async fn remove(&self, path: &str) -> Result<(), Error> {
        match path.split_once('/') {
            Some((key, name)) => {
                let key = FileKey::from_store(key.to_owned());
                match self.objects()?.delete(&path_of(&key, name)).await.map_err(Error::from) {
                    Err(Error::NotFound) => Ok(()),
                    outcome => outcome,
                }
            }
            None => self.remove_all(&FileKey::from_store(path.to_owned())).await,
        }
    }

    async fn remove_all(&self, key: &FileKey) -> Result<(), Error> {
        let folder = folder_of(key);
        match &self.place {
            // With what a crash has left of an object that was being written.
            Place::Folder { root, .. } => {
                let folder = root.join(folder.as_ref());
                let removed = tokio::task::spawn_blocking(move || std::fs::remove_dir_all(folder)).await;
                match removed.map_err(|e| Error::Failed(e.to_string()))?.map_err(Error::from) {
                    Err(Error::NotFound) => Ok(()),
                    outcome => outcome,
                }
            }
            Place::Bucket { objects, .. } => {
                let listed = objects.list(Some(&folder)).map(|object| Ok(object?.location));
                let mut removed = objects.delete_stream(Box::pin(listed));
                while let Some(outcome) = removed.next().await {
                    match outcome.map_err(Error::from) {
                        Ok(_) | Err(Error::NotFound) => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(())
            }
        }
    }

    /// The names of the objects that a file has.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn names(&self, key: &FileKey) -> Result<Vec<String>, Error> {
        let mut listed = self.objects()?.list(Some(&folder_of(key)));
        let mut names = Vec::new();
        while let Some(object) = listed.next().await {
            names.extend(object?.location.filename().map(ToOwned::to_owned));
        }
        Ok(names)
    }

    pub(in crate::files) fn objects(&self) -> Result<Arc<dyn ObjectStore>, Error> {
        match &self.place {
            Place::Folder { objects, root } => {
                if let Some(objects) = objects.get() {
                    return Ok(Arc::clone(objects) as Arc<dyn ObjectStore>);
                }
                let made = Arc::new(make_folder(root)?);
                Ok(Arc::clone(objects.get_or_init(|| made)) as Arc<dyn ObjectStore>)
            }
            Place::Bucket { objects, .. } => Ok(Arc::clone(objects) as Arc<dyn ObjectStore>),
        }
    }
}

fn make_folder(root: &FilePath) -> Result<LocalFileSystem, Error> {
    if !root.exists() {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(root)?;
    }
    Ok(LocalFileSystem::new_with_prefix(root)?.with_fsync(true))
}

/// The folder of a file, in one of many, because some file systems are slow with very large folders.
pub(in crate::files) fn folder_of(key: &FileKey) -> Path {
    let key = key.as_str();
    Path::from_iter([key.get(..2).unwrap_or("__"), key])
}

/// The path of an object.
pub(in crate::files) fn path_of(key: &FileKey, name: &str) -> Path {
    folder_of(key).join(name)
}
