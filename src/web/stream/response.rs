//! The response of an event stream, over the sink that its connection allows.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use tower_cookies::Cookies;

use crate::web::http::{access_log, security_headers, sessions};
use crate::web::server::hijack::{Hijack, endless_head};
use crate::web::state::State;
use crate::web::stream::body_sink::body_sink;
use crate::web::stream::sink::{NewSink, StreamSink};

/// The headers of every response with events.
pub(crate) fn headers() -> HeaderMap {
    HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-cache")),
        // Proxies must pass on each event as it comes.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ])
}

/// Responds with an endless stream. `begin` gets its sink, and the bytes to send before all others: `first`, behind the
/// head of the response where the sink is a socket.
pub(crate) async fn respond(
    state: &State,
    hijack: Option<Extension<Hijack>>,
    cookies: &Cookies,
    path: &str,
    first: Bytes,
    begin: impl FnOnce(NewSink, Bytes) + Send + 'static,
) -> Response {
    let (site, stream_sink) = (Arc::clone(&state.site), state.stream_sink);
    let mut headers = headers();
    // Only connections that carry one request at a time offer it.
    let connection = hijack.map(|Extension(hijack)| hijack);
    match connection {
        Some(connection) if stream_sink != StreamSink::Body && connection.gives_socket() => {
            // A hijacked connection's response passes no middleware.
            security_headers::add(&mut headers, &site, false);
            sessions::add_renewed(&mut headers, cookies, &site);
            access_log::stream(path);
            let unsent = [endless_head(&headers), first].concat().into();
            connection.take(move |socket| begin(NewSink::Socket(socket), unsent)).await
        }
        connection => {
            if stream_sink == StreamSink::Socket {
                tracing::warn!("a stream's socket can't be hijacked: it is sent as a response body");
            }
            let (sink, body) = body_sink(connection);
            begin(NewSink::Body(sink), first);
            (headers, Body::new(body)).into_response()
        }
    }
}
