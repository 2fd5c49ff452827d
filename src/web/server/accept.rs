//! Accepts connections until the server stops, and then lets open ones finish within a time limit.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::{Layer as _, ServiceExt as _};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use crate::model::Network;
use crate::tasks;
use crate::web::http::compression::WholePages;
use crate::web::server::hijack::{Hijack, OnHijack, Socket};
use crate::web::server::middleware::Middleware;
use crate::web::server::overload;
use crate::web::server::overload::OverloadResponder;
use crate::web::server::slots::{Slot, Slots};
use crate::web::server::slow_clients::TimedStream;
use crate::web::state::State;

/// Time limit for a request's head, and for idle keep-alive connections.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Time limit for a request's head on a connection without keep-alive.
const SHORT_HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Maximum number of keep-alive connections per network, and in all; others are closed after their response. Each holds
/// some 15 kB while idle, which the allocator doesn't return when many have held it at once.
const KEPT_FOR_EACH: u32 = 128;
const KEPT_IN_ALL: u32 = 1_024;

/// Approximate size of hyper's buffers per connection, in bytes.
const MAX_BUFFERED: usize = 64 << 10;

/// Time limit for requests in progress after the stop signal.
const GRACE: Duration = Duration::from_millis(2_500);

/// Serves connections until the state's `stop` is cancelled, and then gives open ones [`GRACE`] to end.
pub async fn serve(listeners: Vec<TcpListener>, state: State) {
    let stop = state.stop.clone();
    let requests = Middleware::new(state.clone());
    let connections = TaskTracker::new();
    // A proxy's connections are those of many networks.
    let for_each = NonZeroU32::new(KEPT_FOR_EACH).filter(|_| !state.site.behind_proxy);
    let kept = Slots::new(NonZeroU32::new(KEPT_IN_ALL), for_each);
    let mut overload = OverloadResponder::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listeners) => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((stream, peer)) => match state.connections.take(Network::of(peer.ip())) {
                Ok(place) => {
                    let stream = TimedStream::new(stream, state.write_timeout);
                    let connection = connection(place, kept.clone(), stream, peer, requests.clone(), stop.clone());
                    connections.spawn(tasks::caught("a connection", connection));
                }
                Err(full) => {
                    state.hubs.sweep_closed();
                    overload.refuse(stream, full);
                }
            },
            Err(error) => {
                // Usually too many open files: some are closed soon.
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listeners);
    connections.close();
    if tokio::time::timeout(GRACE, connections.wait()).await.is_err() {
        tracing::warn!(open = connections.len(), "stopping with connections open");
    }
}

/// The next connection of any listener.
async fn accept(listeners: &[TcpListener]) -> std::io::Result<(TcpStream, SocketAddr)> {
    poll_fn(|context| {
        let mut polls = listeners.iter().map(|listener| listener.poll_accept(context));
        polls.find(Poll::is_ready).unwrap_or(Poll::Pending)
    })
    .await
}

/// Serves a connection. The slot is the first parameter, so it is dropped last, after the socket is closed.
async fn connection(
    place: Slot<Network>,
    kept: Slots<Network>,
    stream: TimedStream<TcpStream>,
    peer: SocketAddr,
    requests: Middleware,
    stop: CancellationToken,
) {
    // Events are small and urgent.
    let _ = stream.get_ref().set_nodelay(true);
    // A silent connection costs its socket only: hyper's state is allocated with the first byte.
    let mut first = [0];
    let asked = tokio::select! {
        biased;
        asked = tokio::time::timeout(HEAD_TIMEOUT, stream.get_ref().peek(&mut first)) => asked,
        () = stop.cancelled() => return,
    };
    if !matches!(asked, Ok(Ok(1))) {
        return;
    }
    // Boxed, so that a silent connection's future is small.
    let ended = Box::pin(serve_http(place, kept, stream, peer, requests, stop.clone())).await;
    if let Some(mut socket) = ended {
        tokio::select! {
            () = overload::close(socket.stream()) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Serves requests. Returns the socket when the connection ended without an I/O error.
async fn serve_http(
    place: Slot<Network>,
    kept: Slots<Network>,
    stream: TimedStream<TcpStream>,
    peer: SocketAddr,
    requests: Middleware,
    stop: CancellationToken,
) -> Option<Socket> {
    let kept = kept.take(place.by()).ok();
    let (is_kept, timeout) = (kept.is_some(), if kept.is_some() { HEAD_TIMEOUT } else { SHORT_HEAD_TIMEOUT });
    let hijack = Hijack::default();
    let offered = hijack.clone();
    let answer = CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(WholePages).layer(
        tower::service_fn(move |request| {
            let requests = requests.clone();
            async move {
                let mut response = requests.answer(request).await;
                if !is_kept {
                    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                }
                Ok::<_, Infallible>(response)
            }
        }),
    );
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(offered.clone());
        Box::pin(answer.clone().oneshot(request))
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(timeout)
        .max_buf_size(MAX_BUFFERED)
        .serve_connection(TokioIo::new(stream), service);
    let mut stopping = false;
    let outcome = loop {
        let poll = poll_fn(|context| {
            let polled = connection.poll_without_shutdown(context);
            // Checked after every poll: a handler that has hijacked the connection never returns.
            match hijack.on_hijack() {
                Some(on_hijack) => Poll::Ready(Outcome::Hijacked(on_hijack)),
                None => polled.map(Outcome::Ended),
            }
        });
        tokio::select! {
            outcome = poll => break outcome,
            () = stop.cancelled(), if !stopping => stopping = true,
        }
        Pin::new(&mut connection).graceful_shutdown();
    };
    let socket = Socket::new(connection.into_parts().io.into_inner().into_inner(), place);
    match outcome {
        Outcome::Hijacked(on_hijack) => on_hijack(socket),
        Outcome::Ended(Ok(())) => return Some(socket),
        // hyper has sent the reason (400, 414, 431).
        Outcome::Ended(Err(error)) if error.is_parse() => return Some(socket),
        // Clients disconnect at any time.
        Outcome::Ended(Err(error)) => tracing::debug!(%error, %peer, "a connection ended early"),
    }
    None
}

enum Outcome {
    Ended(hyper::Result<()>),
    Hijacked(OnHijack),
}
