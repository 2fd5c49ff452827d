//! The form of a message, which may have files: they are stored while they arrive.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Request};
use axum::http::{Extensions, StatusCode, header};
use axum_extra::extract::Multipart;
use axum_extra::extract::multipart::Field;
use bytes::Bytes;

use crate::chat;
use crate::chat::{Chat, NewFile};
use crate::model::Viewer;
use crate::model::files::attachments::{Attachment, FileKey, alt_text};
use crate::model::files::names::FileName;
use crate::model::files::uploads::AttachmentChoice;
use crate::store::Entered;
use crate::tasks;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::parts::refusals;
use crate::web::http::enter::enter;
use crate::web::http::error::{Error, TRY_AGAIN};
use crate::web::http::forms::{Form, is_multipart, unread};
use crate::web::http::refusals::Refusal;
use crate::web::http::sent_form::SentForm;
use crate::web::server::slow_clients::TimedBody;
use crate::web::state::State;

/// Time budget for pauses in a form with files: they may take an hour, but not stall.
const PATIENCE: Duration = Duration::from_secs(30);

/// Maximum size of the text fields of a form in bytes.
const MAX_TEXT: usize = 256 << 10;

/// Maximum number of fields.
const MAX_FIELDS: usize = 256;

/// The field with files.
const FILES: &str = "files";

/// A form that was read.
#[derive(Default)]
pub(crate) struct MessageForm {
    fields: Vec<(String, String)>,
    /// The files that came with the form, and are stored.
    uploaded: Vec<FileKey>,
    /// Their bytes.
    stored: u64,
    /// Whether the files are only added to the form, which is shown again.
    pub(crate) adds_files: bool,
    /// Why a file that came with the form is not stored.
    pub(crate) refusal: Option<Refusal>,
}

impl MessageForm {
    /// A text field; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Whether a button or box was chosen.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }

    /// The files for the message, without those to be removed.
    pub(crate) fn files(&self) -> Vec<AttachmentChoice> {
        let removed: HashSet<&str> = self.values("remove").collect();
        let sent = self.values("file").filter(|key| !removed.contains(key)).filter_map(FileKey::parse);
        let mut seen = HashSet::new();
        let all = sent.chain(self.uploaded.iter().cloned()).filter(|key| seen.insert(key.clone()));
        all.map(|key| AttachmentChoice {
            alt: alt_text(&self.text(&format!("alt-{}", key.as_str()))),
            is_hidden: self.has(&format!("hide-{}", key.as_str())),
            key,
        })
        .collect()
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a form for a room. The files of people who may not enter it are not stored; their text is returned with the refusal.
///
/// # Errors
/// When the viewer isn't logged in or may not enter the room, and those of [`read`].
pub(crate) async fn read_in(
    request: Request,
    state: &State,
    viewer: Result<Viewer, Error>,
    slug: &str,
) -> Result<(Viewer, Entered, MessageForm), Error> {
    let entered = match &viewer {
        Ok(viewer) => enter(state, viewer, slug).await,
        Err(error) => Err(error.clone()),
    };
    let form = read(request, state, viewer.as_ref().ok().filter(|_| entered.is_ok())).await?;
    Ok((viewer?, entered?, form))
}

/// Reads a form, and stores its files as `viewer`'s. Without a viewer, it reads only the text before the first file, which
/// is returned with the refusal.
///
/// # Errors
/// When the form can't be read. Its text is noted for the page that says so.
pub(crate) async fn read(request: Request, state: &State, viewer: Option<&Viewer>) -> Result<MessageForm, Error> {
    if !is_multipart(&request) {
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, state).await?;
        return MessageForm { fields, ..MessageForm::default() }.whole();
    }
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()).and_then(|length| length.parse::<u64>().ok());
    let limits = state.chat.file_limits();
    let most = limits.per_file.saturating_mul(Attachment::MAX_PER_MESSAGE as u64).saturating_add(MAX_TEXT as u64);
    let extensions = request.extensions().clone();
    let mut request = request.map(|body| Body::new(TimedBody::new(body, PATIENCE)));
    DefaultBodyLimit::max(usize::try_from(most).unwrap_or(usize::MAX)).apply(&mut request);
    let mut parts = Multipart::from_request(request, state).await.map_err(|_| Error::BadForm)?;
    let mut form = MessageForm::default();
    let mut left = MAX_TEXT;
    let bad = |error: axum_extra::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => unread(&error),
    };
    let mut slot = None;
    let mut count = 0;
    while let Some(mut field) = parts.next_field().await.map_err(bad)? {
        count += 1;
        if count > MAX_FIELDS {
            return Err(Error::TooLarge);
        }
        let name = field.name().unwrap_or_default().to_owned();
        if name == FILES {
            let Some(viewer) = viewer else { return Ok(form) };
            if slot.is_none() {
                let taken = state.files_uploaded.take(viewer.account.id);
                slot = Some(taken.map_err(|_| Error::TooMany(TRY_AGAIN))?);
            }
            let rest = length.unwrap_or(u64::MAX).saturating_sub(form.stored);
            form.store(field, state, viewer, rest.min(limits.per_file)).await?;
            continue;
        }
        let mut value = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(bad)? {
            if chunk.len() > left {
                form.note(&extensions, &name, &value);
                return Err(Error::TooLarge);
            }
            left -= chunk.len();
            value.extend_from_slice(&chunk);
        }
        form.note(&extensions, &name, &value);
    }
    form.whole()
}

