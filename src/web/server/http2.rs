//! HTTP/2 (RFC 9113) over TLS: many requests share a connection, and with it, its limits.

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use axum::http::{HeaderValue, Request, header};
use hyper::body::Incoming;
use hyper::rt::Executor;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::model::Network;
use crate::tasks;
use crate::web::server::activity::Activity;
use crate::web::server::answers::{Answers, HEAD_TIMEOUT, SHORT_HEAD_TIMEOUT, compressed};
use crate::web::server::slots::Slot;
use crate::web::server::transport::Transport;

/// Requests at the same time, live streams among them: as RFC 9113, 6.5.2 recommends at least.
const MAX_STREAMS: u32 = 100;

/// The most bytes of a request's headers, in all.
const MAX_HEADERS: u32 = 64 << 10;

/// Bytes of request bodies that are received before they are read: for one request, and for all.
const STREAM_WINDOW: u32 = 256 << 10;
const CONNECTION_WINDOW: u32 = 1 << 20;

/// Bytes of a response that are buffered for the connection.
const MAX_SENT_AHEAD: usize = 64 << 10;

/// Requests that the client has cancelled, and that wait for being noticed; more end the connection (CVE-2023-44487).
const MAX_CANCELLED: usize = 20;

/// Streams that were reset because of the client's errors; more end the connection.
const MAX_ERRORS: usize = 64;

/// Pings find out whether a client is still there, and time limit of its answer.
const PING_EVERY: Duration = Duration::from_secs(20);
const PING_TIMEOUT: Duration = Duration::from_secs(20);

/// How often it is checked that requests or responses move.
const CHECKED_EVERY: Duration = Duration::from_secs(5);

/// Serves requests until the connection ends. `kept` is the slot for keep-alive, if there was one.
pub(super) async fn serve(
    transport: Transport,
    answers: Answers,
    kept: Option<Slot<Network>>,
    stop: CancellationToken,
) {
    let idle = if kept.is_some() { HEAD_TIMEOUT } else { SHORT_HEAD_TIMEOUT };
    let patience = answers.write_timeout();
    let activity = Activity::default();
    let watched = activity.clone();
    let answer = compressed(tower::service_fn(move |request| {
        let answers = answers.clone();
        async move { Ok::<_, Infallible>(answers.answer(request).await) }
    }));
    let service = service_fn(move |mut request: Request<Incoming>| {
        name_host(&mut request);
        let (answer, began) = (answer.clone(), watched.begin());
        Box::pin(async move {
            let Ok(response) = answer.oneshot(request).await;
            Ok::<_, Infallible>(response.map(|body| began.watch(body)))
        })
    });
    let connection = http2::Builder::new(Tasks)
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .max_header_list_size(MAX_HEADERS)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_send_buf_size(MAX_SENT_AHEAD)
        .max_pending_accept_reset_streams(MAX_CANCELLED)
        .max_local_error_reset_streams(MAX_ERRORS)
        .keep_alive_interval(PING_EVERY)
        .keep_alive_timeout(PING_TIMEOUT)
        .serve_connection(TokioIo::new(transport), service);
    let mut connection = pin!(connection);
    let mut checks = tokio::time::interval(CHECKED_EVERY);
    let mut ending = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection over HTTP/2 ended early");
                }
                break;
            }
            () = stop.cancelled(), if !ending => ending = true,
            _ = checks.tick() => {
                if activity.is_stalled(patience) {
                    tracing::debug!("a client takes nothing of a response over HTTP/2");
                    break;
                }
                match activity.idle_for() {
                    // It was asked to end, and holds on to the connection.
                    Some(time) if ending && time > SHORT_HEAD_TIMEOUT => break,
                    Some(time) if time > idle => ending = true,
                    _ => continue,
                }
            }
        }
        connection.as_mut().graceful_shutdown();
    }
}

/// Names the host as requests over HTTP/1.1 do (RFC 9113, 8.3.1): all else looks there.
fn name_host<B>(request: &mut Request<B>) {
    if request.headers().contains_key(header::HOST) {
        return;
    }
    let host = request.uri().authority().and_then(|host| HeaderValue::from_str(host.as_str()).ok());
    if let Some(host) = host {
        request.headers_mut().insert(header::HOST, host);
    }
}

/// Spawns what hyper does beside the connection, such as sending a response.
#[derive(Clone, Copy, Debug)]
struct Tasks;

impl<F: Future<Output = ()> + Send + 'static> Executor<F> for Tasks {
    fn execute(&self, future: F) {
        tasks::spawn("a request over HTTP/2", future);
    }
}
