//! One line per request. Queries are left out: they may hold what somebody wrote.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

/// Middleware: notes what was asked, what was answered, and how long that took.
pub(super) async fn request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let took = started.elapsed();
    tracing::info!(target: "snug::request", "{method} {path} {} {took:.1?}", response.status().as_u16());
    response
}

/// Notes a stream that has taken its connection over, and so never comes back through here.
pub(super) fn stream(path: &str) {
    tracing::info!(target: "snug::request", "GET {path} 200 stream");
}
