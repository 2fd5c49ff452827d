//! Large objects in a bucket, each written as one stream: backups.

use bytes::Bytes;
use object_store::path::Path;
use object_store::{GetOptions, MultipartUpload, ObjectStore as _, ObjectStoreExt as _, PutPayload};
use tokio_stream::{Stream, StreamExt as _};

use std::sync::Arc;

use crate::files::bucket;
use crate::files::bucket::Objects;
use crate::files::error::Error;
use crate::model::files::buckets::Bucket;

/// The bytes that are sent at a time, and in memory meanwhile. An object has 10,000 of these parts at most: 320 GB.
const PART: usize = 32 << 20;

/// The bucket of archives; cheap to clone.
#[derive(Clone, Debug)]
pub struct Archives {
    objects: Arc<Objects>,
}

impl Archives {
    /// The archives in a bucket, if that can be used. `settings` are the variables of the environment for it, which begin
    /// with `AWS_`.
    ///
    /// # Errors
    /// A reason, with advice, when the bucket doesn't answer, or its objects can't be written, listed and removed.
    pub async fn in_bucket(bucket: &Bucket, settings: &[(String, String)]) -> Result<Self, String> {
        let objects = Arc::new(bucket::open(bucket, settings)?);
        bucket::check(&objects, bucket, settings).await?;
        Ok(Self { objects })
    }

    /// The names and sizes of the archives.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn list(&self) -> Result<Vec<(String, u64)>, Error> {
        let mut listed = self.objects.list(None);
        let mut archives = Vec::new();
        while let Some(object) = listed.next().await {
            let object = object?;
            archives.push((object.location.as_ref().to_owned(), object.size));
        }
        Ok(archives)
    }

    /// Begins an archive, which appears when it is finished.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn begin(&self, name: &str) -> Result<ArchiveWriter, Error> {
        let upload = self.objects.put_multipart(&Path::from(name)).await?;
        let objects = Arc::clone(&self.objects);
        Ok(ArchiveWriter {
            objects,
            name: name.to_owned(),
            upload,
            waiting: Vec::new(),
            waiting_bytes: 0,
            size: 0,
        })
    }

    /// The bytes of an archive.
    ///
    /// # Errors
    /// [`Error::NotFound`]; when the storage fails.
    pub async fn read(
        &self,
        name: &str,
    ) -> Result<impl Stream<Item = Result<Bytes, Error>> + Send + use<>, Error> {
        let got = self.objects.get_opts(&Path::from(name), GetOptions::default()).await?;
        Ok(got.into_stream().map(|bytes| Ok(bytes?)))
    }

    /// Removes an archive.
    ///
    /// # Errors
    /// When it may still be there.
    pub async fn remove(&self, name: &str) -> Result<(), Error> {
        match self.objects.delete(&Path::from(name)).await.map_err(Error::from) {
            Err(Error::NotFound) => Ok(()),
            outcome => outcome,
        }
    }
}

/// An archive that is being written.
#[derive(Debug)]
pub struct ArchiveWriter {
    objects: Arc<Objects>,
    name: String,
    upload: Box<dyn MultipartUpload>,
    waiting: Vec<Bytes>,
    waiting_bytes: usize,
    size: u64,
}

impl ArchiveWriter {
    /// Adds bytes.
    ///
    /// # Errors
    /// When the storage fails. The archive can't be finished then.
    pub async fn push(&mut self, mut bytes: Bytes) -> Result<(), Error> {
        self.size += bytes.len() as u64;
        while self.waiting_bytes + bytes.len() >= PART {
            // All parts but the last have the same size, as some servers demand.
            self.waiting.push(bytes.split_to(PART - self.waiting_bytes));
            self.flush().await?;
        }
        if !bytes.is_empty() {
            self.waiting_bytes += bytes.len();
            self.waiting.push(bytes);
        }
        Ok(())
    }

    /// Makes the archive appear, and makes sure that it has all bytes.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn finish(mut self) -> Result<(), Error> {
        if self.waiting_bytes > 0 {
            self.flush().await?;
        }
        self.upload.complete().await?;
        let stored = self.objects.head(&Path::from(&*self.name)).await?;
        if stored.size == self.size {
            Ok(())
        } else {
            Err(Error::Failed(format!("{} has {} bytes instead of {}", self.name, stored.size, self.size)))
        }
    }

    /// Gives the archive up: the storage forgets its parts.
    pub async fn abandon(mut self) {
        if let Err(error) = self.upload.abort().await {
            tracing::warn!(%error, name = self.name, "parts of an unfinished archive are left in the bucket");
        }
    }

    async fn flush(&mut self) -> Result<(), Error> {
        let payload: PutPayload = std::mem::take(&mut self.waiting).into_iter().collect();
        self.waiting_bytes = 0;
        Ok(self.upload.put_part(payload).await?)
    }
}
