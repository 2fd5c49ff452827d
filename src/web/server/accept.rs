//! Accepts connections until the server stops, and then lets open ones finish within a time limit.

use std::future::poll_fn;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::task::Poll;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio_util::task::TaskTracker;

use crate::model::Network;
use crate::model::proxies::NO_ADDRESS;
use crate::tasks;
use crate::web::http::peer::Peer;
use crate::web::server::connection::Connection;
use crate::web::server::listen::Listener;
use crate::web::server::middleware::Middleware;
use crate::web::server::overload::OverloadResponder;
use crate::web::server::slots::Slots;
use crate::web::server::tls::Tls;
use crate::web::state::State;

/// Maximum number of keep-alive connections per network, and in all; others are closed after their response. Each holds
/// some 15 kB while idle, which the allocator doesn't return when many have held it at once.
const KEPT_FOR_EACH: u32 = 128;
const KEPT_IN_ALL: u32 = 1_024;

/// Time limit for requests in progress after the stop signal.
const GRACE: Duration = Duration::from_millis(2_500);

/// Serves connections, over TLS where there is a certificate, until the state's `stop` is cancelled, and then gives open ones a grace period to end.
pub async fn serve(listeners: Vec<Listener>, tls: Option<Tls>, state: State) {
    let stop = state.stop.clone();
    let requests = Middleware::new(state.clone());
    let connections = TaskTracker::new();
    let kept = Slots::new(NonZeroU32::new(KEPT_IN_ALL), NonZeroU32::new(KEPT_FOR_EACH));
    let overload = OverloadResponder::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listeners) => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((stream, address)) => {
                // A Unix socket is reached by what its mode lets in alone.
                let is_proxy = address.is_none_or(|address| state.site.proxies().include(address));
                let peer = Peer { address: address.unwrap_or(NO_ADDRESS), is_proxy };
                let network = Network::of(peer.address);
                // A proxy's connections are those of many networks.
                let slots = &state.connections;
                match if is_proxy { slots.take_for_many(network) } else { slots.take(network) } {
                    Ok(slot) => {
                        let tls = tls.clone().filter(|_| address.is_some());
                        let (requests, kept, stop) = (requests.clone(), kept.clone(), stop.clone());
                        let (hubs, overload) = (state.hubs.clone(), overload.clone());
                        let connection =
                            Connection { stream, peer, tls, requests, kept, stop, hubs, overload, slot };
                        connections.spawn(tasks::caught("a connection", connection.serve()));
                    }
                    Err(full) => {
                        state.hubs.sweep_closed();
                        overload.refuse(stream, full);
                    }
                }
            }
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
async fn accept(listeners: &[Listener]) -> std::io::Result<(TcpStream, Option<IpAddr>)> {
    poll_fn(|context| {
        let mut polls = listeners.iter().map(|listener| listener.poll_accept(context));
        polls.find(Poll::is_ready).unwrap_or(Poll::Pending)
    })
    .await
}
