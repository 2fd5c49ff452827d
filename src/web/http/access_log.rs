//! One log line per request. Queries are left out: they may contain what people have typed; and so are the
//! secrets of links.
//!
//! tower-http's `TraceLayer` costs more: it opens a span for each request and wraps each body, which takes 26,000
//! instructions where this takes 9,800 (callgrind), of 118,000 for a warm page. It would not log streams that leave
//! HTTP.
//! `SetRequestIdLayer` takes another 3,700 instructions; the id is a number in a task-local variable instead (`tasks.rs`).

use std::time::Instant;

use axum::http::{Method, Request};
use axum::response::Response;
use tracing::Level;

use crate::metrics::requests::count_stream;
use crate::views::parts::urls;

/// The method, path and start of a request; none unless such lines are logged.
pub(crate) struct Asked(Option<(Method, String, Instant)>);

impl Asked {
    pub(crate) fn of<B>(request: &Request<B>) -> Self {
        let wanted = tracing::enabled!(target: "snug::request", Level::INFO);
        Self(wanted.then(|| (request.method().clone(), without_secret(request.uri().path()), Instant::now())))
    }

    /// Logs the response's status and the time it took.
    pub(crate) fn was_answered(self, response: &Response) {
        if let Some((method, path, started)) = self.0 {
            let (status, took) = (response.status().as_u16(), started.elapsed());
            let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
            tracing::info!(
                target: "snug::request",
                {
                    request.method = method.as_str(),
                    request.path = path.as_str(),
                    request.status = status,
                    request.microseconds = micros
                },
                "{method} {path} {status} {took:.1?}"
            );
        }
    }
}

/// The path without the secret of a link.
fn without_secret(path: &str) -> String {
    let first = path.split('/').nth(1).unwrap_or_default();
    if urls::SECRET_PATHS.contains(&first) { format!("/{first}/…") } else { path.to_owned() }
}

/// Logs a stream that has hijacked its connection: no response passes the middleware.
pub(crate) fn stream(path: &str) {
    count_stream();
    tracing::info!(target: "snug::request", "GET {path} 200 stream");
}
