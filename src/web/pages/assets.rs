//! Serves embedded assets, compressed. Browsers may cache them for ever, since their names contain a hash of the
//! content.

use std::sync::{LazyLock, OnceLock};

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use memory_serve::CacheControl;

use crate::model::Language;
use crate::model::text::emoji_lines;
use crate::views::PublicShell;
use crate::views::i18n::bundle::SCRIPTS;
use crate::views::i18n::strings::strings;
use crate::views::pages::manifest;
use crate::views::parts::assets;
use crate::web::http::compression::{Fragment, GZIP, Part, gzip, takes_gzip};
use crate::web::http::error::Error;
use crate::web::state::State;

/// The routes of all assets, of the strings of app.js, and of the emoji picker's data.
///
/// Development builds compress when they start, and Brotli would take them a second: they have only gzip.
pub(crate) fn router() -> Router<State> {
    static ROUTER: LazyLock<Router<State>> = LazyLock::new(|| {
        memory_serve::load!()
            .index_file(None)
            .enable_brotli(!cfg!(debug_assertions))
            .enable_gzip(true)
            .cache_control(CacheControl::Long)
            .into_router()
            .route("/assets/texts/{name}", get(script))
            .route("/assets/emoji/{name}", get(emoji))
    });
    ROUTER.clone()
}

/// The emoji with their names and search words, compressed when they are first asked for.
async fn emoji(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    static COMPRESSED: [OnceLock<Fragment>; Language::ALL.len()] =
        [const { OnceLock::new() }; Language::ALL.len()];
    let known = Language::ALL.iter().zip(&COMPRESSED);
    let is_asked = |language: Language| assets::emoji(language).strip_prefix("/assets/emoji/") == Some(&name);
    let (language, compressed) =
        known.into_iter().find(|(language, _)| is_asked(**language)).ok_or(Error::NotFound)?;
    let fragment = compressed.get_or_init(|| Fragment::new(emoji_lines(*language).to_owned()));
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("max-age=31536000, immutable")),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if takes_gzip(&headers) {
        return Ok((head, [(header::CONTENT_ENCODING, GZIP)], gzip(&[Part::Shared(fragment)])).into_response());
    }
    Ok((head, fragment.text().to_owned()).into_response())
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
    let scripts = [(i18n.script_address(), &i18n.script), (i18n.later_script_address(), &i18n.later_script)];
    let asked = scripts.into_iter().find(|(address, _)| address.strip_prefix(SCRIPTS) == Some(&name));
    let (_, script) = asked.ok_or(Error::NotFound)?;
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("max-age=31536000, immutable")),
    ];
    Ok((head, script.as_str()).into_response())
}
