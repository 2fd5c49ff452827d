//! Extractors for forms, URL-encoded or multipart, with limits of size and time.
//!
//! axum-extra's `Form` doesn't fit: it has no time limit, drops the text of a form that is refused, and doesn't read
//! multipart forms, which text browsers send.

use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum_extra::extract::Multipart;
use axum_extra::extract::multipart::MultipartError;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;

use crate::chat::mapped_memory;
use crate::web::http::error::{Error, TRY_AGAIN};
use crate::web::http::sent_form::SentForm;
use crate::web::http::uploads::Share;
use crate::web::server::slow_clients::{TimedBody, TooSlow};

/// Maximum size of a form in bytes: more than the longest message, with each character percent-encoded.
const MAX_BYTES: usize = 256 << 10;
const MAX_TIME: Duration = Duration::from_secs(30);

/// Time budget for pauses in the body of a form ([`TimedBody`]).
const PATIENCE: Duration = Duration::from_secs(15);

/// The fields of a form.
pub(crate) struct Form<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        let (body, outcome) = read(TimedBody::new(body, PATIENCE), MAX_BYTES, MAX_TIME).await;
        let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let encoded = match content_type.and_then(|value| value.split(';').next()).map(str::trim) {
            Some(kind) if kind.eq_ignore_ascii_case("multipart/form-data") => {
                outcome?;
                let extensions = parts.extensions.clone();
                let fields = urlencode(Request::from_parts(parts, Body::from(body)), state).await?.into();
                SentForm::note(&extensions, &fields);
                fields
            }
            Some(kind) if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") => {
                SentForm::note(&parts.extensions, &body);
                outcome?;
                body
            }
            // An empty form needs no type.
            None if body.is_empty() => body,
            _ => return Err(outcome.err().unwrap_or(Error::BadForm)),
        };
        serde_html_form::from_bytes(&encoded).map(Self).map_err(|_| Error::BadForm)
    }
}

/// Reads a body up to `max` bytes and for `time`. Returns the bytes that have arrived, and the error that ended it
/// early.
async fn read<B>(mut body: B, max: usize, time: Duration) -> (Bytes, Result<(), Error>)
where
    B: HttpBody<Data = Bytes, Error = axum::Error> + Unpin,
{
    let mut chunks: Vec<Bytes> = Vec::new();
    let arriving = async {
        let mut left = max;
        while let Some(frame) = body.frame().await {
            let Ok(mut chunk) = frame.map_err(|error| unread(&error))?.into_data() else { continue };
            let all = chunk.len() <= left;
            chunk.truncate(left);
            left -= chunk.len();
            chunks.push(chunk);
            if !all {
                return Err(Error::TooLarge);
            }
        }
        Ok(())
    };
    let outcome = tokio::time::timeout(time, arriving).await.unwrap_or(Err(Error::TooSlow));
    let arrived = if chunks.len() == 1 { chunks.remove(0) } else { chunks.concat().into() };
    (arrived, outcome)
}

/// URL-encodes the fields of a multipart form, so that both kinds are parsed alike.
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
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Whether it was larger than the limit; `bytes` is empty then.
    pub(crate) cut: bool,
}

/// Time limit for a form with files.
const MAX_TIME_FOR_FILES: Duration = Duration::from_mins(2);

/// Reads a form that may have files, up to `max` bytes of each field. Larger forms are read on up to four times that
/// size, so that the browser reads the refusal. `share` counts the bytes in memory.
pub(crate) async fn parts<S: Send + Sync>(
    request: Request,
    state: &S,
    max: usize,
    share: &Share,
) -> Result<Vec<Part>, Error> {
    if !is_multipart(&request) {
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state).await?;
        let part = |(name, value): (String, String)| Part { name, bytes: value.into(), cut: false };
        return Ok(pairs.into_iter().map(part).collect());
    }
    let request = timed(request, PATIENCE);
    let arriving = tokio::time::timeout(MAX_TIME_FOR_FILES, multipart(request, state, max, share));
    let arrived = share.given_up.run_until_cancelled(arriving).await.ok_or(Error::TooMany(TRY_AGAIN))?;
    arrived.map_err(|_| Error::TooSlow)?
}

async fn multipart<S: Send + Sync>(
    mut request: Request,
    state: &S,
    max: usize,
    share: &Share,
) -> Result<Vec<Part>, Error> {
    DefaultBodyLimit::max(4 * max).apply(&mut request);
    let bad = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => unread(&error),
    };
    let extensions = request.extensions().clone();
    let mut fields = Multipart::from_request(request, state).await.map_err(|_| Error::BadForm)?;
    let mut parts: Vec<Part> = Vec::new();
    let mut kept = 0;
    while let Some(mut field) = fields.next_field().await.map_err(bad)? {
        let mut part = Part {
            name: field.name().unwrap_or_default().to_owned(),
            bytes: Vec::new(),
            cut: parts.len() >= MAX_PARTS,
        };
        while let Some(chunk) = field.chunk().await.map_err(bad)? {
            part.cut |=
                part.bytes.len() + chunk.len() > max || kept + part.bytes.len() + chunk.len() > max + MAX_BYTES;
            if part.cut {
                part.bytes = Vec::new();
            } else {
                share.take(chunk.len()).map_err(|_| Error::TooMany(TRY_AGAIN))?;
                mapped_memory::append(&mut part.bytes, &chunk);
            }
        }
        if part.name == NAME {
            SentForm::note_field(&extensions, NAME, &part.bytes);
        }
        if parts.len() < MAX_PARTS {
            kept += part.bytes.len();
            parts.push(part);
        }
    }
    Ok(parts)
}

