//! Protection against cross-site request forgery by Fetch Metadata (OWASP, Cross-Site Request Forgery Prevention):
//! requests that change something must come from our own pages. Forms need no token.

use axum::http::{HeaderMap, Method, Request, header};

use crate::web::site::Site;

/// Whether a request has a safe method, or comes from our own pages.
pub(crate) fn is_same_origin<B>(request: &Request<B>, site: &Site) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) || is_ours(request.headers(), site)
}

fn is_ours(headers: &HeaderMap, site: &Site) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    if let Some(from) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(from, "same-origin" | "none");
    }
    match text(header::ORIGIN) {
        Some(origin) => is_own_origin(origin, text(header::HOST).unwrap_or(""), site),
        // Text browsers and scripts. Either `SameSite` allowed the cookie, or there is no session to misuse.
        None => true,
    }
}

fn is_own_origin(origin: &str, host: &str, site: &Site) -> bool {
    let authority = |url: &str| url.split_once("://").map(|(_, rest)| rest.trim_end_matches('/').to_owned());
    let Some(origin) = authority(origin) else { return false };
    origin.eq_ignore_ascii_case(host)
        || site.public_url().and_then(authority).is_some_and(|own| own.eq_ignore_ascii_case(&origin))
}
