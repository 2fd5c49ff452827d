//! Background loops that render updates for open pages.

use crate::tasks;
use crate::web::state::State;
use crate::web::stream::{presence_updates, session_checks, sidebar_updates};

/// Starts the loops; they run until the state's `stop` is cancelled, and start again after a panic.
pub fn start_updates(state: &State) {
    let (sidebars, presence, sessions) = (state.clone(), state.clone(), state.clone());
    tasks::supervise("sending sidebar updates", move || sidebar_updates::keep_updated(sidebars.clone()));
    tasks::supervise("sending presence updates", move || presence_updates::keep_updated(presence.clone()));
    tasks::supervise("checking the sessions of streams", move || session_checks::keep_checked(sessions.clone()));
}
