//! Going somewhere by typing a part of its name.

use axum::extract::State as FromState;
use serde::Deserialize;

use super::addresses::Query;
use super::complete::best;
use super::error::Error;
use super::forms::Htmx;
use super::rooms::shell;
use super::state::State;
use crate::model::Viewer;
use crate::views::Markup;
use crate::views::switch::{self as views, Found};
use crate::views::texts::texts;

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    q: String,
}

/// A page; for htmx, the options of a list box.
pub(super) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Query(Typed { q }): Query<Typed>,
) -> Result<Markup, Error> {
    let part = q.trim().trim_start_matches(['@', '#']).to_lowercase();
    let rooms = state.store.rooms(viewer.account.id).await?;
    // People without a conversation yet; nobody is shown everybody.
    let mut people = if part.is_empty() { Vec::new() } else { state.store.people(&part, views::MOST).await? };
    people.retain(|person| {
        person.id != viewer.account.id && !rooms.iter().any(|room| room.others == person.person.username.as_str())
    });
    let mut rooms = best(rooms, &part, |room| [room.name.as_str(), room.slug.as_str(), room.others.as_str()]);
    // What one is in comes first.
    rooms.sort_by_key(|room| !room.joined);
    let found = Found { rooms: &rooms, people: &people };
    if htmx.0 {
        return Ok(views::options(&found, texts(viewer.locale.language)));
    }
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(&viewer, &own, None), &q, &found))
}

/// The page of the keys that do something.
pub(super) async fn shortcuts(viewer: Viewer, FromState(state): FromState<State>) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::shortcuts(&shell(&viewer, &own, None)))
}
