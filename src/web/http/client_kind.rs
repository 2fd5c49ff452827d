//! Kinds of clients, told apart by the headers that they send.

use axum::http::{HeaderMap, HeaderValue, Request, header};

use crate::web::http::hosts;
use crate::web::site::Site;

/// Whether the browser renders a page while it loads. Browsers with frames send one of these headers; text browsers,
/// which wait for the page's end, send neither.
pub(crate) fn renders_incrementally(headers: &HeaderMap) -> bool {
    let says = |name, what| headers.get(name).is_some_and(|value| value == what);
    says("sec-fetch-dest", "iframe") || says("upgrade-insecure-requests", "1")
}

/// Whether the back button shows pages of somebody who has logged out, unless they are marked `no-store`: in browsers
/// made from Chromium, where they are reached by plain HTTP and so ignore `Clear-Site-Data`. Others must not get the
/// mark: Firefox would empty half-filled forms when going back to them, and WebKit ignores it without HTTPS.
pub(crate) fn restores_pages<B>(request: &Request<B>, site: &Site) -> bool {
    let is_chromium = || {
        let agent = request.headers().get(header::USER_AGENT).map(HeaderValue::as_bytes);
        agent.is_some_and(|agent| agent.windows(7).any(|word| word == b"Chrome/"))
    };
    !site.is_https() && is_chromium() && !hosts::is_trustworthy(request)
}
