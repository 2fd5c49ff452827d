//! The quick switcher: finds rooms and people by a part of their names.

use axum::extract::State as FromState;
use serde::Deserialize;

use crate::model::{Account, RoomKind, RoomSummary, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::quick_switcher as views;
use crate::views::pages::quick_switcher::Destination;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::Htmx;
use crate::web::pages::completion::matching;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    q: String,
}

/// The results as a page; for htmx, as options of a list box.
pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Query(Typed { q }): Query<Typed>,
) -> Result<Markup, Error> {
    let part = q.trim().trim_start_matches(['@', '#']).to_lowercase();
    let rooms = state.store.rooms(viewer.account.id).await?;
    // People without a direct conversation yet. An empty search lists nobody.
    let mut people =
        if part.is_empty() { Vec::new() } else { state.store.people(&part, views::MAX_RESULTS).await? };
    people.retain(|person| {
        person.id != viewer.account.id && !rooms.iter().any(|room| room.others == person.person.username.as_str())
    });
    let rooms = matching(rooms, &part, |room| [room.name.as_str(), room.slug.as_str(), room.others.as_str()]);
    let found = nearest(rooms, people, &part);
    if htmx.0 {
        return Ok(views::options(&found, strings(viewer.locale.language)));
    }
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(&viewer, &own, None), &q, &found))
}

/// Sorts the results by their distance from the query.
fn nearest(rooms: Vec<RoomSummary>, people: Vec<Account>, part: &str) -> Vec<Destination> {
    let mut rooms: Vec<_> =
        rooms.into_iter().map(|room| (distance_of_room(&room, part), Destination::Room(room))).collect();
    rooms.sort_by_key(|(distance, _)| *distance);
    rooms.truncate(views::MAX_RESULTS);
    let people = people.into_iter().map(|person| {
        let names = [person.person.username.as_str(), person.person.shown()];
        (distance_of_person(names, part).unwrap_or(Distance::Person), Destination::Person(person))
    });
    let mut found: Vec<_> = rooms.into_iter().chain(people).collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, destination)| destination).collect()
}

/// How well a result matches the query, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    /// An exact match.
    Exactly,
    /// A room whose name matches exactly.
    RoomExactly,
    /// One of the names matches.
    OneName,
    /// A room of the viewer's.
    Own,
    Person,
    /// A conversation with several people, one of whom may match.
    Several,
    Other,
}

fn distance_of_room(room: &RoomSummary, part: &str) -> Distance {
    match room.kind {
        // Usernames can't contain commas.
        RoomKind::Direct if room.others.contains(',') => Distance::Several,
        RoomKind::Direct => distance_of_person([&room.others, &room.name], part).unwrap_or(Distance::Own),
        _ if [room.name.as_str(), room.slug.as_str()].iter().any(|name| name.to_lowercase() == part) => {
            Distance::RoomExactly
        }
        _ if room.joined => Distance::Own,
        _ => Distance::Other,
    }
}

fn distance_of_person(names: [&str; 2], part: &str) -> Option<Distance> {
    let [username, shown] = names.map(str::to_lowercase);
    // The handle behind an ambiguous name isn't part of the name.
    let name = shown.strip_suffix(&format!(" (@{username})")).unwrap_or(&shown);
    match () {
        () if username == part || name == part => Some(Distance::Exactly),
        () if name.split_whitespace().any(|one| one == part) => Some(Distance::OneName),
        () => None,
    }
}

/// The page of keyboard shortcuts.
pub(crate) async fn shortcuts(viewer: Viewer, FromState(state): FromState<State>) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::shortcuts(&shell(&viewer, &own, None)))
}
