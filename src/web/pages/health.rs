//! Health checks.

use std::time::Duration;

use axum::extract::State as FromState;
use axum::response::IntoResponse;

use crate::chat::Chat;
use crate::store::Writing;
use crate::web::http::error::Error;

/// Liveness. A development build also returns its build time, so that pages reload after a rebuild.
pub(crate) async fn alive() -> impl IntoResponse {
    let build = if cfg!(debug_assertions) { built_at() } else { None };
    (build.map(|at| [("snug-build", format!("{at:?}"))]), "alive\n")
}

fn built_at() -> Option<Duration> {
    let built = std::env::current_exe().ok()?.metadata().ok()?.modified().ok()?;
    built.duration_since(std::time::UNIX_EPOCH).ok()
}

/// How long a working database may take.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Readiness: the database answers. If only writes fail, as on a full disk, the server is ready for reading.
pub(crate) async fn ready(FromState(chat): FromState<Chat>) -> Result<&'static str, Error> {
    match tokio::time::timeout(MAX_TIME, chat.check_store()).await {
        Ok(Ok(Writing::Works)) => Ok("ready\n"),
        Ok(Ok(Writing::Fails(error))) => {
            tracing::error!(%error, "ready for reading alone");
            Ok("ready for reading alone: the disk takes no writes\n")
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "not ready");
            Err(Error::Unavailable)
        }
        Err(_) => {
            tracing::error!("not ready: the database does not answer");
            Err(Error::Unavailable)
        }
    }
}
