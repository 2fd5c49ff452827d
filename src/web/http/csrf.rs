//! Protection against cross-site request forgery by Fetch Metadata (OWASP, Cross-Site Request Forgery Prevention):
//! requests that change something must come from our own pages. Forms need no token.

use axum::http::{Method, Request, header};

use crate::web::http::forwarded;
use crate::web::http::peer::Peer;
use crate::web::site::Site;

/// Whether a request has a safe method, or comes from our own pages.
pub(crate) fn is_same_origin<B>(request: &Request<B>, site: &Site) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) || is_ours(request, site)
}

fn is_ours<B>(request: &Request<B>, site: &Site) -> bool {
    let headers = request.headers();
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    if let Some(from) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(from, "same-origin" | "none");
    }
    match text(header::ORIGIN) {
        Some(origin) => {
            let (_, asked) = forwarded::asked(Peer::of(request.extensions()), headers, site);
            let host = text(header::HOST).unwrap_or("");
            is_own_origin(origin, host, site) || asked.is_some_and(|asked| is_own_origin(origin, &asked, site))
        }
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
