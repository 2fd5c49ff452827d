//! Connections: accepted until the server stops, then finished within a bound.

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

/// How long a request's head may take, and how long a connection may wait for its next request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a request's head may take on a connection that isn't kept afterwards.
const SHORT_HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How many connections of one network, and in all, are kept for the next request; the others end with their answer.
/// What each holds while nothing is asked (some 15 kB) stays with the allocator when many have held it at once.
const KEPT_FOR_EACH: u32 = 128;
const KEPT_IN_ALL: u32 = 1_024;

/// How much of requests that wait for their turn, and of answers that wait to be read, each connection holds about.
const MAX_BUFFERED: usize = 64 << 10;

/// How long requests under way may take after the stop signal.
const GRACE: Duration = Duration::from_millis(2_500);

/// Answers connections until the state's `stop` is cancelled; then takes no more, and gives those that are open a moment
/// to end.
pub async fn serve(listeners: Vec<TcpListener>, state: State) {
    let stop = state.stop.clone();
    let requests = Middleware::new(state.clone());
    let connections = TaskTracker::new();
    // A proxy's connections are those of many networks.
    let for_each = NonZeroU32::new(KEPT_FOR_EACH).filter(|_| !state.site.behind_proxy);
    let kept = Slots::new(NonZeroU32::new(KEPT_IN_ALL), for_each);
    let mut door = OverloadResponder::new();
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
                    door.turn_away(stream, full);
                }
            },
            Err(error) => {
                // Out of file descriptors, mostly: some are given back soon.
                tracing::warn!(%error, "a connection was not accepted");
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

/// The next connection, from whichever address.
async fn accept(listeners: &[TcpListener]) -> std::io::Result<(TcpStream, SocketAddr)> {
    poll_fn(|context| {
        let mut polls = listeners.iter().map(|listener| listener.poll_accept(context));
        polls.find(Poll::is_ready).unwrap_or(Poll::Pending)
    })
    .await
}

/// The place comes first: it is given back last, when the socket is closed.
async fn connection(
    place: Slot<Network>,
    kept: Slots<Network>,
    stream: TimedStream<TcpStream>,
    peer: SocketAddr,
    requests: Middleware,
    stop: CancellationToken,
) {
    // Events are small, and wait for nothing.
    let _ = stream.get_ref().set_nodelay(true);
    // Until something is asked, a connection is its socket and nothing else.
    let mut first = [0];
    let asked = tokio::select! {
        biased;
        asked = tokio::time::timeout(HEAD_TIMEOUT, stream.get_ref().peek(&mut first)) => asked,
        () = stop.cancelled() => return,
    };
    if !matches!(asked, Ok(Ok(1))) {
        return;
    }
    // In a box: what HTTP takes is free when it ends, and a silent connection doesn't have it.
    let ended = Box::pin(converse(place, kept, stream, peer, requests, stop.clone())).await;
    if let Some(mut socket) = ended {
        tokio::select! {
            () = overload::part(socket.stream()) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Answers requests, and gives the socket back when that has ended well.
async fn converse(
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
            // Asked after every poll: a handler that has taken the connection over never ends by itself.
            match hijack.on_hijack() {
                Some(on_hijack) => Poll::Ready(Outcome::TakenOver(on_hijack)),
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
        Outcome::TakenOver(on_hijack) => on_hijack(socket),
        Outcome::Ended(Ok(())) => return Some(socket),
        // It has been told why (400, 414, 431).
        Outcome::Ended(Err(error)) if error.is_parse() => return Some(socket),
        // Clients go away in the middle of things all day long.
        Outcome::Ended(Err(error)) => tracing::debug!(%error, %peer, "a connection ended early"),
    }
    None
}

enum Outcome {
    Ended(hyper::Result<()>),
    TakenOver(OnHijack),
}
