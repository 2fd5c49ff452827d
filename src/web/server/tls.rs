//! TLS: the handshake.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::server::TlsStream;

use crate::certificates::{ACME_TLS, Certificates};
use crate::web::server::slow_clients::TimedStream;

/// Time limit for a handshake.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// The first byte of a TLS connection: a handshake record (RFC 8446, 5.1). No method of HTTP begins with it.
pub(super) const HANDSHAKE: u8 = 22;

/// HTTP/2 in the application-layer protocol negotiation (RFC 9113, 3.1).
const HTTP_2: &[u8] = b"h2";

/// Encrypts connections; cheap to clone.
#[derive(Clone)]
pub struct Tls {
    acceptor: TlsAcceptor,
    certificates: Certificates,
}

/// An encrypted connection, and whether its client wants HTTP/2.
pub(super) struct Encrypted {
    pub(super) stream: Box<TlsStream<TimedStream<TcpStream>>>,
    pub(super) is_http2: bool,
}

impl Tls {
    /// TLS 1.2 and 1.3 with these certificates.
    ///
    /// # Errors
    /// A line, when the cryptography can't be used.
    pub fn new(certificates: Certificates) -> Result<Self, String> {
        let unusable = |error: &dyn std::fmt::Display| format!("cannot set up TLS: {error}");
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().map_err(|error| unusable(&error))?;
        let mut config = builder.with_no_client_auth().with_cert_resolver(Arc::new(certificates.clone()));
        config.alpn_protocols = vec![HTTP_2.to_vec(), b"http/1.1".to_vec(), ACME_TLS.to_vec()];
        // Sessions are resumed from what the client keeps: nothing is kept here for each.
        config.ticketer = ring::Ticketer::new().map_err(|error| unusable(&error))?;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), certificates })
    }

    pub(super) fn certificates(&self) -> &Certificates {
        &self.certificates
    }

    /// The handshake; none where it fails or takes too long, or was all that an authority wanted.
    pub(super) async fn accept(&self, stream: TimedStream<TcpStream>) -> Option<Encrypted> {
        match tokio::time::timeout(HANDSHAKE_TIMEOUT, self.acceptor.accept(stream)).await {
            Ok(Ok(stream)) => match stream.get_ref().1.alpn_protocol() {
                Some(ACME_TLS) => None,
                protocol => {
                    let is_http2 = protocol == Some(HTTP_2);
                    Some(Encrypted { stream: Box::new(stream), is_http2 })
                }
            },
            Ok(Err(error)) => {
                // Clients that don't trust the certificate, or scanners.
                tracing::debug!(%error, "a handshake failed");
                None
            }
            Err(_) => None,
        }
    }
}
