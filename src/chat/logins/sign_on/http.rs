//! Requests to the provider: bounded in time and size, without redirects, over TLS except to this machine.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue};
use hyper_util::rt::TokioIo;
use openidconnect::{HttpRequest, HttpResponse};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Time for a whole request.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Maximum size of an answer: descriptions of providers and their keys have a few kB.
const MAX_BYTES: usize = 512 << 10;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct HttpError(String);

fn failed(error: impl std::fmt::Display) -> HttpError {
    HttpError(error.to_string())
}

/// The client; cheap to clone. It reads the system's certificates when they are first needed.
#[derive(Clone, Debug, Default)]
pub(super) struct HttpClient {
    tls: Arc<OnceCell<Arc<ClientConfig>>>,
}

impl HttpClient {
    /// Sends a request, and returns the answer.
    pub(super) async fn send(self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let sent = tokio::time::timeout(TIMEOUT, self.try_send(request)).await;
        sent.map_err(|_| failed("no answer in time"))?
    }

    async fn try_send(self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let url = request.uri().clone();
        let host = url.host().ok_or_else(|| failed("a URL without a host"))?;
        let is_tls = url.scheme_str() == Some("https");
        if !is_tls && !is_loopback(host) {
            return Err(failed(format!("{host} is not asked without TLS")));
        }
        let port = url.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let name = host.trim_matches(['[', ']']);
        let socket = TcpStream::connect((name, port)).await.map_err(failed)?;
        if !is_tls {
            return exchange(socket, request).await;
        }
        let config = self.tls.get_or_try_init(config).await?;
        let server = ServerName::try_from(name.to_owned()).map_err(failed)?;
        let socket = TlsConnector::from(Arc::clone(config)).connect(server, socket).await.map_err(failed)?;
        exchange(socket, request).await
    }
}

/// Whether a host is this machine, so that nobody in between can read or change what is sent.
pub(super) fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
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

async fn exchange<S>(socket: S, request: HttpRequest) -> Result<HttpResponse, HttpError>
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
        let body = Limited::new(body, MAX_BYTES).collect().await.map_err(failed)?.to_bytes();
        Ok(HttpResponse::from_parts(parts, body.into()))
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
