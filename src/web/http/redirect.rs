//! Redirects of browsers and htmx.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::web::http::error::Error;
use crate::web::http::forms::Htmx;

/// Redirects the browser: with 303, or for htmx with its own header.
pub(crate) fn redirect(htmx: Htmx, to: &str) -> Response {
    let to = if to.is_empty() { "/" } else { to };
    let (status, name) = if htmx.0 {
        (StatusCode::OK, HeaderName::from_static("hx-redirect"))
    } else {
        (StatusCode::SEE_OTHER, header::LOCATION)
    };
    let Ok(value) = HeaderValue::try_from(to) else { return Error::NotFound.into_response() };
    (status, [(name, value)]).into_response()
}

/// The path if it is one of this site, else an empty one: browsers parse `//` and `/\`, also after removing control
/// characters, as other hosts (WHATWG URL, 4.4).
pub(crate) fn own_page(next: &str) -> &str {
    let mut bytes = next.bytes();
    let absolute = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
    if absolute && next.bytes().all(|byte| byte.is_ascii_graphic()) { next } else { "" }
}

#[cfg(test)]
mod tests {
    use super::own_page;

    #[test]
    fn next_leads_to_our_own_pages_only() {
        for ours in ["/", "/rooms/general?before=5", "/rooms/%C3%BCber#message-1"] {
            assert_eq!(own_page(ours), ours);
        }
        for other in [
            "",
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "rooms",
            "/a\r\nb: c",
        ] {
            assert_eq!(own_page(other), "", "{other:?}");
        }
    }
}
