//! Extractors for a request's path and query. One that can't be parsed is answered with 404.
//!
//! axum's own `Query` suffices: no query of ours has repeated fields, for which `axum_extra::extract::Query` would be
//! needed. Forms have them, and read them with `serde_html_form` as that one does (`forms.rs`).

use axum::extract::FromRequestParts;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use crate::web::http::error::Error;

/// The fallback: redirects a path that ends in a slash to the same one without it, and is 404 for others.
pub(crate) async fn elsewhere(method: Method, uri: Uri) -> Result<Response, Error> {
    let path = uri.path().trim_end_matches('/');
    let asked = path.len() < uri.path().len() && matches!(method, Method::GET | Method::HEAD);
    // Two slashes at the beginning would redirect to another host (WHATWG URL, 4.4).
    if !asked || path.is_empty() || path.starts_with("//") || path.starts_with("/\\") {
        return Err(Error::NotFound);
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let address = HeaderValue::try_from(format!("{path}{query}")).map_err(|_| Error::NotFound)?;
    Ok((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, address)]).into_response())
}

/// A number in a query, if it is one.
pub(crate) fn number(text: Option<&String>) -> Option<i64> {
    text?.parse().ok()
}

/// The parameters of a path.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Error))]
pub(crate) struct Path<T>(pub(crate) T);

/// The fields of a query.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Error))]
pub(crate) struct Query<T>(pub(crate) T);

impl From<PathRejection> for Error {
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

impl From<QueryRejection> for Error {
    fn from(_: QueryRejection) -> Self {
        Self::NotFound
    }
}
