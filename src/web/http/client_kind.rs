//! Kinds of clients, told apart by the headers that they send.

use axum::http::HeaderMap;

/// Browsers with frames say one of these; text browsers, which would wait for the page's end, say neither.
pub(crate) fn renders_incrementally(headers: &HeaderMap) -> bool {
    let says = |name, what| headers.get(name).is_some_and(|value| value == what);
    says("sec-fetch-dest", "iframe") || says("upgrade-insecure-requests", "1")
}
