//! HTTP/1.1, plain or over TLS.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Request};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::model::Network;
use crate::web::server::answers::{Answers, HEAD_TIMEOUT, SHORT_HEAD_TIMEOUT, compressed};
use crate::web::server::hijack::{Hijack, OnHijack, Socket};
use crate::web::server::slots::Slot;
use crate::web::server::transport::Transport;

/// Approximate size of hyper's buffers per connection, in bytes.
const MAX_BUFFERED: usize = 64 << 10;

/// Serves requests. `kept` is the slot for keep-alive, if there was one. Returns the socket when the connection ended
/// without an I/O error.
pub(super) async fn serve(
    transport: Transport,
    answers: Answers,
    kept: Option<Slot<Network>>,
    stop: CancellationToken,
    slot: Slot<Network>,
) -> Option<Socket> {
    let timeout = if kept.is_some() { HEAD_TIMEOUT } else { SHORT_HEAD_TIMEOUT };
    let kept = Arc::new(Mutex::new(kept));
    // Only a socket without TLS can be written to by others.
    let hijack = match &transport {
        Transport::Plain(_) => Hijack::default(),
        Transport::Tls(_) => Hijack::only_to_close(),
    };
    let offered = hijack.clone();
    let answer = compressed(tower::service_fn(move |request| {
        let (answers, kept) = (answers.clone(), Arc::clone(&kept));
        async move {
            let mut response = answers.answer(request).await;
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            // A stream: its connection waits for no further request meanwhile, and is not kept for one.
            if response.body().size_hint().exact().is_none() {
                *kept = None;
            }
            if kept.is_none() {
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(response)
        }
    }));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(offered.clone());
        Box::pin(answer.clone().oneshot(request))
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(timeout)
        .max_buf_size(MAX_BUFFERED)
        .serve_connection(TokioIo::new(transport), service);
    let mut stopping = false;
    let outcome = loop {
        let poll = poll_fn(|context| {
            let polled = connection.poll_without_shutdown(context);
            // Checked after every poll: a handler that has hijacked the connection never returns.
            match hijack.on_hijack() {
                Some(on_hijack) => Poll::Ready(Outcome::Hijacked(on_hijack)),
                None => polled.map(Outcome::Ended),
            }
        });
        tokio::select! {
            outcome = poll => break outcome,
            () = stop.cancelled(), if !stopping => stopping = true,
        }
        Pin::new(&mut connection).graceful_shutdown();
    };
    let mut transport = connection.into_parts().io.into_inner();
    let answered = match &outcome {
        Outcome::Hijacked(_) => false,
        // hyper has sent the reason (400, 414, 431).
        Outcome::Ended(ended) => ended.as_ref().map_or_else(hyper::Error::is_parse, |()| true),
    };
    if answered {
        transport.end().await;
    }
    let socket = Socket::new(transport.into_socket(), slot);
    match outcome {
        Outcome::Hijacked(on_hijack) => on_hijack(socket),
        Outcome::Ended(_) if answered => return Some(socket),
        // Clients disconnect at any time.
        Outcome::Ended(ended) => tracing::debug!(error = ?ended.err(), "a connection ended early"),
    }
    None
}

enum Outcome {
    Ended(hyper::Result<()>),
    Hijacked(OnHijack),
}
