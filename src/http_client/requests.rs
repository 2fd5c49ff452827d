//! Requests over HTTP/1.1, without redirects.

use std::error::Error as StdError;
use std::time::Duration;

use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::Uri;
use hyper::body::{Body, Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::http_client::error::{HttpError, failed};
use crate::http_client::sockets::{IdleLimit, Socket};

/// Maximum size of the buffer of a connection, which also holds the head of an answer.
const BUFFER: usize = 64 << 10;

/// The body of a request.
type RequestBody = UnsyncBoxBody<Bytes, Box<dyn StdError + Send + Sync>>;

/// Sends requests over a connection, one after another.
#[derive(Debug)]
pub(crate) struct Sender(http1::SendRequest<RequestBody>);

/// Begins HTTP on a connection. The second value is the connection's work, which has to be polled. With `idle`, the
/// connection is closed when no byte comes or goes for so long, except while the body of an answer waits to be read.
pub(crate) async fn handshake(
    socket: Socket,
    idle: Option<Duration>,
) -> Result<(Sender, impl Future<Output = hyper::Result<()>> + Send), hyper::Error> {
    let stream = TokioIo::new(IdleLimit::new(socket, idle));
    let (sender, connection) = http1::Builder::new().max_buf_size(BUFFER).handshake(stream).await?;
    Ok((Sender(sender), connection))
}

impl Sender {
    /// Sends a request, and returns the answer, whose body is still arriving.
    pub(crate) async fn send<B>(&mut self, request: hyper::Request<B>) -> hyper::Result<hyper::Response<Incoming>>
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: StdError + Send + Sync,
    {
        let (mut parts, body) = request.into_parts();
        if let Some(host) = host_header(&parts.uri) {
            parts.headers.insert(HOST, host);
        }
        // The form for a server that is asked directly (RFC 9112, 3.2.1).
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        parts.uri = path.parse().unwrap_or_default();
        self.0.send_request(hyper::Request::from_parts(parts, body.map_err(Into::into).boxed_unsync())).await
    }

    /// Waits until another request can be sent: until the last answer is read. Tells whether that will be.
    pub(crate) async fn is_usable_again(&mut self) -> bool {
        self.0.ready().await.is_ok()
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

/// The host and port, without a port that the scheme has anyway.
fn host_header(uri: &Uri) -> Option<HeaderValue> {
    let (host, port) = (uri.host()?, uri.port_u16());
    let default = if uri.scheme_str() == Some("https") { 443 } else { 80 };
    let host = match port.filter(|port| *port != default) {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    HeaderValue::try_from(host).ok()
}

/// Sends a request over a connection, and returns the answer, of so many bytes at most.
///
/// # Errors
/// When the connection fails, or the answer is longer.
pub(crate) async fn exchange<S>(
    socket: S,
    request: hyper::Request<Vec<u8>>,
    max_bytes: usize,
) -> Result<hyper::Response<Vec<u8>>, HttpError>
where
    S: AsyncRead + AsyncWrite + Send + 'static,
{
    exchange_over(Box::pin(socket), request, max_bytes).await
}

async fn exchange_over(
    socket: Socket,
    request: hyper::Request<Vec<u8>>,
    max_bytes: usize,
) -> Result<hyper::Response<Vec<u8>>, HttpError> {
    let request = request.map(|body| Full::new(Bytes::from(body)));
    let (mut sender, connection) = handshake(socket, None).await.map_err(failed)?;
    let answer = async {
        let response = sender.send(request).await.map_err(failed)?;
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_named_without_the_ports_of_their_schemes() {
        let of = |uri: &'static str| host_header(&Uri::from_static(uri)).unwrap();
        assert_eq!(of("https://files.example.org:443/a"), "files.example.org");
        assert_eq!(of("http://files.example.org:80/a"), "files.example.org");
        assert_eq!(of("http://127.0.0.1:9000/a?b"), "127.0.0.1:9000");
        assert_eq!(of("https://[::1]:9000/"), "[::1]:9000");
    }
}
