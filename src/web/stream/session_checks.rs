//! Ends the streams of sessions that have ended, or may no longer read, where no notice names the session.

use crate::live::Revoked;
use crate::model::{SessionId, Timestamp};
use crate::store;
use crate::web::http::sessions::lacks_factor;
use crate::web::state::State;

/// Checks the sessions of open streams whenever another process may have written, or a rule of access has changed, until
/// the server stops.
pub(crate) async fn keep_checked(state: State) {
    let (mut missed, mut rechecks) = (state.live.missed(), state.live.session_rechecks());
    let mut next = async || {
        tokio::select! {
            changed = missed.changed() => changed,
            changed = rechecks.changed() => changed,
        }
    };
    while let Some(Ok(())) = state.stop.run_until_cancelled(next()).await {
        for session in state.streams.keys().into_iter().chain(state.frames.keys()) {
            match may_read(&state, session).await {
                Ok(true) => {}
                Ok(false) => state.live.revoke(Revoked::Session(session)),
                Err(error) => tracing::error!(%error, "a session cannot be checked"),
            }
        }
    }
}

/// Whether a session exists, and its account has the second factor that its role needs.
async fn may_read(state: &State, session: SessionId) -> Result<bool, store::Error> {
    match state.store.viewer(session, Timestamp::now()).await {
        Ok(viewer) => Ok(!lacks_factor(&viewer, &state.store.server_settings().await?)),
        Err(store::Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}
