//! Connections: accepting them, their limits, and what every request passes through.

pub(crate) mod accept;
mod connection;
pub(crate) mod fair_semaphore;
pub(crate) mod hijack;
pub(crate) mod listen;
pub(crate) mod middleware;
pub(crate) mod overload;
pub(crate) mod slots;
pub(crate) mod slow_clients;
