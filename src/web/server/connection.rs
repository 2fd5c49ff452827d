//! One connection: HTTP until it ends or is hijacked.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Request};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower::{Layer as _, ServiceExt as _};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use crate::model::Network;
use crate::web::http::compression::WholePages;
use crate::web::server::hijack::{Hijack, OnHijack, Socket};
use crate::web::server::middleware::Middleware;
use crate::web::server::overload;
use crate::web::server::slots::{Slot, Slots};
use crate::web::server::slow_clients::TimedStream;

/// Time limit for a request's head, and for idle keep-alive connections.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Time limit for a request's head on a connection without keep-alive.
const SHORT_HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Approximate size of hyper's buffers per connection, in bytes.
const MAX_BUFFERED: usize = 64 << 10;

/// An accepted connection. The slot is the last field, so it is dropped after the socket is closed.
pub(super) struct Connection {
    pub(super) stream: TimedStream<TcpStream>,
    pub(super) peer: SocketAddr,
    pub(super) requests: Middleware,
    /// The slots of keep-alive connections.
    pub(super) kept: Slots<Network>,
    pub(super) stop: CancellationToken,
    pub(super) slot: Slot<Network>,
}

impl Connection {
    /// Serves the connection until it ends.
    pub(super) async fn serve(self) {
        let stop = self.stop.clone();
        // Events are small and urgent.
        let _ = self.stream.get_ref().set_nodelay(true);
        // A silent connection costs its socket only: hyper's state is allocated with the first byte.
        let mut first = [0];
        let asked = tokio::select! {
            biased;
            asked = tokio::time::timeout(HEAD_TIMEOUT, self.stream.get_ref().peek(&mut first)) => asked,
            () = stop.cancelled() => return,
        };
        if !matches!(asked, Ok(Ok(1))) {
            return;
        }
        // Boxed, so that a silent connection's future is small.
        let ended = Box::pin(self.serve_http()).await;
        if let Some(mut socket) = ended {
            tokio::select! {
                () = overload::close(socket.stream()) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Serves requests. Returns the socket when the connection ended without an I/O error.
    async fn serve_http(self) -> Option<Socket> {
        let Self { stream, peer, requests, kept, stop, slot } = self;
        let kept = kept.take(slot.by()).ok();
        let timeout = if kept.is_some() { HEAD_TIMEOUT } else { SHORT_HEAD_TIMEOUT };
        let kept = Arc::new(Mutex::new(kept));
        let hijack = Hijack::default();
        let offered = hijack.clone();
        let answer = CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(WholePages).layer(
            tower::service_fn(move |request| {
                let (requests, kept) = (requests.clone(), Arc::clone(&kept));
                async move {
                    let mut response = requests.answer(request).await;
                    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                    // A stream: its connection waits for no further request meanwhile, and is not kept for one.
                    if response.body().size_hint().exact().is_none() {
                        *kept = None;
                    }
                    if kept.is_none() {
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
        let socket = Socket::new(connection.into_parts().io.into_inner().into_inner(), slot);
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
}

enum Outcome {
    Ended(hyper::Result<()>),
    Hijacked(OnHijack),
}
