//! Telling the readers of rooms who is there.

use std::time::Instant;

use crate::tasks;
use crate::web::state::State;
use crate::web::stream::presence::TOLD_EVERY;

/// Tells rooms' readers who is there, until the server stops.
pub(crate) async fn keep_current(state: State) {
    loop {
        tokio::select! {
            () = state.stop.cancelled() => return,
            () = state.signs.0.some.notified() => {}
        }
        // As long as somebody is anywhere: people go without a sign.
        loop {
            let (changed, anybody) = state.signs.look(Instant::now());
            for (room, news) in changed {
                // A panic over one room is no reason to tell no other.
                tasks::catch("telling a room who is there", || {
                    state.feeds.tell_everyone(room, |language| news.bytes(language));
                });
            }
            if !anybody || state.stop.run_until_cancelled(tokio::time::sleep(TOLD_EVERY)).await.is_none() {
                break;
            }
        }
    }
}
