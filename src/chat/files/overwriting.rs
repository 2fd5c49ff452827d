//! Removes metadata from ISO base media files, however large: only the objects that it is in are written anew.

use std::ops::Range;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use bytes::{Bytes, BytesMut};
use tokio_stream::StreamExt as _;

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::files::iso::boxes::{Header, IsoBox, LONGEST_HEADER};
use crate::chat::files::iso::patches::Patches;
use crate::chat::files::iso::{longest, metadata};
use crate::chat::files::objects::Replaced;
use crate::chat::files::storage::failed;
use crate::chat::files::uploads::require_space;
use crate::chat::handle::Chat;
use crate::chat::pictures::malformed::Malformed;
use crate::model::files::uploads::{Segment, UploadState};
use crate::store;

/// The most boxes of a file that are looked at. The description of a live recording is before its parts, of which there may
/// be many.
const MAX_BOXES: usize = 256;

/// The outcome of looking for metadata in a file.
pub(in crate::chat) enum Overwritten {
    /// It has no metadata.
    Nothing,
    /// It consists of other objects now.
    Objects(Replaced),
    /// It breaks the rules of its format.
    Malformed,
}

impl Chat {
    /// Overwrites the metadata of an uploaded file.
    pub(in crate::chat) async fn overwrite_metadata(&self, state: &UploadState) -> Result<Overwritten, Error> {
        let storage = self.storage()?;
        // One at a time: the description of a film is in memory as a whole.
        let _turn = storage.inspecting.acquire().await.map_err(|_| store::Error::Busy)?;
        let Ok(patches) = self.metadata_of(state).await? else { return Ok(Overwritten::Malformed) };
        if patches.list().is_empty() {
            return Ok(Overwritten::Nothing);
        }
        let mut new = Vec::new();
        let written = self.write_anew(state, &patches, &mut new).await;
        match written {
            Ok(all) => Ok(Overwritten::Objects(Replaced { all, new })),
            Err(error) => {
                self.remove_quietly(&state.key, &new).await;
                Err(error)
            }
        }
    }

    /// Finds the metadata.
    async fn metadata_of(&self, state: &UploadState) -> Result<Result<Patches, Malformed>, Error> {
        let size = state.received;
        let mut patches = Patches::default();
        let mut at = 0;
        for _ in 0..MAX_BOXES {
            let header = self.bytes(state, at..size.min(at + LONGEST_HEADER)).await?;
            let Some(header) = Header::of(&header) else { break };
            let body_at = at + header.length;
            let end = header.content.map_or(Some(size), |content| body_at.checked_add(content));
            let Some(end) = end.filter(|end| body_at <= *end) else { return Ok(Err(Malformed)) };
            if let Some(longest) = longest(header.name) {
                let end = size.min(end);
                if end - body_at > longest {
                    return Ok(Err(Malformed));
                }
                let body = self.bytes(state, body_at..end).await?;
                let is_whole = header.content.is_none_or(|content| content == body.len() as u64);
                let found = IsoBox { name: header.name, at, body_at, body: &body, is_whole };
                if metadata(&found, size, &mut patches).is_err() {
                    return Ok(Err(Malformed));
                }
            }
            if end >= size {
                break;
            }
            at = end;
        }
        Ok(Ok(patches))
    }

    /// Writes the objects that are changed, and tells all that the file consists of. `new` gets the new ones.
    async fn write_anew(
        &self,
        state: &UploadState,
        patches: &Patches,
        new: &mut Vec<Segment>,
    ) -> Result<Vec<Segment>, Error> {
        let mut all = Vec::new();
        let mut at = 0;
        for segment in &state.segments {
            let range = at..at + segment.size;
            let is_changed = |changed: Range<u64>| changed.start < range.end && range.start < changed.end;
            if patches.list().iter().any(|patch| is_changed(patch.range())) {
                let before = new.len();
                self.write_segment(state, range.clone(), patches, new).await?;
                all.extend_from_slice(&new[before..]);
            } else {
                all.push(segment.clone());
            }
            at = range.end;
        }
        Ok(all)
    }

    async fn write_segment(
        &self,
        state: &UploadState,
        range: Range<u64>,
        patches: &Patches,
        new: &mut Vec<Segment>,
    ) -> Result<(), Error> {
        let storage = self.storage()?;
        require_space(storage, range.end - range.start)?;
        let mut at = range.start;
        let mut chunks = std::pin::pin!(storage.files.read(&state.key, &state.segments, range));
        let mut open = None;
        while let Some(chunk) = chunks.next().await {
            let mut chunk = BytesMut::from(chunk.map_err(failed)?);
            for patch in patches.list() {
                patch.apply(&mut chunk, at);
            }
            at += chunk.len() as u64;
            let mut chunk: Bytes = chunk.freeze();
            while !chunk.is_empty() {
                let (writer, _) = match &mut open {
                    Some(open) => open,
                    none => {
                        let name = format!("clean-{}", BASE64_URL_SAFE_NO_PAD.encode(random::<6>()?));
                        none.insert((storage.files.write(&state.key, &name).await.map_err(failed)?, name))
                    }
                };
                let room = writer.room().await.map_err(failed)?;
                if room == 0 {
                    if let Some((writer, name)) = open.take() {
                        new.push(Segment { name, size: writer.finish().await.map_err(failed)? });
                    }
                    continue;
                }
                writer.push(chunk.split_to(room.min(chunk.len()))).await.map_err(failed)?;
            }
        }
        if let Some((writer, name)) = open.take() {
            new.push(Segment { name, size: writer.finish().await.map_err(failed)? });
        }
        Ok(())
    }
}
