//! Searches messages.

use std::time::Duration;

use axum::extract::State as FromState;
use serde::Deserialize;

use crate::model::{MessageId, Viewer, search};
use crate::views::Markup;
use crate::views::pages::search as views;
use crate::web::http::error::{Error, TRY_AGAIN};
use crate::web::http::extractors::Query;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The number of results on a page.
const PAGE_SIZE: usize = 25;

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    q: String,
    /// The id of a message: results are older than it.
    #[serde(default)]
    before: String,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Fields { q, before }): Query<Fields>,
) -> Result<Markup, Error> {
    let account = viewer.account.id;
    // Bounds the searches of one account. A search continues after its client has disconnected, and still counts.
    let slot = state.searches.take(account).map_err(|_| Error::TooMany(Duration::from_secs(1)))?;
    let sought = search::Query::parse(&q, viewer.locale.zone.rules());
    let before = before.parse().ok().map(MessageId);
    let found = if sought.is_empty() {
        None
    } else {
        // Searches run one at a time, in turns between networks.
        let turn = state.search_queue.turn(viewer.network).await.map_err(|_| Error::TooMany(TRY_AGAIN))?;
        let store = state.store.clone();
        let search = tokio::spawn(async move {
            let _held = (slot, turn);
            store.search(account, sought, before, PAGE_SIZE).await
        });
        Some(search.await.map_err(|error| {
            tracing::error!(%error, "a search ended early");
            Error::Internal
        })??)
    };
    let own = state.store.own_rooms(account).await?;
    let page = views::Search { typed: &q, found: found.as_ref(), older: before.is_some() };
    Ok(views::page(&shell(&viewer, &own, None), &page))
}
