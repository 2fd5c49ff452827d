//! A backup as one archive (tar): the files, the database, and the description at the end. It is written as a stream.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use bytes::Bytes;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use tokio_stream::StreamExt as _;

use crate::chat::THUMBNAIL;
use crate::files;
use crate::files::Files;
use crate::jobs::backups::sinks::Sink;
use crate::jobs::backups::{Copied, DATABASE, Error, FILES, MANIFEST, Manifest, Progress, at};
use crate::model::files::attachments::FileKey;
use crate::model::files::uploads::Segment;
use crate::store::{Snapshot, StoredObjects};

/// The blocks that archives consist of.
const BLOCK: usize = 512;

/// The bytes of the database that are read at a time.
const PORTION: usize = 256 << 10;

/// Writes a backup to a sink. The copy of the database is in `copy` meanwhile, which is to be removed.
///
/// # Errors
/// When something can't be read or written, or the database is damaged. What was written is removed then.
pub(super) async fn write(
    database: &Path,
    files: &Files,
    copy: &Path,
    sink: Sink,
    progress: &mut impl FnMut(Progress),
) -> Result<Manifest, Error> {
    let mut archive = Archive { sink: Some(sink), digest: Sha256::new(), made_at: Timestamp::now() };
    let written = async {
        let snapshot = Snapshot::take(database, copy).await?;
        let filled = fill(&snapshot, database, files, &mut archive, progress).await;
        snapshot.close().await;
        let mut manifest = filled?;
        archive.append_file(DATABASE, copy).await?;
        manifest.sha256 = Some(archive.digest());
        let text = serde_json::to_vec_pretty(&manifest).map_err(|e| at(copy)(e.into()))?;
        archive.append(MANIFEST, text.into()).await?;
        // The end of an archive.
        archive.push(Bytes::from_static(&[0; 2 * BLOCK])).await?;
        Ok(manifest)
    };
    let written = written.await;
    match (written, archive.sink.take()) {
        (Ok(manifest), Some(sink)) => sink.finish().await.map(|()| manifest),
        (Err(error), Some(sink)) => {
            sink.abandon().await;
            Err(error)
        }
        (written, None) => written,
    }
}

/// Appends the files that the copy of the database has, and makes sure that it is whole.
async fn fill(
    snapshot: &Snapshot,
    database: &Path,
    files: &Files,
    archive: &mut Archive,
    progress: &mut impl FnMut(Progress),
) -> Result<Manifest, Error> {
    let faults = snapshot.faults().await?;
    if !faults.is_empty() {
        return Err(Error::Damaged(database.to_owned(), faults));
    }
    let (mut done, mut missing, mut last) = (Progress::default(), 0, 0);
    loop {
        let portion = snapshot.objects_after(last).await?;
        let Some(end) = portion.last() else { break };
        last = end.number;
        let mut gone = Vec::new();
        for file in portion {
            match append_objects(&file, files, archive).await {
                Ok(bytes) => done.bytes += bytes,
                // Removed after the database was copied. An object that was appended before is of no use.
                Err(Error::Files(files::Error::NotFound)) => gone.push(file.number),
                Err(error) => return Err(error),
            }
            done.files += 1;
            progress(done);
        }
        missing += gone.len() as u64;
        snapshot.forget_files(gone).await?;
    }
    let copied = Copied { bytes: done.bytes, missing };
    Ok(Manifest::new(format!("{:.0}", archive.made_at), snapshot.contents().await?, copied))
}

async fn append_objects(file: &StoredObjects, files: &Files, archive: &mut Archive) -> Result<u64, Error> {
    let key = FileKey::from_store(file.key.clone());
    let folder = Files::folder(&key);
    let path = |name: &str| format!("{FILES}/{}/{name}", folder.display());
    let mut all = 0;
    for (name, size) in &file.segments {
        let object = Segment { name: name.clone(), size: *size };
        let mut chunks = std::pin::pin!(files.read(&key, std::slice::from_ref(&object), 0..*size));
        // The first one comes before the header, since there may be none.
        let mut next = chunks.next().await.transpose()?;
        archive.begin(&path(name), *size).await?;
        while let Some(chunk) = next {
            archive.push(chunk).await?;
            next = chunks.next().await.transpose()?;
        }
        archive.pad(*size).await?;
        all += size;
    }
    if file.has_thumbnail {
        let small = files.get(&key, THUMBNAIL).await?;
        all += small.len() as u64;
        archive.append(&path(THUMBNAIL), small).await?;
    }
    Ok(all)
}

struct Archive {
    /// None after it has failed.
    sink: Option<Sink>,
    digest: Sha256,
    made_at: Timestamp,
}

impl Archive {
    async fn push(&mut self, bytes: Bytes) -> Result<(), Error> {
        self.digest.update(&bytes);
        if let Some(sink) = self.sink.take() {
            self.sink = Some(sink.push(bytes).await?);
        }
        Ok(())
    }

    /// Begins a file in the archive.
    async fn begin(&mut self, path: &str, size: u64) -> Result<(), Error> {
        let mut header = tar::Header::new_gnu();
        header.set_path(path).map_err(at(Path::new(path)))?;
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.made_at.as_second().unsigned_abs());
        header.set_cksum();
        self.push(Bytes::copy_from_slice(header.as_bytes())).await
    }

    /// Ends a file in the archive.
    async fn pad(&mut self, size: u64) -> Result<(), Error> {
        let over = usize::try_from(size % BLOCK as u64).unwrap_or_default();
        if over == 0 { Ok(()) } else { self.push(Bytes::from_static(&[0; BLOCK]).slice(over..)).await }
    }

    async fn append(&mut self, path: &str, bytes: Bytes) -> Result<(), Error> {
        let size = bytes.len() as u64;
        self.begin(path, size).await?;
        self.push(bytes).await?;
        self.pad(size).await
    }

    async fn append_file(&mut self, path: &str, from: &Path) -> Result<(), Error> {
        let mut file = std::fs::File::open(from).map_err(at(from))?;
        let size = file.metadata().map_err(at(from))?.len();
        self.begin(path, size).await?;
        let mut left = size;
        while left > 0 {
            let read = move || {
                let mut bytes = vec![0; usize::try_from(left).unwrap_or(PORTION).min(PORTION)];
                file.read_exact(&mut bytes).map(|()| (file, bytes))
            };
            let read = tokio::task::spawn_blocking(read).await;
            let bytes;
            (file, bytes) = read.map_err(std::io::Error::other).flatten().map_err(at(from))?;
            left -= bytes.len() as u64;
            self.push(bytes.into()).await?;
        }
        self.pad(size).await
    }

    /// The SHA-256 of all so far.
    fn digest(&self) -> String {
        hexadecimal(&self.digest.clone().finalize())
    }
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
