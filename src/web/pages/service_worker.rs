//! The service worker, and the page that it shows while there is no connection.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::model::{Language, Locale};
use crate::views::pages::offline as views;
use crate::views::{Markup, PublicShell};
use crate::web::http::extractors::Query;

/// The service worker. Browsers look for a newer one at each visit: it is small, and its address can't have a hash.
pub(crate) async fn script() -> Response {
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (head, include_str!("../../../assets/service-worker.js")).into_response()
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The language; none: the browser's.
    #[serde(default)]
    language: String,
}

/// The page for times without a connection: the same for everybody.
pub(crate) async fn offline(shell: PublicShell, Query(Asked { language }): Query<Asked>) -> Markup {
    let language = Language::parse(&language).unwrap_or(shell.locale.language);
    views::page(&PublicShell { locale: Locale { language, ..shell.locale }, ..shell })
}
