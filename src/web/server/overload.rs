//! Refusing connections for which there is no slot: with a reason, and at little cost.
//!
//! A few at a time are read to the end: closing a socket with unread data can discard the response (RFC 9112, 9.6). When many
//! come at once, the others get the response in one write and are closed.

use std::future::poll_fn;
use std::io::{ErrorKind, Result, Write as _};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use bytes::Bytes;
use tokio::io::AsyncWrite as _;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::tasks;
use crate::web::server::slots::LimitReached;

/// How many refused connections are read to the end at the same time: each is an open file besides those with slots.
const HEARD_AT_ONCE: usize = 64;

/// How long one is heard out, and how much of what it says.
const HEARD_FOR: Duration = Duration::from_secs(2);
const READS: usize = 64;

/// Slots become free when somebody closes a page.
const TRY_AGAIN_SECONDS: u32 = 10;

/// Interval of log lines about refused connections.
const NOTED_EVERY: Duration = Duration::from_mins(1);

/// Refuses connections.
pub(crate) struct OverloadResponder {
    hearing: Arc<Semaphore>,
    full: Bytes,
    full_for_this: Bytes,
    noted: Option<Instant>,
}

impl OverloadResponder {
    pub(crate) fn new() -> Self {
        Self {
            hearing: Arc::new(Semaphore::new(HEARD_AT_ONCE)),
            full: answer(
                StatusCode::SERVICE_UNAVAILABLE,
                "This server has as many connections open as it allows. Try again in a few seconds.",
            ),
            full_for_this: answer(
                StatusCode::TOO_MANY_REQUESTS,
                "Your address has as many connections open as this server allows. Close some pages, or try again in \
                a few seconds.",
            ),
            noted: None,
        }
    }

    /// Tells a connection why it can't stay, and closes it.
    pub(crate) fn turn_away(&mut self, stream: TcpStream, why: LimitReached) {
        if self.noted.is_none_or(|noted| noted.elapsed() > NOTED_EVERY) {
            self.noted = Some(Instant::now());
            let limit = match why {
                LimitReached::InAll => "--connections",
                LimitReached::ForThis => "--connections-per-address",
            };
            tracing::warn!(limit, "connections are turned away");
        }
        let answer = match why {
            LimitReached::InAll => self.full.clone(),
            LimitReached::ForThis => self.full_for_this.clone(),
        };
        match Arc::clone(&self.hearing).try_acquire_owned() {
            Ok(permit) => drop(tasks::spawn("hearing out", async move {
                let _ = tokio::time::timeout(HEARD_FOR, hear_out(stream, &answer)).await;
                drop(permit);
            })),
            Err(_) => {
                // Tokio's socket would first have to learn that it can be written to; the system's doesn't wait either.
                let _ = stream.into_std().and_then(|mut stream| stream.write(&answer));
            }
        }
    }
}

/// Answers what is asked, and waits until the other side has closed.
async fn hear_out(mut stream: TcpStream, answer: &[u8]) -> Result<()> {
    hear(&stream).await?;
    stream.writable().await?;
    // So little always fits into a new socket's buffer.
    stream.try_write(answer)?;
    read_out(&mut stream).await
}

/// Parts from a client that has its last answer: what it still sends is read for a moment, or else the answer could be
/// lost on its way.
pub(crate) async fn part(stream: &mut TcpStream) {
    let _ = tokio::time::timeout(HEARD_FOR, read_out(stream)).await;
}

/// Says that nothing more comes, and waits until the other side has closed.
async fn read_out(stream: &mut TcpStream) -> Result<()> {
    poll_fn(|context| Pin::new(&mut *stream).poll_shutdown(context)).await?;
    for _ in 0..READS {
        if hear(stream).await? == 0 {
            break;
        }
    }
    Ok(())
}

/// Reads something, and forgets it: how much that was.
async fn hear(stream: &TcpStream) -> Result<usize> {
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
