//! For whoever watches the server.

use axum::extract::State as FromState;

use super::error::Error;
use crate::store::Store;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "alive\n"
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
