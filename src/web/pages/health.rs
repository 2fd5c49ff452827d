//! Health checks.

use std::time::Duration;

use axum::extract::State as FromState;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;

use crate::web::monitoring::server;
use crate::web::monitoring::server::{Answer, wants_json};
use crate::web::state::State;

/// Liveness. A development build also returns its build time, so that pages reload after a rebuild.
pub(crate) async fn alive() -> impl IntoResponse {
    let build = if cfg!(debug_assertions) { built_at() } else { None };
    (build.map(|at| [("snug-build", format!("{at:?}"))]), "alive\n")
}

fn built_at() -> Option<Duration> {
    let built = std::env::current_exe().ok()?.metadata().ok()?.modified().ok()?;
    built.duration_since(std::time::UNIX_EPOCH).ok()
}

/// Readiness, as text or, if asked for, as JSON.
pub(crate) async fn ready(FromState(state): FromState<State>, headers: HeaderMap) -> impl IntoResponse {
    let json = headers.get(header::ACCEPT).is_some_and(|accept| wants_json(accept.as_bytes()));
    let Answer { status, media_type, body } = server::ready(&state, json).await;
    (status, [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-store")], body)
}
