//! Security headers of every response (OWASP Secure Headers).

use axum::http::header::HeaderValue;
use axum::http::{HeaderMap, header};

use crate::web::site::Site;

/// Content Security Policy: only this origin, nothing inline, and Trusted Types only through htmx.
// `blob:`: pictures and sounds that are about to be sent, which only scripts of this server can make.
macro_rules! policy {
    ($ancestors:literal) => {
        concat!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; manifest-src 'self'; connect-src 'self'; worker-src 'self'; ",
            "frame-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; ",
            "trusted-types htmx; frame-ancestors ",
            $ancestors
        )
    };
}

const POLICY: HeaderValue = HeaderValue::from_static(policy!("'none'"));

/// The policy of pages that our own pages frame.
pub(crate) const FRAMED: HeaderValue = HeaderValue::from_static(policy!("'self'"));

/// Adds the headers that the handler has not set. `restored`: whether the browser shows pages again after a logout.
pub(crate) fn add(headers: &mut HeaderMap, site: &Site, restored: bool) {
    // Pages depend on the language and on the session. With `Vary`, a browser doesn't show a cached page of another
    // session when going back.
    let html = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let mut default = |name, value| {
        headers.entry(name).or_insert(value);
    };
    default(header::CONTENT_SECURITY_POLICY, POLICY);
    default(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    default(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    // Pages are personal, and must be revalidated.
    let cached = if restored { "private, no-store" } else { "private, no-cache" };
    default(header::CACHE_CONTROL, HeaderValue::from_static(cached));
    for name in ["cross-origin-opener-policy", "cross-origin-resource-policy"] {
        default(header::HeaderName::from_static(name), HeaderValue::from_static("same-origin"));
    }
    if html {
        // Voice messages are recorded by pages of this server, and by no page in a frame of another one.
        default(
            header::HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("camera=(), geolocation=(), microphone=(self)"),
        );
        default(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    }
    if site.is_https() {
        default(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}
