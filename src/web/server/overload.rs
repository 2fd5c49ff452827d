//! Refusing connections for which there is no slot: with a reason, and at little cost.
//!
//! A few at a time are read to the end: closing a socket with unread data can discard the response (RFC 9112, 9.6).
//! When many come at once, the others get the response in one write and are closed.

use std::future::poll_fn;
use std::io::{ErrorKind, Result, Write as _};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use bytes::Bytes;
use tokio::io::AsyncWrite as _;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::metrics::limits::Limit;
use crate::tasks;
use crate::web::server::slots::LimitReached;

/// How many refused connections are read to the end at the same time: each is an open file besides those with slots.
const MAX_READ_OUT: usize = 64;

/// Limits of reading a refused connection: time, and number of reads.
const READ_TIMEOUT: Duration = Duration::from_secs(2);
const READS: usize = 64;

/// `Retry-After`: slots become free when somebody closes a page.
const TRY_AGAIN_SECONDS: u32 = 10;

/// Interval of log lines about refused connections.
const NOTED_EVERY: Duration = Duration::from_mins(1);

/// Refuses connections; cheap to clone.
#[derive(Clone)]
pub(crate) struct OverloadResponder {
    read_out: Arc<Semaphore>,
    full: Bytes,
    full_for_this: Bytes,
    noted: Arc<Mutex<Option<Instant>>>,
}

impl OverloadResponder {
    pub(crate) fn new() -> Self {
        Self {
            read_out: Arc::new(Semaphore::new(MAX_READ_OUT)),
            full: answer(
                StatusCode::SERVICE_UNAVAILABLE,
                "This server has as many connections open as it allows. Try again in a few seconds.",
            ),
            full_for_this: answer(
                StatusCode::TOO_MANY_REQUESTS,
                "Your address has as many connections open as this server allows. Close some pages, or try again in \
                a few seconds.",
            ),
            noted: Arc::default(),
        }
    }

    /// Sends the reason for the refusal, and closes the connection.
    pub(crate) fn refuse(&self, stream: TcpStream, why: LimitReached) {
        match why {
            LimitReached::InAll => Limit::Connections.refused(),
            LimitReached::ForThis => Limit::ConnectionsPerAddress.refused(),
        }
        if self.is_to_be_noted() {
            let limit = match why {
                LimitReached::InAll => "--connections",
                LimitReached::ForThis => "--connections-per-address",
            };
            tracing::warn!(limit, "connections are refused");
        }
        let answer = match why {
            LimitReached::InAll => self.full.clone(),
            LimitReached::ForThis => self.full_for_this.clone(),
        };
        match Arc::clone(&self.read_out).try_acquire_owned() {
            Ok(permit) => drop(tasks::spawn("reading a refused connection", async move {
                let _ = tokio::time::timeout(READ_TIMEOUT, answer_and_close(stream, &answer)).await;
                drop(permit);
            })),
            Err(_) => {
                // Tokio's socket would first wait for readiness; the system's non-blocking one doesn't.
                let _ = stream.into_std().and_then(|mut stream| stream.write(&answer));
            }
        }
    }
}

impl OverloadResponder {
    fn is_to_be_noted(&self) -> bool {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = noted.is_none_or(|noted| noted.elapsed() > NOTED_EVERY);
        if is_due {
            *noted = Some(Instant::now());
        }
        is_due
    }
}

/// Reads a request, sends the response, and waits until the client has closed.
async fn answer_and_close(mut stream: TcpStream, answer: &[u8]) -> Result<()> {
    discard(&stream).await?;
    stream.writable().await?;
    // The response always fits into a new socket's buffer.
    stream.try_write(answer)?;
    read_to_end(&mut stream).await
}

/// Closes a connection after its last response. Reads on for a moment: closing a socket with unread data can discard
/// the response.
pub(crate) async fn close(stream: &mut TcpStream) {
    let _ = tokio::time::timeout(READ_TIMEOUT, read_to_end(stream)).await;
}

/// Closes our side, and reads until the client has closed its own.
async fn read_to_end(stream: &mut TcpStream) -> Result<()> {
    poll_fn(|context| Pin::new(&mut *stream).poll_shutdown(context)).await?;
    for _ in 0..READS {
        if discard(stream).await? == 0 {
            break;
        }
    }
    Ok(())
}

/// Reads and discards some bytes. Returns their number.
async fn discard(stream: &TcpStream) -> Result<usize> {
    loop {
        stream.readable().await?;
        match stream.try_read(&mut [0; 4096]) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            read => return read,
        }
    }
}

fn answer(status: StatusCode, sentence: &str) -> Bytes {
    let length = sentence.len() + 1;
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\nretry-after: {TRY_AGAIN_SECONDS}\r\n\
        content-type: text/plain; charset=utf-8\r\ncontent-length: {length}\r\ncache-control: no-store\r\n\
        content-security-policy: default-src 'none'\r\nx-content-type-options: nosniff\r\n\
        cross-origin-resource-policy: same-origin\r\n\r\n{sentence}\n"
    )
    .into()
}
