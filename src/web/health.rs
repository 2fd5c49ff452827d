//! For whoever watches the server.

use axum::extract::State as FromState;
use axum::response::IntoResponse;

use super::error::Error;
use crate::store::Store;

/// The process answers; a development build says which build it is, so that pages reload when there is another.
pub(super) async fn alive() -> impl IntoResponse {
    let build = if cfg!(debug_assertions) { built_at() } else { None };
    (build.map(|at| [("snug-build", format!("{at:?}"))]), "alive\n")
}

fn built_at() -> Option<std::time::Duration> {
    let built = std::env::current_exe().ok()?.metadata().ok()?.modified().ok()?;
    built.duration_since(std::time::UNIX_EPOCH).ok()
}

/// The database answers too.
pub(super) async fn ready(FromState(store): FromState<Store>) -> Result<&'static str, Error> {
    match store.ping().await {
        Ok(()) => Ok("ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            Err(Error::Unavailable)
        }
    }
}
