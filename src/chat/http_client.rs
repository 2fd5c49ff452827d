//! Requests to other servers: one connection each, without redirects.

use std::sync::Arc;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct HttpError(String);

pub(in crate::chat) fn failed(error: impl std::fmt::Display) -> HttpError {
    HttpError(error.to_string())
}

/// TLS; cheap to clone. It reads the system's certificates when they are first needed.
#[derive(Clone, Debug, Default)]
pub struct Tls {
    config: Arc<OnceCell<Arc<ClientConfig>>>,
}

impl Tls {
    /// Encrypts a connection to a host, which has to prove its name.
    ///
    /// # Errors
    /// When it doesn't.
    pub async fn connect(&self, host: &str, socket: TcpStream) -> Result<TlsStream<TcpStream>, HttpError> {
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

/// Sends a request over a connection, and returns the answer, of so many bytes at most.
///
/// # Errors
/// When the connection fails, or the answer is longer.
pub async fn exchange<S>(
    socket: S,
    request: hyper::Request<Vec<u8>>,
    max_bytes: usize,
) -> Result<hyper::Response<Vec<u8>>, HttpError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut parts, body) = request.into_parts();
    let host = parts
        .uri
        .authority()
        .map(|authority| authority.as_str().rsplit('@').next().unwrap_or_default().to_owned())
        .unwrap_or_default();
    parts.headers.insert(HOST, HeaderValue::try_from(host).map_err(failed)?);
    // The form for a server that is asked directly (RFC 9112, 3.2.1).
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    parts.uri = path.parse().map_err(failed)?;
    let request = hyper::Request::from_parts(parts, Full::new(Bytes::from(body)));
    let (mut sender, connection) = http1::handshake(TokioIo::new(socket)).await.map_err(failed)?;
    let answer = async {
        let response = sender.send_request(request).await.map_err(failed)?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, max_bytes).collect().await.map_err(failed)?.to_bytes();
        Ok(hyper::Response::from_parts(parts, body.into()))
    };
    // The connection has to be driven until the answer is there.
    tokio::pin!(connection, answer);
    tokio::select! {
        answer = &mut answer => answer,
        ended = &mut connection => match ended {
            // The flow may end as soon as the answer is read.
            Ok(()) => answer.await,
            Err(error) => Err(failed(error)),
        },
    }
}
