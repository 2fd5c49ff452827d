//! The objects of an upload: their bytes, and those that replace others.

use std::ops::Range;

use bytes::{Bytes, BytesMut};
use tokio_stream::StreamExt as _;

use crate::chat::error::Error;
use crate::chat::files::storage::failed;
use crate::chat::handle::Chat;
use crate::model::files::attachments::FileKey;
use crate::model::files::uploads::{Segment, UploadState};

/// The objects of a file, some of which replace those that were uploaded.
pub(in crate::chat) struct Replaced {
    pub all: Vec<Segment>,
    pub new: Vec<Segment>,
}

impl Chat {
    /// Some bytes of an upload.
    pub(in crate::chat) async fn bytes(&self, state: &UploadState, range: Range<u64>) -> Result<Bytes, Error> {
        let mut bytes = BytesMut::with_capacity(usize::try_from(range.end - range.start).unwrap_or_default());
        let mut chunks = std::pin::pin!(self.storage()?.files.read(&state.key, &state.segments, range));
        while let Some(chunk) = chunks.next().await {
            bytes.extend_from_slice(&chunk.map_err(failed)?);
        }
        Ok(bytes.freeze())
    }

    /// Removes objects that no file has.
    pub(in crate::chat) async fn remove_quietly(&self, key: &FileKey, objects: &[Segment]) {
        let Ok(storage) = self.storage() else { return };
        for object in objects {
            let path = format!("{}/{}", key.as_str(), object.name);
            if let Err(left) = storage.files.remove(&path).await {
                tracing::warn!(error = %left, "an object is left until its file is removed");
            }
        }
    }
}
