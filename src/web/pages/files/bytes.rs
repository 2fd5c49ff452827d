//! Serves the bytes of files, to people who may read their message at that moment.

use std::ops::Range;

use axum::body::Body;
use axum::extract::State as FromState;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use serde::Deserialize;
use tokio_stream::{Stream, StreamExt as _};

use crate::chat::THUMBNAIL;
use crate::files;
use crate::model::Viewer;
use crate::model::files::attachments::{Attachment, FileKey};
use crate::model::files::kinds::FileKind;
use crate::model::files::uploads::StoredFile;
use crate::views::parts::urls;
use crate::web::http::byte_ranges::{Asked, asked, is_known};
use crate::web::http::error::{Error, TRY_AGAIN};
use crate::web::http::extractors::{Path, Query};
use crate::web::http::nonce::new_nonce;
use crate::web::state::State;

/// No scripts, no forms, no requests, no access to pages of this server: whatever the file is.
const SANDBOX: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'",
);

#[derive(Deserialize)]
pub(crate) struct Size {
    #[serde(default)]
    size: String,
}

impl Size {
    pub(crate) fn is_small(&self) -> bool {
        self.size == "small"
    }
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((key, _)): Path<(String, String)>,
    Query(size): Query<Size>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let key = FileKey::parse(&key).ok_or(Error::NotFound)?;
    let stored = state.store.file(viewer.account.id, key).await?;
    if size.is_small() {
        return thumbnail(&state, &stored.attachment, &headers).await;
    }
    let slot = state.files_downloaded.take(viewer.account.id).map_err(|_| Error::TooMany(TRY_AGAIN))?;
    bytes(&state, &stored, &headers, slot).await
}

/// The small picture of a file.
pub(crate) async fn thumbnail(state: &State, file: &Attachment, headers: &HeaderMap) -> Result<Response, Error> {
    let kind = file.thumbnail.ok_or(Error::NotFound)?;
    let tag = format!("\"{}-small\"", file.key.as_str());
    if is_known(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, value(&tag)?)]).into_response());
    }
    let bytes = state.chat.stored_files()?.get(&file.key, THUMBNAIL).await.map_err(|error| failed(&error))?;
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type())),
        (header::ETAG, value(&tag)?),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
    ];
    Ok((head, bytes).into_response())
}

/// The bytes of a file, or the ranges that are asked for. `slot` is held until they are sent.
pub(crate) async fn bytes(
    state: &State,
    stored: &StoredFile,
    headers: &HeaderMap,
    slot: impl Send + 'static,
) -> Result<Response, Error> {
    let file = &stored.attachment;
    // The bytes behind a key never change.
    let tag = format!("\"{}\"", file.key.as_str());
    if is_known(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, value(&tag)?)]).into_response());
    }
    let files = state.chat.stored_files()?;
    let read = |range: Range<u64>| files.read(&file.key, &stored.segments, range);
    let mut head = HeaderMap::new();
    head.insert(header::ETAG, value(&tag)?);
    head.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    head.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    head.insert(header::CONTENT_DISPOSITION, value(&disposition(file))?);
    head.insert(header::CONTENT_TYPE, value(&media_type(file))?);
    let (status, length, body) = match asked(headers, file.size, &tag) {
        Asked::Unsatisfiable => {
            head.insert(header::CONTENT_RANGE, value(&format!("bytes */{}", file.size))?);
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, head).into_response());
        }
        Asked::Whole => (StatusCode::OK, file.size, body(read(0..file.size), slot).await?),
        Asked::One(range) => {
            head.insert(header::CONTENT_RANGE, value(&content_range(&range, file.size))?);
            (StatusCode::PARTIAL_CONTENT, range.end - range.start, body(read(range), slot).await?)
        }
        Asked::Several(ranges) => {
            let boundary = format!("snug-{}", new_nonce());
            let parts: Vec<(Bytes, Range<u64>)> = ranges
                .into_iter()
                .map(|range| {
                    let (kind, place) = (media_type(file), content_range(&range, file.size));
                    let head =
                        format!("\r\n--{boundary}\r\nContent-Type: {kind}\r\nContent-Range: {place}\r\n\r\n");
                    (Bytes::from(head), range)
                })
                .collect();
            let end = Bytes::from(format!("\r\n--{boundary}--\r\n"));
            let length =
                parts.iter().map(|(head, range)| head.len() as u64 + range.end - range.start).sum::<u64>();
            let length = length + end.len() as u64;
            head.insert(header::CONTENT_TYPE, value(&format!("multipart/byteranges; boundary={boundary}"))?);
            let (files, key, segments) = (files.clone(), file.key.clone(), stored.segments.clone());
            let joined = async_stream::try_stream! {
                for (head, range) in parts {
                    yield head;
                    for await chunk in files.read(&key, &segments, range) {
                        yield chunk?;
                    }
                }
                yield end;
            };
            (StatusCode::PARTIAL_CONTENT, length, body(joined, slot).await?)
        }
    };
    head.insert(header::CONTENT_LENGTH, length.into());
    Ok((status, head, body).into_response())
}

/// A body with bytes of a file. The first are read before the head of the response is sent, so that a storage that is down
/// is said there.
async fn body(
    chunks: impl Stream<Item = Result<Bytes, files::Error>> + Send + 'static,
    slot: impl Send + 'static,
) -> Result<Body, Error> {
    let mut chunks = Box::pin(chunks);
    let Some(first) = chunks.next().await else { return Ok(Body::empty()) };
    let first = first.map_err(|error| failed(&error))?;
    Ok(Body::from_stream(async_stream::stream! {
        let _slot = slot;
        yield Ok(first);
        for await chunk in chunks {
            if let Err(error) = &chunk {
                tracing::error!(%error, "a file could not be sent whole");
            }
            yield chunk;
        }
    }))
}

/// The media type of a file. Types that aren't shown have no parameters; texts are UTF-8.
fn media_type(file: &Attachment) -> String {
    if file.kind == FileKind::Text { "text/plain; charset=utf-8".to_owned() } else { file.media_type.clone() }
}

/// Whether a browser shows or saves the file, and its name (RFC 6266; RFC 8187 for other characters than ASCII's).
fn disposition(file: &Attachment) -> String {
    let way = if file.kind.is_inline() { "inline" } else { "attachment" };
    let name = file.name.as_str();
    let ascii: String =
        name.chars().map(|c| if c.is_ascii() && !matches!(c, '"' | '\\' | '%') { c } else { '_' }).collect();
    format!("{way}; filename=\"{ascii}\"; filename*=UTF-8''{}", urls::encoded(name))
}

fn content_range(range: &Range<u64>, size: u64) -> String {
    format!("bytes {}-{}/{size}", range.start, range.end - 1)
}

fn value(text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::try_from(text).map_err(|error| {
        tracing::error!(%error, "a header of a file is not valid");
        Error::Internal
    })
}

/// The error of an object that can't be read although its file is in the database.
pub(crate) fn failed(error: &files::Error) -> Error {
    tracing::error!(%error, "a file can't be read");
    match error {
        files::Error::NotFound => Error::NotFound,
        _ => Error::Unavailable,
    }
}

/// The header with the offset of an upload.
pub(crate) const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
