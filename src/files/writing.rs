//! Writing an object while its bytes arrive.

use bytes::Bytes;
use object_store::{MultipartUpload, ObjectStoreExt as _, PutPayload};

use crate::files::error::Error;
use crate::files::storage::{Files, path_of};
use crate::model::files::attachments::FileKey;

/// The bytes that are gathered before they are written to a disk.
const DISK_WRITE: usize = 256 << 10;

/// An object that is being written. Dropping it leaves none.
#[derive(Debug)]
pub struct Writer {
    sink: Box<dyn MultipartUpload>,
    waiting: Vec<Bytes>,
    waiting_bytes: usize,
    size: u64,
}

impl Files {
    /// Begins an object.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn write(&self, key: &FileKey, name: &str) -> Result<Writer, Error> {
        let sink = self.objects()?.put_multipart(&path_of(key, name)).await?;
        Ok(Writer { sink, waiting: Vec::new(), waiting_bytes: 0, size: 0 })
    }
}

impl Writer {
    /// Adds bytes.
    ///
    /// # Errors
    /// When the storage fails. The object can't be finished then.
    pub async fn push(&mut self, bytes: Bytes) -> Result<(), Error> {
        self.size += bytes.len() as u64;
        self.waiting_bytes += bytes.len();
        self.waiting.push(bytes);
        if self.waiting_bytes >= DISK_WRITE { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), Error> {
        self.waiting_bytes = 0;
        let payload: PutPayload = std::mem::take(&mut self.waiting).into_iter().collect();
        Ok(self.sink.put_part(payload).await?)
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
    pub async fn finish(mut self) -> Result<u64, Error> {
        if self.waiting_bytes > 0 {
            self.flush().await?;
        }
        self.sink.complete().await?;
        Ok(self.size)
    }
}
