//! Serves embedded assets, compressed. Browsers may cache them for ever, since their names contain a hash of the
//! content.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use memory_serve::CacheControl;

use crate::model::Language;
use crate::views::PublicShell;
use crate::views::i18n::bundle::SCRIPTS;
use crate::views::i18n::strings::strings;
use crate::views::pages::manifest;
use crate::web::http::error::Error;

/// The routes of all assets, and of the strings of app.js.
pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    memory_serve::load!()
        .index_file(None)
        .enable_brotli(true)
        .enable_gzip(true)
        .cache_control(CacheControl::Long)
        .into_router()
        .route("/assets/texts/{name}", get(script))
}

/// The web app manifest, in the browser's language.
pub(crate) async fn manifest(shell: PublicShell) -> Response {
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")),
        (header::VARY, HeaderValue::from_static("accept-language")),
    ];
    (head, manifest::manifest(&shell).to_string()).into_response()
}

async fn script(Path(name): Path<String>) -> Result<Response, Error> {
    let language = name.split('.').next().and_then(Language::parse).ok_or(Error::NotFound)?;
    let i18n = strings(language);
    if i18n.script_address().strip_prefix(SCRIPTS) != Some(&name) {
        return Err(Error::NotFound);
    }
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("max-age=31536000, immutable")),
    ];
    Ok((head, i18n.script.as_str()).into_response())
}
