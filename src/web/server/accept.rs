//! Accepts connections until the server stops, and then lets open ones finish within a time limit.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::task::Poll;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio_util::task::TaskTracker;

use crate::model::Network;
use crate::tasks;
use crate::web::server::connection::Connection;
use crate::web::server::middleware::Middleware;
use crate::web::server::overload::OverloadResponder;
use crate::web::server::slots::Slots;
use crate::web::server::slow_clients::TimedStream;
use crate::web::server::tls::Tls;
use crate::web::state::State;

/// Maximum number of keep-alive connections per network, and in all; others are closed after their response. Each holds
/// some 15 kB while idle, which the allocator doesn't return when many have held it at once.
const KEPT_FOR_EACH: u32 = 128;
const KEPT_IN_ALL: u32 = 1_024;

/// Time limit for requests in progress after the stop signal.
const GRACE: Duration = Duration::from_millis(2_500);

/// Serves connections, over TLS where there is a certificate, until the state's `stop` is cancelled, and then gives open ones a grace period to end.
pub async fn serve(listeners: Vec<TcpListener>, tls: Option<Tls>, state: State) {
    let stop = state.stop.clone();
    let requests = Middleware::new(state.clone());
    let connections = TaskTracker::new();
    // A proxy's connections are those of many networks.
    let for_each = NonZeroU32::new(KEPT_FOR_EACH).filter(|_| !state.site.behind_proxy());
    let kept = Slots::new(NonZeroU32::new(KEPT_IN_ALL), for_each);
    let mut overload = OverloadResponder::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listeners) => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((stream, peer)) => match state.connections.take(Network::of(peer.ip())) {
                Ok(slot) => {
                    let stream = TimedStream::new(stream, state.write_timeout);
                    let (requests, tls, kept, stop) = (requests.clone(), tls.clone(), kept.clone(), stop.clone());
                    let connection = Connection { stream, peer, tls, requests, kept, stop, slot };
                    connections.spawn(tasks::caught("a connection", connection.serve()));
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
