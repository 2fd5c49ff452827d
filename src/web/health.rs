//! For whoever watches the server.

use axum::extract::State as FromState;
use axum::response::IntoResponse;

use super::error::Error;
use crate::store::Store;

/// The process answers; a development build says which one it is, so that pages reload when there is another.
pub(super) async fn alive() -> impl IntoResponse {
    let process = cfg!(debug_assertions).then(|| [("snug-process", std::process::id().to_string())]);
    (process, "alive\n")
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