impl MessageForm {
    /// The form once it is read.
    ///
    /// # Errors
    /// When a field is there twice that can have one value only.
    fn whole(self) -> Result<Self, Error> {
        if ["body", "nonce", "reply_to", "draft"].into_iter().any(|name| self.values(name).count() > 1) {
            return Err(Error::BadForm);
        }
        let adds_files = self.has("attach") || self.has("remove");
        Ok(Self { adds_files, ..self })
    }

    /// Adds a text field, and notes all for the page of an error.
    fn note(&mut self, extensions: &Extensions, name: &str, value: &[u8]) {
        self.fields.push((name.to_owned(), String::from_utf8_lossy(value).into_owned()));
        let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish();
        SentForm::note(extensions, &encoded.into());
    }

    /// Stores a file. One that is refused is read to its end, so that the browser reads the refusal.
    async fn store(&mut self, mut field: Field, state: &State, viewer: &Viewer, size: u64) -> Result<(), Error> {
        let sent = field.file_name().unwrap_or_default().to_owned();
        let mut first = field.chunk().await.map_err(|e| unread(&e))?;
        while first.as_ref().is_some_and(Bytes::is_empty) {
            first = field.chunk().await.map_err(|e| unread(&e))?;
        }
        let Some(first) = first else {
            // Browsers send an empty field where no file is chosen. An empty file has a name.
            return if sent.is_empty() { Ok(()) } else { self.store_empty(&sent, state, viewer).await };
        };
        let name = FileName::of(&sent);
        let i18n = strings(viewer.locale.language);
        if self.uploaded.len() + self.values("file").count() >= Attachment::MAX_PER_MESSAGE {
            self.refuse(Refusal::rejected(i18n.too_many_files(Attachment::MAX_PER_MESSAGE)));
            return drain(field).await;
        }
        let new = NewFile { name: name.clone(), size, keeps_metadata: self.has("keep-metadata"), waveform: None };
        let key = match state.chat.begin_upload(viewer, new).await {
            Ok(key) => key,
            Err(error) => {
                self.refuse(refused(error, &name, i18n)?);
                return drain(field).await;
            }
        };
        let unfinished = Unfinished(Some((state.chat.clone(), viewer.clone(), key.clone())));
        let failure = Mutex::new(None);
        let note = &failure;
        let bytes = async_stream::stream! {
            yield Ok(first);
            while let Some(chunk) = field.chunk().await.transpose() {
                if let Err(error) = &chunk {
                    *note.lock().unwrap_or_else(PoisonError::into_inner) = Some(unread(error));
                }
                yield chunk;
            }
        };
        let appended = state.chat.append(viewer, &key, 0, bytes).await;
        let stored = match appended {
            Ok(_) => state.chat.complete_upload(viewer, key.clone()).await,
            Err(error) => Err(error),
        };
        let error = match stored {
            Ok(file) => {
                unfinished.finish();
                self.uploaded.push(key);
                self.stored += file.size;
                return Ok(());
            }
            Err(error) => error,
        };
        drop(unfinished);
        if let Some(failure) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(failure);
        }
        self.refuse(refused(error, &name, i18n)?);
        Ok(())
    }

    async fn store_empty(&mut self, sent: &str, state: &State, viewer: &Viewer) -> Result<(), Error> {
        let new = NewFile { name: FileName::of(sent), size: 0, keeps_metadata: false, waveform: None };
        let i18n = strings(viewer.locale.language);
        let begun = match state.chat.begin_upload(viewer, new).await {
            Ok(key) => state.chat.complete_upload(viewer, key.clone()).await.map(|_| key),
            Err(error) => Err(error),
        };
        match begun {
            Ok(key) => self.uploaded.push(key),
            Err(error) => self.refuse(refused(error, &FileName::of(sent), i18n)?),
        }
        Ok(())
    }

    /// The first reason is the one that is shown.
    fn refuse(&mut self, refusal: Refusal) {
        self.refusal.get_or_insert(refusal);
    }
}

/// The upload of a file in a form. It is cancelled when the form is not read to its end, also where the client has gone:
/// the form is sent again as a whole.
struct Unfinished(Option<(Chat, Viewer, FileKey)>);

impl Unfinished {
    fn finish(mut self) {
        self.0 = None;
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let Some((chat, viewer, key)) = self.0.take() else { return };
        tasks::spawn("cancelling an upload", async move {
            if let Err(left) = chat.cancel_upload(&viewer, key).await {
                tracing::warn!(error = %left, "an unfinished file is left until it is collected");
            }
        });
    }
}

async fn drain(mut field: Field) -> Result<(), Error> {
    while field.chunk().await.map_err(|e| unread(&e))?.is_some() {}
    Ok(())
}

/// Why a file is refused.
///
/// # Errors
/// When it isn't the file.
pub(crate) fn refused(error: chat::Error, name: &FileName, i18n: &Strings) -> Result<Refusal, Error> {
    Ok(match error {
        chat::Error::FileTooLarge(limit) => {
            Refusal::with(StatusCode::PAYLOAD_TOO_LARGE, refusals::file_too_large(name, limit, i18n))
        }
        chat::Error::PictureTooLarge(limit) => {
            Refusal::with(StatusCode::PAYLOAD_TOO_LARGE, refusals::picture_too_large(name, limit, i18n))
        }
        chat::Error::StorageFull => Refusal::with(StatusCode::INSUFFICIENT_STORAGE, i18n.storage_full.clone()),
        chat::Error::FileQuota => Refusal::quota(i18n.file_quota.clone()),
        chat::Error::Interrupted | chat::Error::Superseded | chat::Error::WrongOffset(_) => {
            Refusal::with(StatusCode::BAD_REQUEST, i18n.upload_interrupted(name.as_str()))
        }
        other => Refusal::of(other, i18n)?,
    })
}
