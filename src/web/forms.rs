//! Reading what a form sent, urlencoded or multipart, within bounds of size and time.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum_extra::extract::Multipart;
use axum_extra::extract::multipart::MultipartError;
use serde::de::DeserializeOwned;

use super::error::{Error, TRY_AGAIN};
use super::uploads::Share;
use crate::chat::mapped;

/// More than the longest message takes, each character of it percent-encoded.
const MOST_BYTES: usize = 256 << 10;
const MOST_TIME: Duration = Duration::from_secs(30);

/// A form's fields.
pub(super) struct Form<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        let body = tokio::time::timeout(MOST_TIME, to_bytes(body, MOST_BYTES))
            .await
            .map_err(|_| Error::TooSlow)?
            .map_err(|error| if is_too_long(&error) { Error::TooLarge } else { Error::BadForm })?;
        let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let encoded = match content_type.and_then(|value| value.split(';').next()).map(str::trim) {
            Some(kind) if kind.eq_ignore_ascii_case("multipart/form-data") => {
                urlencode(Request::from_parts(parts, Body::from(body)), state).await?.into()
            }
            Some(kind) if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") => body,
            // An empty form needs no type.
            None if body.is_empty() => body,
            _ => return Err(Error::BadForm),
        };
        serde_html_form::from_bytes(&encoded).map(Self).map_err(|_| Error::BadForm)
    }
}

/// Brings multipart fields into the one form that is read further.
async fn urlencode<S: Send + Sync>(request: Request, state: &S) -> Result<String, Error> {
    let mut fields = Multipart::from_request(request, state).await.map_err(|_| Error::BadForm)?;
    let mut pairs = Vec::new();
    while let Some(field) = fields.next_field().await.map_err(|_| Error::BadForm)? {
        let name = field.name().unwrap_or_default().to_owned();
        pairs.push((name, field.text().await.map_err(|_| Error::BadForm)?));
    }
    Ok(form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

/// A field of a form that may have files.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// Whether there was more of it than is taken.
    pub(super) cut: bool,
}

/// How long a form with files may take.
const MOST_TIME_FOR_FILES: Duration = Duration::from_mins(2);

/// Reads a form that may have files, up to so much of each field. What is more than that is read on for a while, so that
/// the browser hears why it is refused. What is in memory of it is counted in `share`.
pub(super) async fn parts<S: Send + Sync>(
    request: Request,
    state: &S,
    most: usize,
    share: &Share,
) -> Result<Vec<Part>, Error> {
    let is_multipart = |kind: &HeaderValue| kind.as_bytes().starts_with(b"multipart/form-data");
    if !request.headers().get(header::CONTENT_TYPE).is_some_and(is_multipart) {
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state).await?;
        let part = |(name, value): (String, String)| Part { name, bytes: value.into(), cut: false };
        return Ok(pairs.into_iter().map(part).collect());
    }
    let arriving = tokio::time::timeout(MOST_TIME_FOR_FILES, multipart(request, state, most, share));
    let arrived = share.given_up.run_until_cancelled(arriving).await.ok_or(Error::TooMany(TRY_AGAIN))?;
    arrived.map_err(|_| Error::TooSlow)?
}

async fn multipart<S: Send + Sync>(
    mut request: Request,
    state: &S,
    most: usize,
    share: &Share,
) -> Result<Vec<Part>, Error> {
    DefaultBodyLimit::max(4 * most).apply(&mut request);
    let bad = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::BadForm,
    };
    let mut fields = Multipart::from_request(request, state).await.map_err(|_| Error::BadForm)?;
    let mut parts: Vec<Part> = Vec::new();
    let mut kept = 0;
    while let Some(mut field) = fields.next_field().await.map_err(bad)? {
        let mut part = Part {
            name: field.name().unwrap_or_default().to_owned(),
            bytes: Vec::new(),
            cut: parts.len() >= MOST_PARTS,
        };
        while let Some(chunk) = field.chunk().await.map_err(bad)? {
            part.cut |=
                part.bytes.len() + chunk.len() > most || kept + part.bytes.len() + chunk.len() > most + MOST_BYTES;
            if part.cut {
                part.bytes = Vec::new();
            } else {
                share.take(chunk.len()).map_err(|_| Error::TooMany(TRY_AGAIN))?;
                mapped::append(&mut part.bytes, &chunk);
            }
        }
        if parts.len() < MOST_PARTS {
            kept += part.bytes.len();
            parts.push(part);
        }
    }
    Ok(parts)
}

/// No form with files has more fields.
const MOST_PARTS: usize = 8;

fn is_too_long(error: &axum::Error) -> bool {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        source = error.source();
    }
    false
}

/// Whether htmx sent the request, which then takes a fragment for an answer.
#[derive(Clone, Copy)]
pub(super) struct Htmx(pub(super) bool);

impl<S: Send + Sync> FromRequestParts<S> for Htmx {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(is_htmx(&parts.headers)))
    }
}

pub(super) fn is_htmx(headers: &HeaderMap) -> bool {
    headers.get("hx-request").is_some_and(|value| value == "true")
}
