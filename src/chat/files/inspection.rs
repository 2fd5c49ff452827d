//! Inspects a file when its upload is complete: its type by its content, never by its name; without metadata and with a
//! small picture if it is a picture; its first lines if it is a text.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use jiff::Timestamp;

use crate::chat::auth::random::random;
use crate::chat::error::Error;
use crate::chat::files::content::{excerpt, media_type};
use crate::chat::files::objects::Replaced;
use crate::chat::files::overwriting::Overwritten;
use crate::chat::files::storage::failed;
use crate::chat::handle::Chat;
use crate::chat::pictures::limits::MAX_FILE_BYTES;
use crate::chat::pictures::metadata::{Metadata, dimensions, is_animated, without_metadata};
use crate::model::Viewer;
use crate::model::files::attachments::Attachment;
use crate::model::files::kinds::FileKind;
use crate::model::files::uploads::{Segment, UploadState};
use crate::store;
use crate::store::CompletedUpload;

/// The bytes at the beginning of a file that tell its type.
const HEAD: u64 = 8 << 10;

/// The object with a file's small picture.
pub const THUMBNAIL: &str = "thumbnail";

/// The type of files that nothing is known of.
const UNKNOWN: &str = "application/octet-stream";

impl Chat {
    /// Inspects a file, and notes that its upload is complete.
    pub(in crate::chat) async fn inspect(
        &self,
        viewer: &Viewer,
        state: &UploadState,
    ) -> Result<Attachment, Error> {
        let head = self.bytes(state, 0..HEAD.min(state.received)).await?;
        let media_type = media_type(&head, &state.name.ending()).to_owned();
        let kind = FileKind::of(&media_type);
        let mut file = Attachment {
            key: state.key.clone(),
            name: state.name.clone(),
            excerpt: (kind == FileKind::Text).then(|| excerpt(&head)),
            media_type,
            kind,
            size: state.received,
            shape: None,
            is_animated: false,
            thumbnail: None,
            waveform: state.waveform.clone().filter(|_| kind == FileKind::Audio),
            alt: String::new(),
            is_hidden: false,
        };
        let replaced = match Metadata::of(&head) {
            Metadata::Removable(_) => self.inspect_picture(state, &mut file).await?,
            Metadata::Overwritable if !state.keeps_metadata => match self.overwrite_metadata(state).await? {
                Overwritten::Nothing => None,
                Overwritten::Objects(replaced) => Some(replaced),
                // A file like others, as a broken picture is.
                Overwritten::Malformed => {
                    make_unknown(&mut file);
                    None
                }
            },
            Metadata::Overwritable | Metadata::Fixed | Metadata::Other => None,
        };
        let completed = CompletedUpload {
            account: viewer.account.id,
            received: state.received,
            file: file.clone(),
            segments: replaced.as_ref().map(|replaced| replaced.all.clone()),
            now: Timestamp::now(),
        };
        if let Err(error) = self.store.complete_upload(completed).await {
            self.remove_quietly(&state.key, replaced.as_ref().map_or(&[], |replaced| &replaced.new)).await;
            return Err(error.into());
        }
        Ok(file)
    }

    /// Makes the small picture, and the object without metadata that replaces the one that was uploaded.
    async fn inspect_picture(
        &self,
        state: &UploadState,
        file: &mut Attachment,
    ) -> Result<Option<Replaced>, Error> {
        if state.received > MAX_FILE_BYTES as u64 {
            // It can't be in memory as a whole, so that its metadata would stay.
            if state.keeps_metadata {
                return Ok(None);
            }
            return Err(Error::PictureTooLarge(MAX_FILE_BYTES as u64));
        }
        // One at a time: pictures are in memory as a whole.
        let storage = self.storage()?;
        let _turn = storage.inspecting.acquire().await.map_err(|_| store::Error::Busy)?;
        let bytes = self.bytes(state, 0..state.received).await?;
        let mut picture = bytes.clone();
        let mut replaced = None;
        if !state.keeps_metadata {
            let cleaned = tokio::task::spawn_blocking(move || without_metadata(&bytes)).await;
            match cleaned.map_err(|e| store::Error::Failed(e.to_string()))? {
                Ok(None) => {}
                Ok(Some(clean)) => {
                    let name = format!("clean-{}", BASE64_URL_SAFE_NO_PAD.encode(random::<6>()?));
                    storage.files.put(&state.key, &name, clean.clone()).await.map_err(failed)?;
                    file.size = clean.len() as u64;
                    picture = clean;
                    let clean = vec![Segment { name, size: file.size }];
                    replaced = Some(Replaced { all: clean.clone(), new: clean });
                }
                // A broken picture is a file like others: no browser is told that it is one.
                Err(_) => {
                    make_unknown(file);
                    return Ok(None);
                }
            }
        }
        file.shape = dimensions(&picture);
        file.is_animated = is_animated(&picture);
        match self.thumbnailer.thumbnail(picture).await {
            Ok(thumbnail) => {
                file.shape = Some((thumbnail.width, thumbnail.height));
                let small = thumbnail.picture;
                storage.files.put(&state.key, THUMBNAIL, small.bytes.into()).await.map_err(failed)?;
                file.thumbnail = Some(small.kind);
            }
            // Larger than what is decoded, or broken further on: it is shown without a small picture.
            Err(Error::NoPicture(_)) => {}
            Err(error) => return Err(error),
        }
        Ok(replaced)
    }
}

/// Makes it a file that nothing is known of.
fn make_unknown(file: &mut Attachment) {
    UNKNOWN.clone_into(&mut file.media_type);
    file.kind = FileKind::Other;
    file.waveform = None;
}
