//! Plain HTTP where HTTPS is spoken: every address leads to the same one over HTTPS.

use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::web::http::hosts;
use crate::web::site::Site;

/// The redirect to the same address over HTTPS: at the public URL, else at the host of the request.
///
/// # Errors
/// Requests for other hosts are refused with 421, those without one with 400.
pub(super) fn answer<B>(request: &Request<B>, site: &Site) -> Response {
    if let Err(refusal) = hosts::check_over_plain_http(request, site) {
        return refusal.into_response();
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
