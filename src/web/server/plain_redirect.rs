//! Plain HTTP where HTTPS is spoken: every address leads to the same one over HTTPS.

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::certificates::Certificates;
use crate::web::http::hosts;
use crate::web::site::Site;

/// The addresses of texts that an authority asks for (RFC 8555, 8.3).
const CHALLENGES: &str = "/.well-known/acme-challenge/";

/// The redirect to the same address over HTTPS: at the public URL, else at the host of the request. Before there is a
/// certificate, 503. Requests for other hosts are refused with 421, those without one with 400.
pub(super) fn answer<B>(request: &Request<B>, site: &Site, certificates: &Certificates) -> Response {
    if let Some(token) = request.uri().path().strip_prefix(CHALLENGES)
        && let Some(text) = certificates.challenge_text(token)
    {
        return ([(header::CONTENT_TYPE, "application/octet-stream")], text).into_response();
    }
    if let Err(refusal) = hosts::check_over_plain_http(request, site) {
        return refusal.into_response();
    }
    if !certificates.is_there() {
        let why =
            "This server has no certificate yet. It is asking an authority for one: try again in a minute.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "60")], why).into_response();
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let to = match site.public_url() {
        Some(url) => format!("{url}{path}"),
        None => format!("https://{host}{path}"),
    };
    let Ok(to) = HeaderValue::from_str(&to) else { return StatusCode::BAD_REQUEST.into_response() };
    // Text browsers know 301 better; with 308, forms keep their method.
    let safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let status = if safe { StatusCode::MOVED_PERMANENTLY } else { StatusCode::PERMANENT_REDIRECT };
    let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, headers, Body::from("This server is reached over HTTPS.\n")).into_response()
}
