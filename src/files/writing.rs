//! Writing an object while its bytes arrive.

use std::sync::Arc;

use bytes::Bytes;
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStoreExt as _, PutPayload, PutPayloadMut};

use crate::files::bucket::Objects;
use crate::files::error::Error;
use crate::files::memory::{BLOCK, ObjectMemory};
use crate::files::storage::{Files, Place, path_of};
use crate::model::files::attachments::FileKey;

/// The bytes that are gathered before they are written to a disk.
const DISK_WRITE: usize = 256 << 10;

/// The most bytes that an object gets. A file of more consists of several: a crash in the middle of an upload loses no
/// more than one of them.
const DISK_OBJECT: u64 = 64 << 20;

/// An object that is being written. Dropping it leaves none.
#[derive(Debug)]
pub struct Writer {
    sink: Sink,
    size: u64,
}

#[derive(Debug)]
enum Sink {
    Disk { upload: Box<dyn MultipartUpload>, waiting: Vec<Bytes>, waiting_bytes: usize },
    Bucket { objects: Arc<Objects>, path: Path, bytes: PutPayloadMut, memory: ObjectMemory },
}

impl Files {
    /// Begins an object.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn write(&self, key: &FileKey, name: &str) -> Result<Writer, Error> {
        let path = path_of(key, name);
        let sink = match &self.place {
            Place::Folder { .. } => Sink::Disk {
                upload: self.objects()?.put_multipart(&path).await?,
                waiting: Vec::new(),
                waiting_bytes: 0,
            },
            Place::Bucket { objects, memory, .. } => Sink::Bucket {
                objects: Arc::clone(objects),
                path,
                bytes: PutPayloadMut::new().with_block_size(BLOCK),
                memory: memory.object(),
            },
        };
        Ok(Writer { sink, size: 0 })
    }
}

impl Writer {
    /// The bytes that the object takes now, at least one at first; with none, it is to be finished, and another begun.
    ///
    /// # Errors
    /// When the storage is closed.
    pub async fn room(&mut self) -> Result<usize, Error> {
        match &mut self.sink {
            Sink::Disk { .. } => Ok(usize::try_from(DISK_OBJECT.saturating_sub(self.size)).unwrap_or(usize::MAX)),
            Sink::Bucket { bytes, memory, .. } => memory.room(bytes.content_length()).await,
        }
    }

    /// Adds bytes: no more than there is [room](Self::room) for.
    ///
    /// # Errors
    /// When the storage fails. The object can't be finished then.
    pub async fn push(&mut self, added: Bytes) -> Result<(), Error> {
        self.size += added.len() as u64;
        match &mut self.sink {
            Sink::Disk { upload, waiting, waiting_bytes } => {
                *waiting_bytes += added.len();
                waiting.push(added);
                if *waiting_bytes >= DISK_WRITE {
                    *waiting_bytes = 0;
                    flush(&mut **upload, waiting).await?;
                }
            }
            // A copy, because a few bytes may hold the whole buffer that they were received in.
            Sink::Bucket { bytes, .. } => bytes.extend_from_slice(&added),
        }
        Ok(())
    }

    /// The bytes so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Makes the object durable.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn finish(self) -> Result<u64, Error> {
        match self.sink {
            Sink::Disk { mut upload, mut waiting, .. } => {
                if !waiting.is_empty() {
                    flush(&mut *upload, &mut waiting).await?;
                }
                upload.complete().await?;
            }
            Sink::Bucket { objects, path, bytes, memory } => {
                objects.put(&path, bytes.freeze()).await?;
                drop(memory);
            }
        }
        Ok(self.size)
    }
}

/// Writes gathered bytes to a disk.
async fn flush(upload: &mut dyn MultipartUpload, waiting: &mut Vec<Bytes>) -> Result<(), Error> {
    let payload: PutPayload = std::mem::take(waiting).into_iter().collect();
    Ok(upload.put_part(payload).await?)
}
