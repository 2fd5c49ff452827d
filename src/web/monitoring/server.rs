//! The server of figures, on addresses of its own.
//!
//! It answers one request per connection, and shares no limits with the public server, so that it answers also while
//! that is full. A second HTTP server of hyper's would be another copy of it in the program.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::metrics::{exposition, history, text};
use crate::tasks;
use crate::web::monitoring::{readiness, readings};
use crate::web::state::State;

/// Connections at the same time; more are closed.
const MAX_CONNECTIONS: usize = 16;

/// Time limit for a request with its response.
const MAX_TIME: Duration = Duration::from_secs(10);

/// Largest head of a request, in bytes.
const MAX_HEAD: usize = 8 << 10;

/// Most header fields of a request.
const MAX_FIELDS: usize = 64;

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";

/// Gathers the last hour, and serves figures at these addresses until the process ends: also while the public server
/// stops, when the answer of readiness says so.
pub fn start(listeners: Vec<TcpListener>, state: &State) {
    history::begin();
    let stop = state.stop.clone();
    tasks::supervise("gathering figures", move || {
        let stop = stop.clone();
        async move {
            while stop.run_until_cancelled(tokio::time::sleep(history::EVERY)).await.is_some() {
                history::add();
            }
        }
    });
    let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    for listener in listeners {
        let (listener, state, permits) = (Arc::new(listener), state.clone(), Arc::clone(&permits));
        tasks::supervise("serving figures", move || {
            accept(Arc::clone(&listener), state.clone(), Arc::clone(&permits))
        });
    }
}

async fn accept(listener: Arc<TcpListener>, state: State, permits: Arc<Semaphore>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Usually too many open files: some are closed soon.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(permit) = Arc::clone(&permits).try_acquire_owned() else { continue };
        let state = state.clone();
        tasks::spawn("a request for figures", async move {
            // A client that has gone needs no answer.
            let _ = tokio::time::timeout(MAX_TIME, serve(stream, &state)).await;
            drop(permit);
        });
    }
}

async fn serve(mut stream: TcpStream, state: &State) -> std::io::Result<()> {
    let mut head = Vec::new();
    let asked = loop {
        if stream.read_buf(&mut head).await? == 0 {
            return Ok(());
        }
        match parse(&head) {
            Some(asked) => break asked,
            None if head.len() > MAX_HEAD => break Asked::Unclear,
            None => {}
        }
    };
    let answer = answer(asked, state).await;
    stream.write_all(&answer.into_bytes()).await?;
    stream.shutdown().await
}

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Metrics,
    Alive,
    Ready { json: bool },
    OtherMethod,
    OtherPath,
    Unclear,
}

/// The request, once its head is whole.
fn parse(head: &[u8]) -> Option<Asked> {
    let mut fields = [httparse::EMPTY_HEADER; MAX_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    match request.parse(head) {
        Ok(status) if status.is_partial() => return None,
        Ok(_) => {}
        Err(_) => return Some(Asked::Unclear),
    }
    if request.method != Some("GET") {
        return Some(Asked::OtherMethod);
    }
    let path = request.path.unwrap_or_default();
    Some(match path.split_once('?').map_or(path, |(path, _)| path) {
        "/metrics" => Asked::Metrics,
        "/healthz" => Asked::Alive,
        "/readyz" => {
            let accept = request.headers.iter().filter(|field| field.name.eq_ignore_ascii_case("accept"));
            Asked::Ready { json: accept.map(|field| field.value).any(wants_json) }
        }
        _ => Asked::OtherPath,
    })
}

/// Whether an `Accept` header names JSON.
pub(crate) fn wants_json(accept: &[u8]) -> bool {
    accept.windows(JSON.len()).any(|found| found.eq_ignore_ascii_case(JSON.as_bytes()))
}

async fn answer(asked: Asked, state: &State) -> Answer {
    let plain = |status, body: &str| Answer { status, media_type: TEXT, body: body.to_owned() };
    match asked {
        Asked::Metrics => {
            let body = exposition::text(&readings::readings(state).await);
            Answer { status: StatusCode::OK, media_type: text::MEDIA_TYPE, body }
        }
        Asked::Alive => plain(StatusCode::OK, "alive\n"),
        Asked::Ready { json } => ready(state, json).await,
        Asked::OtherMethod => plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET is answered here.\n"),
        Asked::OtherPath => plain(StatusCode::NOT_FOUND, "Here are /metrics, /healthz and /readyz.\n"),
        Asked::Unclear => plain(StatusCode::BAD_REQUEST, "This is no request that can be read.\n"),
    }
}

/// The answer about readiness, as text or JSON.
pub(crate) async fn ready(state: &State, json: bool) -> Answer {
    let readiness = readiness::check(state).await;
    let status = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let (media_type, body) = if json { (JSON, readiness.json()) } else { (TEXT, readiness.text()) };
    Answer { status, media_type, body }
}

/// A response.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) media_type: &'static str,
    pub(crate) body: String,
}

impl Answer {
    fn into_bytes(self) -> Vec<u8> {
        let Self { status, media_type, body } = self;
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\
            cache-control: no-store\r\nx-content-type-options: nosniff\r\n\r\n"
        );
        (head + &body).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_head_is_answered_and_only_what_is_here() {
        let asked = |text: &str| parse(text.as_bytes());
        assert_eq!(asked("GET /metrics HTTP/1.1\r\nHost: a\r\n"), None);
        assert_eq!(asked("GET /metrics?x HTTP/1.1\r\nHost: a\r\n\r\n"), Some(Asked::Metrics));
        let json = "GET /readyz HTTP/1.1\r\nACCEPT: text/html, Application/JSON\r\n\r\n";
        assert_eq!(asked(json), Some(Asked::Ready { json: true }));
        assert_eq!(asked("GET /readyz HTTP/1.1\r\nAccept: */*\r\n\r\n"), Some(Asked::Ready { json: false }));
        assert_eq!(asked("POST /metrics HTTP/1.1\r\n\r\n"), Some(Asked::OtherMethod));
        assert_eq!(asked("GET /rooms HTTP/1.1\r\n\r\n"), Some(Asked::OtherPath));
        assert_eq!(asked("\0\0"), Some(Asked::Unclear));
        let many = format!("GET /metrics HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(MAX_FIELDS + 1));
        assert_eq!(asked(&many), Some(Asked::Unclear));
    }
}
