//! E-mail: addresses, what is sent, and the server that sends it.

pub mod addresses;
pub mod outgoing;
pub mod servers;
