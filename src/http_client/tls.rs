//! TLS with the certificates that this system trusts.

use std::sync::Arc;

use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::http_client::error::{HttpError, failed};

/// TLS; cheap to clone. It reads the system's certificates when they are first needed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tls {
    config: Arc<OnceCell<Arc<ClientConfig>>>,
}

impl Tls {
    /// Encrypts a connection to a host, which has to prove its name.
    ///
    /// # Errors
    /// When it doesn't.
    pub(crate) async fn connect(&self, host: &str, socket: TcpStream) -> Result<TlsStream<TcpStream>, HttpError> {
        let config = self.config.get_or_try_init(config).await?;
        let server = ServerName::try_from(host.to_owned()).map_err(failed)?;
        TlsConnector::from(Arc::clone(config)).connect(server, socket).await.map_err(failed)
    }
}

/// Trusts the certificates of the system, which an organisation can add its own to.
async fn config() -> Result<Arc<ClientConfig>, HttpError> {
    let loaded = tokio::task::spawn_blocking(rustls_native_certs::load_native_certs).await.map_err(failed)?;
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(loaded.certs);
    if roots.is_empty() {
        return Err(failed("this system has no certificates of authorities (package ca-certificates)"));
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().map_err(failed)?;
    Ok(Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
}
