//! Telling people's open pages what has changed in their sidebars.

use crate::tasks;
use crate::web::state::State;
use crate::web::stream::sidebar::{GATHERED_FOR, Told};

/// Tells people's open pages what changes about their rooms, until the server stops.
pub(crate) async fn keep_current(state: State) {
    // What was gathered is lost with a panic, after which this begins anew.
    state.live.change_rooms(None);
    loop {
        let changed = tokio::select! {
            () = state.stop.cancelled() => return,
            changed = state.live.changed_places(GATHERED_FOR) => changed,
        };
        let listening = state.feeds.listening().await;
        state.sidebars.sidebars().retain(|person, _| listening.contains_key(person));
        let mut told = Told::new();
        for (person, feeds) in listening {
            if state.sidebars.may_differ(person, &changed) {
                match state.store.own_rooms(person).await {
                    // A panic over one person's rooms is no reason to tell nobody of theirs.
                    Ok(now) => drop(tasks::catch("telling somebody of rooms", || {
                        state.sidebars.note(person, &now, &feeds, &mut told);
                    })),
                    Err(error) => tracing::error!(%error, "somebody's rooms cannot be read"),
                }
            }
        }
        for (feed, events) in told {
            state.feeds.tell(&feed, events);
        }
    }
}
