//! HTTP towards S3 for the `object_store` crate: connections stay open for the next request, and bodies stream.

use std::error::Error as StdError;
use std::io::ErrorKind;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::BodyExt as _;
use hyper::Uri;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService,
};
use object_store::{ClientConfigKey, ClientOptions};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::http_client::{Sender, Socket, Tls, handshake};
use crate::tasks;

/// Time for connecting, and for TLS.
const CONNECT: Duration = Duration::from_secs(5);

/// Time without a byte in either direction after which a connection is closed.
const IDLE: Duration = Duration::from_secs(20);

/// Connections that stay open while nothing is sent.
const MAX_IDLE: usize = 8;

/// Makes the clients of a storage.
#[derive(Debug, Default)]
pub(in crate::files) struct Connector {
    tls: Tls,
}

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let allow_http = options.get_config_value(&ClientConfigKey::AllowHttp).unwrap_or_default();
        let without_tls = matches!(&*allow_http.to_ascii_lowercase(), "1" | "true" | "on" | "yes" | "y");
        Ok(HttpClient::new(Client { tls: self.tls.clone(), without_tls, idle: Arc::default() }))
    }
}

/// Idle connections, with their origins.
type Idle = Arc<Mutex<Vec<(String, Sender)>>>;

#[derive(Debug)]
struct Client {
    tls: Tls,
    /// Whether requests may be sent without TLS.
    without_tls: bool,
    idle: Idle,
}

/// Why no connection is made.
#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("the endpoint is no URL of http or https")]
    Url,
    #[error("{0} is not asked without TLS, unless AWS_ALLOW_HTTP=true")]
    WithoutTls(String),
    #[error("no connection in time")]
    Timeout,
}

impl HttpService for Client {
    fn call<'a, 'b>(
        &'a self,
        request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(self.send(request))
    }
}

impl Client {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let uri = request.uri();
        let origin =
            format!("{}://{}", uri.scheme_str().unwrap_or_default(), uri.authority().map_or("", |a| a.as_str()));
        let mut sender = match self.idle_to(&origin) {
            Some(sender) => sender,
            None => self.connect(request.uri()).await?,
        };
        let response = sender.send(request).await.map_err(broken)?;
        let idle = Arc::clone(&self.idle);
        tasks::spawn("keeping a connection to the storage of files", async move {
            // After the body is read; never if it isn't.
            if sender.is_usable_again().await {
                let mut idle = idle.lock().unwrap_or_else(PoisonError::into_inner);
                idle.retain(|(_, sender)| !sender.is_closed());
                if idle.len() < MAX_IDLE {
                    idle.push((origin, sender));
                }
            }
        });
        Ok(response.map(|body| HttpResponseBody::new(body.map_err(broken))))
    }

    /// A connection that was used before.
    fn idle_to(&self, origin: &str) -> Option<Sender> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(_, sender)| !sender.is_closed());
        let at = idle.iter().rposition(|(to, _)| to == origin)?;
        Some(idle.swap_remove(at).1)
    }

    async fn connect(&self, uri: &Uri) -> Result<Sender, HttpError> {
        let refused = |error| HttpError::new(HttpErrorKind::Unknown, error);
        let host = uri.host().ok_or_else(|| refused(Refused::Url))?;
        let is_tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") if self.without_tls => false,
            Some("http") => return Err(refused(Refused::WithoutTls(host.to_owned()))),
            _ => return Err(refused(Refused::Url)),
        };
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let connecting = timeout(CONNECT, self.socket(host.trim_matches(['[', ']']), port, is_tls)).await;
        let socket = connecting.map_err(|_| HttpError::new(HttpErrorKind::Connect, Refused::Timeout))??;
        let (sender, connection) = handshake(socket, Some(IDLE)).await.map_err(broken)?;
        tasks::spawn("a connection to the storage of files", async {
            // Its requests have the error, too.
            let _: hyper::Result<()> = connection.await;
        });
        Ok(sender)
    }

    async fn socket(&self, host: &str, port: u16, is_tls: bool) -> Result<Socket, HttpError> {
        let socket = TcpStream::connect((host, port)).await;
        let socket = socket.map_err(|error| HttpError::new(HttpErrorKind::Connect, error))?;
        // Heads and small objects aren't held back.
        let _: std::io::Result<()> = socket.set_nodelay(true);
        if !is_tls {
            return Ok(Box::pin(socket));
        }
        let encrypted = self.tls.connect(host, socket).await;
        Ok(Box::pin(encrypted.map_err(|error| HttpError::new(HttpErrorKind::Connect, error))?))
    }
}

/// The error of a connection, by whether another attempt is worth it: all requests to a storage can be repeated.
fn broken(error: hyper::Error) -> HttpError {
    let io = error.source().and_then(|source| source.downcast_ref::<std::io::Error>()).map(std::io::Error::kind);
    let kind = match io {
        Some(ErrorKind::TimedOut) => HttpErrorKind::Timeout,
        Some(_) => HttpErrorKind::Request,
        None if error.is_canceled() || error.is_closed() => HttpErrorKind::Request,
        None if error.is_incomplete_message() || error.is_body_write_aborted() => HttpErrorKind::Request,
        None => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
