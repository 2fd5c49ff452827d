//! Listening sockets.

use std::io::{Error, ErrorKind};

use tokio::net::TcpListener;

/// Listens on all addresses of a `host:port`, at one port: with port 0, the one that the first address got. Addresses
/// of a kind that the machine lacks, such as IPv6, are left out.
///
/// # Errors
/// When an address can't be used, or none is left.
pub async fn bind(address: &str) -> Result<Vec<TcpListener>, Error> {
    let mut listeners: Vec<TcpListener> = Vec::new();
    let mut lacking = None;
    for address in tokio::net::lookup_host(address).await? {
        let port = match listeners.first() {
            Some(first) => first.local_addr()?.port(),
            None => address.port(),
        };
        // Some systems return an address twice.
        if listeners.iter().any(|known| known.local_addr().is_ok_and(|known| known.ip() == address.ip())) {
            continue;
        }
        match TcpListener::bind((address.ip(), port)).await {
            Ok(listener) => listeners.push(listener),
            Err(error) if is_lacking(&error) => lacking = Some(error),
            Err(error) => return Err(error),
        }
    }
    match lacking {
        Some(error) if listeners.is_empty() => Err(error),
        _ => Ok(listeners),
    }
}

/// Whether the system has no addresses of this kind.
fn is_lacking(error: &Error) -> bool {
    // EAFNOSUPPORT, for which there is no stable `ErrorKind`.
    let not_supported = if cfg!(target_os = "linux") { 97 } else { 47 };
    matches!(error.kind(), ErrorKind::AddrNotAvailable | ErrorKind::Unsupported)
        || error.raw_os_error() == Some(not_supported)
}
