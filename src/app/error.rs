//! Why the server can't start, or had to stop.

use crate::store::OpenError;
use crate::{chat, store};

/// Why the server can't start, or had to stop; displays as one line.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Listening on the address failed.
    #[error("cannot listen on {address}: {reason}. Stop what uses it, or name another address with --listen")]
    Listen {
        /// The address.
        address: String,
        /// The system's error.
        reason: std::io::Error,
    },
    /// The figures can't be served.
    #[error(
        "cannot serve metrics on {address}: {reason}. Stop what uses it, or name another address with --metrics"
    )]
    Metrics {
        /// The address.
        address: String,
        /// The system's error.
        reason: std::io::Error,
    },
    /// HTTPS can't be set up.
    #[error("{0}")]
    Tls(String),
    /// Proxies can't be set up.
    #[error("{0}")]
    Proxies(String),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The storage of files can't be used.
    #[error("{0}")]
    Files(String),
    /// E-mail can't be sent as configured.
    #[error("{0}")]
    Mail(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Single sign-on can't be set up like this.
    #[error("{0}")]
    SignOn(String),
    /// A use case failed.
    #[error(transparent)]
    Chat(#[from] chat::Error),
}
