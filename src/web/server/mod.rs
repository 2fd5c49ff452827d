//! Connections: accepting them, their limits, and what every request passes through.

pub(crate) mod accept;
mod activity;
mod answers;
mod connection;
pub(crate) mod fair_semaphore;
pub(crate) mod hijack;
mod http1;
mod http2;
pub(crate) mod listen;
pub(crate) mod middleware;
pub(crate) mod overload;
mod plain_redirect;
mod proxy_protocol;
pub(crate) mod slots;
pub(crate) mod slow_clients;
pub(crate) mod tls;
mod transport;
