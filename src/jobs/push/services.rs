//! Requests to push services. Browsers choose them, so they may be anywhere: only public addresses are connected to.

use std::net::SocketAddr;
use std::time::Duration;

use hyper::StatusCode;
use hyper::header::{HeaderMap, RETRY_AFTER};
use jiff::Timestamp;
use tokio::net::{TcpStream, lookup_host};
use url::{Host, Url};

use crate::http_client::{HttpError, Tls, exchange};
use crate::model::public_addresses::is_public;

/// Time for a whole request.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Maximum size of an answer, which is not looked at.
const MAX_BYTES: usize = 16 << 10;

/// The answer of a push service, or the reason why there was none.
#[derive(Debug)]
pub(crate) enum Answer {
    Accepted,
    /// The service doesn't know the browser any more.
    Gone,
    /// Another attempt may succeed, perhaps after a time that the service gives.
    Temporary(String, Option<Duration>),
    /// The service refuses this message for good.
    Permanent(String),
}

#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error("its host has no public address")]
    Private,
    #[error("not a URL to send to")]
    Url,
    #[error("no answer in time")]
    Timeout,
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Http(#[from] HttpError),
}

/// The client; cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct PushServices {
    tls: Tls,
    /// Whether private addresses are connected to, also without TLS.
    private: bool,
}

impl PushServices {
    pub(crate) fn new(private: bool) -> Self {
        Self { tls: Tls::default(), private }
    }

    /// Sends a request to an endpoint.
    pub(crate) async fn send(&self, endpoint: &Url, request: hyper::Request<Vec<u8>>) -> Answer {
        let sent = tokio::time::timeout(TIMEOUT, self.try_send(endpoint, request)).await;
        match sent.unwrap_or(Err(SendError::Timeout)) {
            Ok(response) => answer(response.status(), response.headers(), Timestamp::now()),
            Err(error @ (SendError::Private | SendError::Url)) => Answer::Permanent(error.to_string()),
            Err(error) => Answer::Temporary(error.to_string(), None),
        }
    }

    async fn try_send(
        &self,
        endpoint: &Url,
        request: hyper::Request<Vec<u8>>,
    ) -> Result<hyper::Response<Vec<u8>>, SendError> {
        let is_tls = endpoint.scheme() == "https";
        if !is_tls && !self.private {
            return Err(SendError::Url);
        }
        let port = endpoint.port_or_known_default().ok_or(SendError::Url)?;
        let (name, addresses) = match endpoint.host().ok_or(SendError::Url)? {
            Host::Domain(name) => (name.to_owned(), lookup_host((name, port)).await?.collect()),
            Host::Ipv4(address) => (address.to_string(), vec![SocketAddr::from((address, port))]),
            Host::Ipv6(address) => (address.to_string(), vec![SocketAddr::from((address, port))]),
        };
        // The addresses are connected to as they were checked: a name could lead elsewhere the next time.
        let addresses: Vec<SocketAddr> =
            addresses.into_iter().filter(|address| self.private || is_public(address.ip())).collect();
        if addresses.is_empty() {
            return Err(SendError::Private);
        }
        let socket = TcpStream::connect(&addresses[..]).await?;
        if is_tls {
            Ok(exchange(self.tls.connect(&name, socket).await?, request, MAX_BYTES).await?)
        } else {
            Ok(exchange(socket, request, MAX_BYTES).await?)
        }
    }
}

/// The meaning of an answer (RFC 8030, 5 and 8.4; RFC 8292, 4.2).
fn answer(status: StatusCode, headers: &HeaderMap, now: Timestamp) -> Answer {
    let reason = || status.to_string();
    match status {
        status if status.is_success() => Answer::Accepted,
        StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Gone,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => {
            Answer::Temporary(reason(), retry_after(headers, now))
        }
        status if status.is_server_error() => Answer::Temporary(reason(), retry_after(headers, now)),
        _ => Answer::Permanent(reason()),
    }
}

/// The time to wait, in seconds or as a date (RFC 9110, 10.2.3).
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    at.duration_since(now).try_into().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    #[test]
    fn a_service_may_say_when_to_come_back() {
        let now = "2026-11-27T12:00:00Z".parse().unwrap();
        let wait = |value: &'static str| {
            retry_after(&HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(value))]), now)
        };
        assert_eq!(wait("120"), Some(Duration::from_mins(2)));
        assert_eq!(wait("Fri, 27 Nov 2026 12:00:30 GMT"), Some(Duration::from_secs(30)));
        assert_eq!(wait("Fri, 27 Nov 2026 11:00:00 GMT"), None, "it is over");
        assert_eq!(wait("-1"), None);
        assert_eq!(wait("soon"), None);
    }

    #[tokio::test]
    async fn names_that_lead_into_private_networks_are_not_connected_to() {
        let request = || hyper::Request::new(Vec::new());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        for host in ["localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"] {
            let url = format!("https://{host}:{port}/").parse().unwrap();
            let answer = PushServices::new(false).send(&url, request()).await;
            assert!(matches!(answer, Answer::Permanent(_)), "{host}: {answer:?}");
        }
        let plain = format!("http://1.1.1.1:{port}/").parse().unwrap();
        assert!(matches!(PushServices::new(false).send(&plain, request()).await, Answer::Permanent(_)));
    }
}
