//! The other end of a connection.

use std::net::IpAddr;

use axum::http::Extensions;

use crate::model::proxies::NO_ADDRESS;

/// The other end of a connection, in each request's extensions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    /// Its address; [`NO_ADDRESS`] over a Unix socket.
    pub(crate) address: IpAddr,
    /// Whether it is a proxy, whose headers count.
    pub(crate) is_proxy: bool,
}

impl Peer {
    /// The peer of a request's connection.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get().copied().unwrap_or(Self { address: NO_ADDRESS, is_proxy: false })
    }
}
