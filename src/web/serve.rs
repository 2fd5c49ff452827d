//! Connections: accepted until the server stops, then finished within a bound.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::{Layer as _, ServiceExt as _};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use super::door::Door;
use super::encoding::WholePages;
use super::pace::Paced;
use super::places::Place;
use super::requests::Requests;
use super::state::State;
use super::takeover::{Socket, Takeover, Taker};
use super::{sidebars, signs};
use crate::model::Network;
use crate::tasks;

/// How long a request's head may take, and how long a connection may wait for its next request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How much of requests that wait for their turn, and of answers that wait to be read, each connection holds about.
const MOST_BUFFERED: usize = 64 << 10;

/// How long requests under way may take after the stop signal.
const GRACE: Duration = Duration::from_millis(2_500);

/// Answers connections until the state's `stop` is cancelled; then takes no more, and gives those that are open a moment
/// to end.
pub async fn serve(listeners: Vec<TcpListener>, state: State) {
    let stop = state.stop.clone();
    let requests = Requests::new(state.clone());
    let connections = TaskTracker::new();
    let mut door = Door::new();
    let (sidebars, signs) = (state.clone(), state.clone());
    tasks::supervise("telling people of their rooms", move || sidebars::keep_current(sidebars.clone()));
    tasks::supervise("telling rooms who is there", move || signs::keep_current(signs.clone()));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listeners) => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((stream, peer)) => match state.connections.take(Network::of(peer.ip())) {
                Ok(place) => {
                    let stream = Paced::new(stream, state.write_timeout);
                    let connection = connection(place, stream, peer, requests.clone(), stop.clone());
                    connections.spawn(tasks::caught("a connection", connection));
                }
                Err(full) => {
                    state.feeds.look_who_has_gone();
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
    place: Place<Network>,
    stream: Paced<TcpStream>,
    peer: SocketAddr,
    requests: Requests,
    stop: CancellationToken,
) {
    // Events are small, and wait for nothing.
    let _ = stream.get_ref().set_nodelay(true);
    let takeover = Takeover::default();
    let offered = takeover.clone();
    let answer = CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(WholePages).layer(
        tower::service_fn(move |request| {
            let requests = requests.clone();
            async move { Ok::<_, Infallible>(requests.answer(request).await) }
        }),
    );
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(offered.clone());
        Box::pin(answer.clone().oneshot(request))
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(MOST_BUFFERED)
        .serve_connection(TokioIo::new(stream), service);
    let mut stopping = false;
    let outcome = loop {
        let poll = poll_fn(|context| {
            let polled = connection.poll_without_shutdown(context);
            // Asked after every poll: a handler that has taken the connection over never ends by itself.
            match takeover.taker() {
                Some(taker) => Poll::Ready(Outcome::TakenOver(taker)),
                None => polled.map(Outcome::Ended),
            }
        });
        tokio::select! {
            outcome = poll => break outcome,
            () = stop.cancelled(), if !stopping => stopping = true,
        }
        Pin::new(&mut connection).graceful_shutdown();
    };
    match outcome {
        Outcome::TakenOver(taker) => {
            taker(Socket::new(connection.into_parts().io.into_inner().into_inner(), place));
        }
        Outcome::Ended(Ok(())) => {}
        // Clients go away in the middle of things all day long.
        Outcome::Ended(Err(error)) => tracing::debug!(%error, %peer, "a connection ended early"),
    }
}

enum Outcome {
    Ended(hyper::Result<()>),
    TakenOver(Taker),
}
