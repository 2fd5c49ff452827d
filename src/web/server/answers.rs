//! The answers to the requests of a connection, over each version of HTTP.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use tower::Layer as _;
use tower_http::compression::{Compression, CompressionLayer, CompressionLevel};

use crate::certificates::Certificates;
use crate::tasks;
use crate::tasks::RequestId;
use crate::web::http::compression::WholePages;
use crate::web::http::peer::Peer;
use crate::web::server::middleware::Middleware;
use crate::web::server::plain_redirect;

/// Time limit for a request's head, and for idle keep-alive connections.
pub(super) const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Time limit for a request's head on a connection without keep-alive.
pub(super) const SHORT_HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// The id of a request, in responses that say that the server failed.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Answers the requests of a connection; cloned for each.
#[derive(Clone)]
pub(super) struct Answers {
    pub(super) requests: Middleware,
    pub(super) peer: Peer,
    /// The certificates of HTTPS, where all requests are led to it.
    pub(super) redirects: Option<Certificates>,
}

impl Answers {
    /// How long a client may take nothing of a response.
    pub(super) fn write_timeout(&self) -> Duration {
        self.requests.write_timeout()
    }

    pub(super) async fn answer(self, mut request: Request<Incoming>) -> Response {
        request.extensions_mut().insert(self.peer);
        if let Some(certificates) = &self.redirects {
            return plain_redirect::answer(&request, self.requests.site(), certificates);
        }
        let id = RequestId::new();
        let mut response = tasks::in_request(id, self.requests.answer(request)).await;
        if response.status().is_server_error() {
            // People can name it to those who read the log.
            response.headers_mut().extend(HeaderValue::try_from(id.to_string()).ok().map(|id| (REQUEST_ID, id)));
        }
        response
    }
}

/// Compresses the responses of a service.
pub(super) fn compressed<S>(service: S) -> Compression<S, WholePages>
where
    S: tower::Service<Request<Incoming>, Response = Response, Error = Infallible>,
{
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(WholePages).layer(service)
}