/// Reads a form that may have files and will be refused, only for the text that is returned with the refusal.
pub(crate) async fn note_text<S: Send + Sync>(request: Request, state: &S) {
    let extensions = request.extensions().clone();
    let note = async {
        if !is_multipart(&request) {
            return Form::<Vec<(String, String)>>::from_request(request, state).await.map(|_| ());
        }
        let mut fields = Multipart::from_request(request, state).await.map_err(|_| Error::BadForm)?;
        while let Some(field) = fields.next_field().await.map_err(|_| Error::BadForm)? {
            if field.name() == Some(NAME) {
                let text = field.text().await.map_err(|_| Error::BadForm)?;
                SentForm::note_field(&extensions, NAME, text.as_bytes());
                break;
            }
        }
        Ok(())
    };
    // It is refused in any case.
    let _ = tokio::time::timeout(MAX_TIME_TO_NOTE, note).await;
}

/// Time limit for reading a form that will be refused: the name comes before the file.
const MAX_TIME_TO_NOTE: Duration = Duration::from_secs(5);

/// The text field of forms with files.
const NAME: &str = "name";

pub(crate) fn is_multipart(request: &Request) -> bool {
    let is = |kind: &HeaderValue| kind.as_bytes().starts_with(b"multipart/form-data");
    request.headers().get(header::CONTENT_TYPE).is_some_and(is)
}

/// Maximum number of fields in a form with files.
const MAX_PARTS: usize = 8;

/// The request with a minimum rate of its body.
fn timed(request: Request, patience: Duration) -> Request {
    request.map(|body| Body::new(TimedBody::new(body, patience)))
}

/// The error of a form whose body couldn't be read.
pub(crate) fn unread(error: &(dyn std::error::Error + 'static)) -> Error {
    let mut source = Some(error);
    while let Some(error) = source {
        if error.is::<TooSlow>() {
            return Error::TooSlow;
        }
        source = error.source();
    }
    Error::BadForm
}

/// Whether htmx sent the request: it takes a fragment as the response.
#[derive(Clone, Copy)]
pub(crate) struct Htmx(pub(crate) bool);

impl<S: Send + Sync> FromRequestParts<S> for Htmx {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(is_htmx(&parts.headers)))
    }
}

pub(crate) fn is_htmx(headers: &HeaderMap) -> bool {
    headers.get("hx-request").is_some_and(|value| value == "true")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use axum::http::Method;
    use http_body_util::Full;
    use tokio_stream::StreamExt as _;

    use super::*;
    use crate::model::{AccountId, Network};
    use crate::web::http::uploads::Uploads;

    fn request(body: Body) -> (Request, SentForm) {
        let mut request = Request::new(body);
        *request.method_mut() = Method::POST;
        *request.uri_mut() = "/rooms/general/messages".parse().unwrap();
        let form = SentForm::expect(&mut request).unwrap();
        (request, form)
    }

    #[tokio::test]
    async fn the_beginning_of_a_form_that_is_too_slow_is_kept() {
        let chunks = ["body=two%20", "words"].map(Ok::<_, std::io::Error>);
        let body = Body::from_stream(tokio_stream::iter(chunks).chain(tokio_stream::pending()));
        let (arrived, outcome) = read(body, 100, Duration::ZERO).await;
        assert!(matches!(outcome, Err(Error::TooSlow)));
        assert_eq!(arrived, "body=two%20words");
        let (request, form) = request(Body::empty());
        SentForm::note(request.extensions(), &arrived);
        assert_eq!(form.texts().joined(), "two words");
    }

    #[tokio::test]
    async fn the_beginning_of_a_form_that_is_too_large_is_kept() {
        let (arrived, outcome) = read(Body::new(Full::from("123456789")), 5, MAX_TIME).await;
        assert!(matches!(outcome, Err(Error::TooLarge)));
        assert_eq!(arrived, "12345");
        let (arrived, outcome) = read(Body::new(Full::from("12345")), 5, MAX_TIME).await;
        assert!(outcome.is_ok());
        assert_eq!(arrived, "12345");
    }

    /// A request that stalls after the beginning of its form.
    fn stalled(kind: &'static str, beginning: &'static str) -> Request {
        let rest = tokio_stream::pending::<std::io::Result<&str>>();
        let mut request = Request::new(Body::from_stream(tokio_stream::once(Ok(beginning)).chain(rest)));
        request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        timed(request, Duration::ZERO)
    }

    #[tokio::test]
    async fn a_form_of_either_kind_that_stalls_is_too_slow() {
        let request = stalled("application/x-www-form-urlencoded", "body=hel");
        let refused = Form::<Vec<(String, String)>>::from_request(request, &()).await.err();
        assert!(matches!(refused, Some(Error::TooSlow)), "{refused:?}");

        let beginning = "--b\r\ncontent-disposition: form-data; name=\"picture\"\r\n\r\nhel";
        let share = Uploads::new(1_000).begin(Network::of([192, 0, 2, 1].into()), AccountId(1));
        let refused = multipart(stalled("multipart/form-data; boundary=b", beginning), &(), 1_000, &share).await;
        assert!(matches!(refused, Err(Error::TooSlow)), "{:?}", refused.err());
    }
}
