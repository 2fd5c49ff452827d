//! Sending sidebar updates.

use crate::tasks;
use crate::web::state::State;
use crate::web::stream::sidebar::{GATHER_FOR, Updates};

/// Sends sidebar updates until the server stops.
pub(crate) async fn keep_updated(state: State) {
    // What was gathered is lost with a panic, after which this begins anew.
    state.live.mark_sidebars_dirty(None);
    loop {
        let changed = tokio::select! {
            () = state.stop.cancelled() => return,
            changed = state.live.dirty_sidebars(GATHER_FOR) => changed,
        };
        let accounts_by_hub = state.hubs.accounts_by_hub().await;
        state.sidebars.sidebars().shown.retain(|person, _| accounts_by_hub.contains_key(person));
        let mut event = Updates::new();
        for (person, hubs) in accounts_by_hub {
            if state.sidebars.may_differ(person, &changed) {
                match state.store.own_rooms(person).await {
                    // A panic for one account must not stop the updates of others.
                    Ok(now) => drop(tasks::catch("telling somebody of rooms", || {
                        state.sidebars.note(person, &now, &hubs, &mut event);
                    })),
                    Err(error) => tracing::error!(%error, "somebody's rooms cannot be read"),
                }
            }
        }
        for (hub, events) in event {
            state.hubs.tell(&hub, events);
        }
    }
}
