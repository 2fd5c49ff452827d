//! Requests to an authority.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::Request;
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use tokio::net::TcpStream;

use crate::http_client::{HttpError, Tls, exchange, failed};

/// Time limit of a request.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The most bytes of an answer: a chain of certificates takes some kilobytes.
const MAX_ANSWER: usize = 256 << 10;

/// An HTTP client that trusts the certificates of the system.
#[derive(Clone, Debug, Default)]
pub(super) struct Requests(Tls);

impl HttpClient for Requests {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let tls = self.0.clone();
        Box::pin(async move {
            let answer = tokio::time::timeout(TIMEOUT, ask(&tls, request)).await;
            answer
                .unwrap_or_else(|_| Err(failed("it does not answer")))
                .map_err(|error| Error::Other(Box::new(error)))
        })
    }
}

async fn ask(tls: &Tls, request: Request<BodyWrapper<Bytes>>) -> Result<BytesResponse, HttpError> {
    let (host, port) = match (request.uri().host(), request.uri().scheme_str()) {
        (Some(host), Some("https")) => (host.to_owned(), request.uri().port_u16().unwrap_or(443)),
        _ => return Err(failed("the authority must be asked by https")),
    };
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(failed)?.to_bytes();
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let socket = TcpStream::connect((name, port)).await.map_err(failed)?;
    let stream = tls.connect(name, socket).await?;
    let answer = exchange(stream, Request::from_parts(parts, body.into()), MAX_ANSWER).await?;
    let (parts, body) = answer.into_parts();
    Ok(BytesResponse { parts, body: Box::new(Bytes::from(body)) })
}
