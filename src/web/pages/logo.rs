//! The server's logo, which is public: the login page shows it.

use axum::extract::State as FromState;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Deserialize;

use crate::model::administration::branding::{LogoSize, LogoVersion};
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Asked {
    v: Option<i64>,
    /// `large`: the icon of the installed app.
    #[serde(default)]
    size: String,
}

pub(crate) async fn show(
    FromState(state): FromState<State>,
    Query(Asked { v, size }): Query<Asked>,
) -> Result<Response, Error> {
    let size = if size == "large" { LogoSize::Large } else { LogoSize::Small };
    let (picture, version) = state.store.logo(size).await?;
    let kind = HeaderValue::from_static(picture.kind.media_type());
    Ok(([(header::CONTENT_TYPE, kind), cached(v, version)], picture.bytes).into_response())
}

/// The logo with a red dot, as Snug's own icon has one while there are unread messages.
pub(crate) async fn unread(
    FromState(state): FromState<State>,
    Query(Asked { v, .. }): Query<Asked>,
) -> Result<Response, Error> {
    let (picture, version) = state.store.logo(LogoSize::Small).await?;
    let (kind, data) = (picture.kind.media_type(), BASE64_STANDARD.encode(&picture.bytes));
    let icon = [
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><image width="64" height="64" href="data:"#,
        kind,
        ";base64,",
        &data,
        r##""/><circle cx="50" cy="14" r="13" fill="#fff"/><circle cx="50" cy="14" r="10" fill="#c8372d"/></svg>"##,
    ];
    let kind = HeaderValue::from_static("image/svg+xml");
    Ok(([(header::CONTENT_TYPE, kind), cached(v, version)], icon.concat()).into_response())
}

/// A URL with the present version never changes its content.
fn cached(asked: Option<i64>, version: LogoVersion) -> (header::HeaderName, HeaderValue) {
    let cached = if asked == Some(version.0) { "public, max-age=31536000, immutable" } else { "no-cache" };
    (header::CACHE_CONTROL, HeaderValue::from_static(cached))
}
