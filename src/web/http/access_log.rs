//! One line per request. Queries are left out: they may hold what somebody wrote.

use std::time::Instant;

use axum::http::{Method, Request};
use axum::response::Response;
use tracing::Level;

/// What was asked, and when; nothing where nobody wants to know.
pub(crate) struct Asked(Option<(Method, String, Instant)>);

impl Asked {
    pub(crate) fn of<B>(request: &Request<B>) -> Self {
        let wanted = tracing::enabled!(target: "snug::request", Level::INFO);
        Self(wanted.then(|| (request.method().clone(), request.uri().path().to_owned(), Instant::now())))
    }

    /// Notes what was answered, and how long that took.
    pub(crate) fn was_answered(self, response: &Response) {
        if let Some((method, path, started)) = self.0 {
            let took = started.elapsed();
            tracing::info!(target: "snug::request", "{method} {path} {} {took:.1?}", response.status().as_u16());
        }
    }
}

/// Notes a stream that has taken its connection over, and so is never answered.
pub(crate) fn stream(path: &str) {
    tracing::info!(target: "snug::request", "GET {path} 200 stream");
}
