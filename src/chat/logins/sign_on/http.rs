//! Requests to the provider: bounded in time and size, without redirects, over TLS except to this machine.

use std::net::IpAddr;
use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse};
use tokio::net::TcpStream;

use crate::http_client;
use crate::http_client::{HttpError, Tls, failed};

/// Time for a whole request.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Maximum size of an answer: descriptions of providers and their keys have a few kB.
const MAX_BYTES: usize = 512 << 10;

/// The client; cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct HttpClient {
    tls: Tls,
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
            return http_client::exchange(socket, request, MAX_BYTES).await;
        }
        http_client::exchange(self.tls.connect(name, socket).await?, request, MAX_BYTES).await
    }
}

/// Whether a host is this machine, so that nobody in between can read or change what is sent.
pub(super) fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
