//! Uploads: bytes are stored while they arrive, and an interrupted upload is resumed where it was.

use std::time::{Duration, Instant};

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use bytes::Bytes;
use jiff::Timestamp;
use tokio_stream::{Stream, StreamExt as _};

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::files::storage::{FileStorage, failed};
use crate::chat::handle::Chat;
use crate::chat::limits::budgets::Action;
use crate::files::Writer;
use crate::metrics::limits::Limit;
use crate::model::Viewer;
use crate::model::files::attachments::{Attachment, FileKey};
use crate::model::files::names::FileName;
use crate::model::files::uploads::{Segment, UploadState};
use crate::model::files::waveforms::Waveform;
use crate::store;
use crate::store::{NewSegment, NewUpload};

/// Bytes of an upload become durable at the latest after this time, so that a crash loses no more of a slow one.
const SEGMENT_TIME: Duration = Duration::from_mins(5);

/// A file to be uploaded.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its name.
    pub name: FileName,
    /// The most bytes that it gets.
    pub size: u64,
    /// Whether metadata of a picture, such as its place, stays in it.
    pub keeps_metadata: bool,
    /// The length and loudness of a voice message.
    pub waveform: Option<Waveform>,
}

impl Chat {
    /// Begins an upload.
    ///
    /// # Errors
    /// [`Error::FileTooLarge`]; [`Error::StorageFull`]; [`Error::FileQuota`]; [`Error::Muted`]; [`Error::TooFast`];
    /// [`Error::SessionEnded`].
    pub async fn begin_upload(&self, viewer: &Viewer, new: NewFile) -> Result<FileKey, Error> {
        let storage = self.storage()?;
        let limits = storage.rules.limits;
        if new.size > limits.per_file {
            Limit::FileSize.refused();
            return Err(Error::FileTooLarge(limits.per_file));
        }
        self.limits.take(Action::Upload, viewer)?;
        require_space(storage, new.size)?;
        let key = FileKey::from_store(BASE64_URL_SAFE_NO_PAD.encode(random::<16>()?));
        let upload = NewUpload {
            account: viewer.account.id,
            session: viewer.session.id,
            key: key.clone(),
            name: new.name,
            size: new.size,
            keeps_metadata: new.keeps_metadata,
            waveform: new.waveform,
            limits,
            now: Timestamp::now(),
        };
        match self.store.begin_upload(upload).await {
            Ok(()) => Ok(key),
            Err(store::Error::FileTooLarge) => Err(Error::FileTooLarge(limits.per_file)),
            Err(store::Error::LimitReached) => {
                Limit::FileQuota.refused();
                Err(Error::FileQuota)
            }
            Err(store::Error::StorageFull) => {
                Limit::Storage.refused();
                Err(Error::StorageFull)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The state of the viewer's own upload.
    ///
    /// # Errors
    /// [`store::Error::NotFound`].
    pub async fn upload(&self, viewer: &Viewer, key: FileKey) -> Result<UploadState, Error> {
        Ok(self.store.upload(viewer.account.id, key).await?)
    }

    /// Appends bytes to an upload. Those that arrive before an error are stored, too, and the upload can be resumed after
    /// them. Ends an older request that writes to the same upload.
    ///
    /// # Errors
    /// [`Error::WrongOffset`] when other bytes are stored than those before `offset`; [`Error::FileTooLarge`] when there
    /// are more than were announced; [`Error::StorageFull`]; [`Error::Interrupted`] when they stop arriving;
    /// [`Error::Superseded`].
    pub async fn append<E>(
        &self,
        viewer: &Viewer,
        key: &FileKey,
        offset: u64,
        bytes: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<u64, Error> {
        let storage = self.storage()?;
        let turn = storage.requests.turn(key).await;
        let state = self.upload(viewer, key.clone()).await?;
        if state.received != offset || state.attachment.is_some() {
            return Err(Error::WrongOffset(state.received));
        }
        let mut receiver = Receiver { chat: self, storage, viewer, key, state, open: None };
        let mut bytes = std::pin::pin!(bytes);
        let outcome = loop {
            match turn.ended.run_until_cancelled(bytes.next()).await {
                None => break Err(Error::Superseded),
                Some(None) => break Ok(()),
                Some(Some(Err(_))) => break Err(Error::Interrupted),
                Some(Some(Ok(chunk))) => {
                    if let Err(error) = receiver.take(chunk).await {
                        break Err(error);
                    }
                }
            }
        };
        receiver.close().await?;
        outcome.map(|()| receiver.state.received)
    }

    /// Completes an upload: inspects the file, removes metadata from a picture, and makes a small one.
    ///
    /// # Errors
    /// [`store::Error::Changed`] when bytes were added meanwhile; [`Error::StorageFull`]; when the storage fails.
    pub async fn complete_upload(&self, viewer: &Viewer, key: FileKey) -> Result<Attachment, Error> {
        let _turn = self.storage()?.requests.turn(&key).await;
        let state = self.upload(viewer, key).await?;
        match &state.attachment {
            Some(complete) => Ok(complete.clone()),
            None => self.inspect(viewer, &state).await,
        }
    }

    /// Removes the viewer's own file that is not sent.
    ///
    /// # Errors
    /// [`store::Error::NotFound`].
    pub async fn cancel_upload(&self, viewer: &Viewer, key: FileKey) -> Result<(), Error> {
        let _turn = self.storage()?.requests.turn(&key).await;
        Ok(self.store.cancel_upload(viewer.account.id, key).await?)
    }
}

/// Makes sure that the disk has room for bytes, and that other things than files can be stored for long after.
pub(in crate::chat) fn require_space(storage: &FileStorage, bytes: u64) -> Result<(), Error> {
    match storage.files.free_space().map_err(failed)? {
        Some(free) if free < bytes.saturating_add(storage.rules.reserve) => {
            Limit::Storage.refused();
            Err(Error::StorageFull)
        }
        _ => Ok(()),
    }
}

/// An upload that receives bytes.
struct Receiver<'a> {
    chat: &'a Chat,
    storage: &'a FileStorage,
    viewer: &'a Viewer,
    key: &'a FileKey,
    state: UploadState,
    /// The object that is being written, its name, and since when.
    open: Option<(Writer, String, Instant)>,
}

impl Receiver<'_> {
    async fn take(&mut self, mut chunk: Bytes) -> Result<(), Error> {
        let written = self.open.as_ref().map_or(0, |(writer, ..)| writer.size());
        if self.state.received + written + chunk.len() as u64 > self.state.size {
            return Err(Error::FileTooLarge(self.state.size));
        }
        while !chunk.is_empty() {
            let (writer, _, since) = match &mut self.open {
                Some(open) => open,
                none => {
                    require_space(self.storage, chunk.len() as u64)?;
                    // Another server could write to the same upload: no two objects have the same name.
                    let name =
                        format!("{}-{}", self.state.received, BASE64_URL_SAFE_NO_PAD.encode(random::<6>()?));
                    let writer = self.storage.files.write(self.key, &name).await.map_err(failed)?;
                    none.insert((writer, name, Instant::now()))
                }
            };
            let room = writer.room().await.map_err(failed)?;
            if room == 0 || since.elapsed() > SEGMENT_TIME {
                self.close().await?;
                continue;
            }
            if let Err(error) = writer.push(chunk.split_to(room.min(chunk.len()))).await {
                self.open = None;
                return Err(failed(error));
            }
        }
        Ok(())
    }

    /// Makes the object durable, and notes it.
    async fn close(&mut self) -> Result<(), Error> {
        let Some((writer, name, _)) = self.open.take() else { return Ok(()) };
        let size = writer.finish().await.map_err(failed)?;
        let segment = Segment { name, size };
        let new = NewSegment {
            account: self.viewer.account.id,
            key: self.key.clone(),
            before: self.state.received,
            segment: segment.clone(),
            now: Timestamp::now(),
        };
        if let Err(error) = self.chat.store.add_segment(new).await {
            let path = format!("{}/{}", self.key.as_str(), segment.name);
            if let Err(left) = self.storage.files.remove(&path).await {
                tracing::warn!(error = %left, "an object is left until its file is removed");
            }
            return Err(match error {
                store::Error::Changed => Error::Superseded,
                other => other.into(),
            });
        }
        self.state.received += size;
        self.state.segments.push(segment);
        Ok(())
    }
}
