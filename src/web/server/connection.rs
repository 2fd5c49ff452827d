//! One connection: HTTP until it ends or is hijacked.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower_http::compression::{Compression, CompressionLayer, CompressionLevel};

use crate::model::Network;
use crate::web::http::compression::WholePages;
use crate::web::server::hijack::Socket;
use crate::web::server::middleware::Middleware;
use crate::web::server::slots::{Slot, Slots};
use crate::web::server::slow_clients::TimedStream;
use crate::web::server::tls::{HANDSHAKE, Tls};
use crate::web::server::transport::Transport;
use crate::web::server::{http1, http2, overload, plain_redirect};

/// Time limit for a request's head, and for idle keep-alive connections.
pub(super) const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Time limit for a request's head on a connection without keep-alive.
pub(super) const SHORT_HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// An accepted connection. The slot is the last field, so it is dropped after the socket is closed.
pub(super) struct Connection {
    pub(super) stream: TimedStream<TcpStream>,
    pub(super) peer: SocketAddr,
    pub(super) tls: Option<Tls>,
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
        let ended = Box::pin(self.serve_http(first[0] == HANDSHAKE)).await;
        if let Some(mut socket) = ended {
            tokio::select! {
                () = overload::close(socket.stream()) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Serves requests. Returns the socket when the connection ended without an I/O error.
    async fn serve_http(self, encrypted: bool) -> Option<Socket> {
        let Self { stream, peer, tls, requests, kept, stop, slot } = self;
        let kept = kept.take(slot.by()).ok();
        let answers = Answers { requests, peer, redirects: tls.is_some() && !encrypted };
        let transport = match tls {
            Some(tls) if encrypted => {
                let handshake = tokio::select! {
                    handshake = tls.accept(stream) => handshake,
                    () = stop.cancelled() => None,
                };
                let tls = handshake?;
                if tls.is_http2 {
                    http2::serve(Transport::Tls(tls.stream), answers, kept, stop).await;
                    return None;
                }
                Transport::Tls(tls.stream)
            }
            _ => Transport::Plain(stream),
        };
        http1::serve(transport, answers, kept, stop, slot).await
    }
}

/// What answers the requests of a connection; cloned for each.
#[derive(Clone)]
pub(super) struct Answers {
    requests: Middleware,
    peer: SocketAddr,
    /// Whether all requests are led to HTTPS.
    redirects: bool,
}

impl Answers {
    /// How long a client may take nothing of a response.
    pub(super) fn write_timeout(&self) -> Duration {
        self.requests.write_timeout()
    }

    pub(super) async fn answer(self, mut request: Request<Incoming>) -> Response {
        if self.redirects {
            return plain_redirect::answer(&request, self.requests.site());
        }
        request.extensions_mut().insert(ConnectInfo(self.peer));
        self.requests.answer(request).await
    }
}

/// Compresses the responses of a service.
pub(super) fn compressed<S>(service: S) -> Compression<S, WholePages>
where
    S: tower::Service<Request<Incoming>, Response = Response, Error = Infallible>,
{
    use tower::Layer as _;
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(WholePages).layer(service)
}
