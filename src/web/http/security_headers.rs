//! What every answer tells the browser to be careful about (OWASP Secure Headers).

use axum::http::header::HeaderValue;
use axum::http::{HeaderMap, header};

use crate::web::site::Site;

/// Everything from here, nothing inline, and strings become markup only through htmx.
macro_rules! policy {
    ($ancestors:literal) => {
        concat!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; manifest-src 'self'; connect-src 'self'; ",
            "frame-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; ",
            "trusted-types htmx; frame-ancestors ",
            $ancestors
        )
    };
}

const POLICY: HeaderValue = HeaderValue::from_static(policy!("'none'"));

/// For pages that our own pages show in a frame.
pub(crate) const FRAMED: HeaderValue = HeaderValue::from_static(policy!("'self'"));

/// Adds what the handler has not set itself. `restored` says whether the browser shows pages again after logging out.
pub(crate) fn add(headers: &mut HeaderMap, site: &Site, restored: bool) {
    // Pages are in the language that the browser asks for, and for whoever has the session: a browser that has kept one
    // shows it to nobody else when going back.
    let html = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let mut default = |name, value| {
        headers.entry(name).or_insert(value);
    };
    default(header::CONTENT_SECURITY_POLICY, POLICY);
    default(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    default(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    // Pages are one person's, and may only be shown again after asking.
    let cached = if restored { "private, no-store" } else { "private, no-cache" };
    default(header::CACHE_CONTROL, HeaderValue::from_static(cached));
    for name in ["cross-origin-opener-policy", "cross-origin-resource-policy"] {
        default(header::HeaderName::from_static(name), HeaderValue::from_static("same-origin"));
    }
    if html {
        default(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    }
    if site.is_https() {
        default(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}
