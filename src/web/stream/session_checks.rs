//! Ends the streams of sessions that another process has ended, for example `snug user deactivate`.

use crate::live::Revoked;
use crate::model::Timestamp;
use crate::store;
use crate::web::state::State;

/// Checks the sessions of open streams whenever another process may have written, until the server stops.
pub(crate) async fn keep_checked(state: State) {
    let mut missed = state.live.missed();
    while let Some(Ok(())) = state.stop.run_until_cancelled(missed.changed()).await {
        for session in state.streams.keys().into_iter().chain(state.frames.keys()) {
            match state.store.viewer(session, Timestamp::now()).await {
                Err(store::Error::NotFound) => state.live.revoke(Revoked::Session(session)),
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "a session cannot be checked"),
            }
        }
    }
}
