//! Uploads that can be resumed: the part of “Resumable Uploads for HTTP” (draft-ietf-httpbis-resumable-upload) that a
//! page's script needs. `POST /files` makes an upload, `PATCH` appends to it, `HEAD` tells how much is stored, `DELETE`
//! cancels it.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State as FromState};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tokio::sync::oneshot;

use crate::chat;
use crate::chat::NewFile;
use crate::model::Viewer;
use crate::model::files::attachments::FileKey;
use crate::model::files::names::FileName;
use crate::model::files::waveforms::Waveform;
use crate::store;
use crate::tasks;
use crate::views::i18n::strings::strings;
use crate::web::http::error::{Error, TRY_AGAIN};
use crate::web::http::extractors::Path;
use crate::web::http::forms::Form;
use crate::web::http::message_form::refused;
use crate::web::pages::files::bytes::UPLOAD_OFFSET;
use crate::web::server::slow_clients::TimedBody;
use crate::web::state::State;

const UPLOAD_COMPLETE: HeaderName = HeaderName::from_static("upload-complete");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");

/// Time budget for pauses: an upload may take an hour, but not stall.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
pub(crate) struct NewUpload {
    #[serde(default)]
    name: String,
    size: u64,
    #[serde(default)]
    keep_metadata: String,
    #[serde(default)]
    waveform: String,
}

/// Makes an upload. The answer's text says why it is refused.
pub(crate) async fn create(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(NewUpload { name, size, keep_metadata, waveform }): Form<NewUpload>,
) -> Result<Response, Error> {
    let waveform = match waveform.as_str() {
        "" => None,
        text => Some(Waveform::parse(text).ok_or(Error::BadForm)?),
    };
    let new = NewFile { name: FileName::of(&name), size, keeps_metadata: !keep_metadata.is_empty(), waveform };
    let name = new.name.clone();
    match state.chat.begin_upload(&viewer, new).await {
        Ok(key) => {
            let location =
                HeaderValue::try_from(format!("/files/{}", key.as_str())).map_err(|_| Error::Internal)?;
            Ok((StatusCode::CREATED, [(header::LOCATION, location)]).into_response())
        }
        Err(error) => refuse(error, &name, &viewer),
    }
}

/// The state of an upload.
pub(crate) async fn state(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(key): Path<String>,
) -> Result<Response, Error> {
    let key = FileKey::parse(&key).ok_or(Error::NotFound)?;
    let upload = state.chat.upload(&viewer, key).await?;
    let is_complete = if upload.attachment.is_some() { "?1" } else { "?0" };
    let head = [
        (UPLOAD_OFFSET, upload.received.into()),
        (UPLOAD_LENGTH, upload.size.into()),
        (UPLOAD_COMPLETE, HeaderValue::from_static(is_complete)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((StatusCode::NO_CONTENT, head).into_response())
}

/// Appends to an upload, and completes it where the request says so.
pub(crate) async fn append(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(key): Path<String>,
    request: Request,
) -> Result<Response, Error> {
    let key = FileKey::parse(&key).ok_or(Error::NotFound)?;
    let headers = request.headers();
    let offset = number(headers, &UPLOAD_OFFSET).ok_or(Error::BadForm)?;
    let completes = headers.get(UPLOAD_COMPLETE).is_some_and(|value| value == "?1");
    let slot = state.files_uploaded.take(viewer.account.id).map_err(|_| Error::TooMany(TRY_AGAIN))?;
    let upload = state.chat.upload(&viewer, key.clone()).await?;
    let chunks = Body::new(TimedBody::new(request.into_body(), PATIENCE)).into_data_stream();
    let (answer, answered) = oneshot::channel();
    let (chat, size, name) = (state.chat.clone(), upload.size, upload.name);
    let uploader = viewer.clone();
    // Runs to its end where the client has gone: the bytes that arrived are stored.
    tasks::spawn("an upload", async move {
        let _slot = slot;
        let outcome = match chat.append(&uploader, &key, offset, chunks).await {
            Ok(received) if completes && received == size => {
                chat.complete_upload(&uploader, key).await.map(|_| received)
            }
            outcome => outcome,
        };
        let _: Result<(), _> = answer.send(outcome);
    });
    let outcome = answered.await.map_err(|_| Error::Internal)?;
    match outcome {
        Ok(received) => {
            let is_complete = if completes && received == size { "?1" } else { "?0" };
            let head =
                [(UPLOAD_OFFSET, received.into()), (UPLOAD_COMPLETE, HeaderValue::from_static(is_complete))];
            Ok((StatusCode::NO_CONTENT, head).into_response())
        }
        // RFC 9110, 15.5.10; the client continues from there.
        Err(chat::Error::WrongOffset(received)) => {
            Ok((StatusCode::CONFLICT, [(UPLOAD_OFFSET, HeaderValue::from(received))]).into_response())
        }
        // Another tab goes on with it.
        Err(chat::Error::Superseded) => Ok(StatusCode::CONFLICT.into_response()),
        Err(chat::Error::Interrupted) => Ok(StatusCode::REQUEST_TIMEOUT.into_response()),
        Err(error) => refuse(error, &name, &viewer),
    }
}

/// Cancels an upload, or removes its file that is not sent.
pub(crate) async fn cancel(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(key): Path<String>,
) -> Result<StatusCode, Error> {
    let key = FileKey::parse(&key).ok_or(Error::NotFound)?;
    match state.chat.cancel_upload(&viewer, key).await {
        Ok(()) | Err(chat::Error::Store(store::Error::NotFound)) => Ok(StatusCode::NO_CONTENT),
        Err(error) => Err(error.into()),
    }
}

fn refuse(error: chat::Error, name: &FileName, viewer: &Viewer) -> Result<Response, Error> {
    let refusal = refused(error, name, strings(viewer.locale.language))?;
    Ok(refusal.plain())
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}
