//! One connection: HTTP until it ends or is hijacked.

use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use crate::model::Network;
use crate::web::http::peer::Peer;
use crate::web::server::answers::{Answers, HEAD_TIMEOUT};
use crate::web::server::hijack::Socket;
use crate::web::server::middleware::Middleware;
use crate::web::server::overload::OverloadResponder;
use crate::web::server::slots::{Slot, Slots};
use crate::web::server::slow_clients::TimedStream;
use crate::web::server::tls::{HANDSHAKE, Tls};
use crate::web::server::transport::Transport;
use crate::web::server::{http1, http2, overload, proxy_protocol};
use crate::web::stream::registry::HubRegistry;

/// An accepted connection. The slot is the last field, so it is dropped after the socket is closed.
pub(super) struct Connection {
    pub(super) stream: TcpStream,
    pub(super) peer: Peer,
    pub(super) tls: Option<Tls>,
    pub(super) requests: Middleware,
    /// The slots of keep-alive connections.
    pub(super) kept: Slots<Network>,
    pub(super) stop: CancellationToken,
    pub(super) hubs: HubRegistry,
    pub(super) overload: OverloadResponder,
    pub(super) slot: Slot<Network>,
}

impl Connection {
    /// Serves the connection until it ends.
    pub(super) async fn serve(mut self) {
        let stop = self.stop.clone();
        // Events are small and urgent. A Unix socket doesn't wait anyway.
        let _ = self.stream.set_nodelay(true);
        if self.peer.is_proxy && self.requests.site().proxies().begin_with_address {
            tokio::select! {
                told = Box::pin(self.ask_proxy()) => if let Err(error) = told {
                    tracing::debug!(%error, "a proxy did not begin with the client's address (PROXY protocol)");
                    return;
                },
                () = stop.cancelled() => return,
            }
            if !self.peer.is_proxy
                && let Err(full) = self.slot.pass_on(Network::of(self.peer.address))
            {
                self.hubs.sweep_closed();
                self.overload.refuse(self.stream, full);
                return;
            }
        }
        // A silent connection costs its socket only: hyper's state is allocated with the first byte.
        let mut first = [0];
        let asked = tokio::select! {
            biased;
            asked = tokio::time::timeout(HEAD_TIMEOUT, self.stream.peek(&mut first)) => asked,
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

    /// Learns the client's address from the proxy. Nothing that follows is from the proxy, unless the client is another one.
    async fn ask_proxy(&mut self) -> std::io::Result<()> {
        if let Some(address) = proxy_protocol::client(&mut self.stream).await? {
            let is_proxy = self.requests.site().proxies().is_listed(address);
            self.peer = Peer { address, is_proxy };
        }
        Ok(())
    }

    /// Serves requests. Returns the socket when the connection ended without an I/O error.
    async fn serve_http(self, encrypted: bool) -> Option<Socket> {
        let Self { stream, peer, tls, requests, kept, stop, slot, .. } = self;
        let stream = TimedStream::new(stream, requests.write_timeout());
        let kept = if peer.is_proxy { kept.take_for_many(slot.by()) } else { kept.take(slot.by()) }.ok();
        let redirects = tls.as_ref().filter(|_| !encrypted).map(|tls| tls.certificates().clone());
        let answers = Answers { requests, peer, redirects };
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
