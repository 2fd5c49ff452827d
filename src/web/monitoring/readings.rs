//! Figures that are read when they are asked for.

use jiff::Timestamp;

use crate::metrics::exposition::Readings;
use crate::metrics::{history, limits, process, streams};
use crate::model::administration::status::{ServerStatus, StoreFigures};
use crate::store;
use crate::web::monitoring::readiness;
use crate::web::state::State;

/// The figures for a scraper; those of the database are left out where it doesn't answer.
pub(crate) async fn readings(state: &State) -> Readings {
    let store = state.store.figures().await;
    let store = store.inspect_err(|error| tracing::error!(%error, "the database has no figures")).ok();
    let of = |figure: fn(&StoreFigures) -> u64| store.as_ref().map(figure);
    Readings {
        connections: state.connections.len().into(),
        hubs: state.hubs.len(),
        waiting_writes: state.chat.waiting_writes(),
        waiting_mails: of(|store| store.waiting_mails),
        waiting_pushes: of(|store| store.waiting_pushes),
        waiting_file_removals: of(|store| store.waiting_file_removals),
        unindexed_messages: of(|store| store.unindexed),
        database_bytes: of(|store| store.database_bytes),
        log_bytes: of(|store| store.log_bytes),
        file_bytes: of(|store| store.file_bytes),
        free_bytes: store.and_then(|store| store.free_bytes),
        accounts: of(|store| store.accounts),
        rooms: of(|store| store.rooms),
    }
}

/// The figures for administrators.
pub(crate) async fn status(state: &State) -> Result<ServerStatus, store::Error> {
    let checks = readiness::check(state).await.checks;
    Ok(ServerStatus {
        version: env!("CARGO_PKG_VERSION"),
        started_at: process::started_at(),
        store: state.store.figures().await?,
        messages: state.store.message_figures(Timestamp::now()).await?,
        connections: state.connections.len().into(),
        streams: streams::open(),
        waiting_writes: state.chat.waiting_writes() as u64,
        rejections: limits::refused(),
        failing: checks.into_iter().filter(|check| !check.ok).map(|check| (check.name, check.reason)).collect(),
        history: history::read(),
    })
}
