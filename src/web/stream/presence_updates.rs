//! Sending presence updates.

use std::time::Instant;

use crate::tasks;
use crate::web::state::State;
use crate::web::stream::presence::UPDATE_INTERVAL;

/// Sends presence updates until the server stops.
pub(crate) async fn keep_updated(state: State) {
    loop {
        tokio::select! {
            () = state.stop.cancelled() => return,
            () = state.presence.0.some.notified() => {}
        }
        // While anybody is present: people leave without a signal.
        loop {
            let (changed, anybody) = state.presence.look(Instant::now());
            for person in state.sidebars.set_present(state.presence.accounts()) {
                state.live.mark_sidebars_dirty(Some(person));
            }
            for (room, news) in changed {
                // A panic for one room must not stop the updates of others.
                tasks::catch("telling a room who is there", || {
                    state.hubs.send_to_all(room, |language| news.bytes(language));
                });
            }
            if !anybody || state.stop.run_until_cancelled(tokio::time::sleep(UPDATE_INTERVAL)).await.is_none() {
                break;
            }
        }
    }
}
