//! Listening sockets.

use std::fs::Permissions;
use std::io::{Error, ErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::task::{Context, Poll, ready};

use tokio::net::{TcpListener, TcpStream, UnixListener};

/// A listening socket.
#[derive(Debug)]
pub enum Listener {
    /// Of TCP.
    Tcp(TcpListener),
    /// A Unix socket, and the path to remove at the end, where this process made it.
    Unix(UnixListener, Option<PathBuf>),
}

impl Listener {
    /// The address of TCP.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        match self {
            Self::Tcp(listener) => listener.local_addr().ok(),
            Self::Unix(..) => None,
        }
    }

    /// The next connection, and the address of its other end, which a Unix socket doesn't have.
    pub(super) fn poll_accept(
        &self,
        context: &mut Context<'_>,
    ) -> Poll<Result<(TcpStream, Option<IpAddr>), Error>> {
        match self {
            Self::Tcp(listener) => {
                listener.poll_accept(context).map_ok(|(stream, peer)| (stream, Some(peer.ip())))
            }
            Self::Unix(listener, _) => {
                let accepted = ready!(listener.poll_accept(context));
                Poll::Ready(accepted.and_then(|(stream, _)| Ok((as_tcp(stream.into_std()?)?, None))))
            }
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Self::Unix(_, Some(path)) = self {
            // One that stays is replaced at the next start.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The socket as one of TCP: both are streams of bytes to the system, and what only TCP has, such as its options, fails as an
/// error that nobody needs.
fn as_tcp(stream: UnixStream) -> Result<TcpStream, Error> {
    TcpStream::from_std(std::net::TcpStream::from(OwnedFd::from(stream)))
}

/// Listens on all addresses of a `host:port`, at one port: with port 0, the one that the first address got. Addresses
/// of a kind that the machine lacks, such as IPv6, are left out.
///
/// # Errors
/// When an address can't be used, or none is left.
pub async fn bind(address: &str) -> Result<Vec<Listener>, Error> {
    Ok(bind_tcp(address).await?.into_iter().map(Listener::Tcp).collect())
}

/// The same, as listeners of TCP.
///
/// # Errors
/// When an address can't be used, or none is left.
pub async fn bind_tcp(address: &str) -> Result<Vec<TcpListener>, Error> {
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

/// Listens on a Unix socket with this mode. One that a process has left behind is replaced.
///
/// # Errors
/// When the path can't be used, or a process listens there.
pub fn bind_unix(path: &Path, mode: u32) -> Result<Listener, Error> {
    if std::fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_socket()) {
        match UnixStream::connect(path) {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => std::fs::remove_file(path)?,
            Err(error) => return Err(error),
            Ok(_) => return Err(ErrorKind::AddrInUse.into()),
        }
    }
    let listener = UnixListener::bind(path)?;
    let listener = Listener::Unix(listener, Some(path.to_owned()));
    // Nobody else could connect before: the process makes files for its user alone.
    std::fs::set_permissions(path, Permissions::from_mode(mode))?;
    Ok(listener)
}

impl TryFrom<std::net::TcpListener> for Listener {
    type Error = Error;

    fn try_from(listener: std::net::TcpListener) -> Result<Self, Error> {
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener).map(Self::Tcp)
    }
}

impl TryFrom<std::os::unix::net::UnixListener> for Listener {
    type Error = Error;

    fn try_from(listener: std::os::unix::net::UnixListener) -> Result<Self, Error> {
        listener.set_nonblocking(true)?;
        UnixListener::from_std(listener).map(|listener| Self::Unix(listener, None))
    }
}

/// Whether the system has no addresses of this kind.
fn is_lacking(error: &Error) -> bool {
    // EAFNOSUPPORT, for which there is no stable `ErrorKind`.
    let not_supported = if cfg!(target_os = "linux") { 97 } else { 47 };
    matches!(error.kind(), ErrorKind::AddrNotAvailable | ErrorKind::Unsupported)
        || error.raw_os_error() == Some(not_supported)
}
