//! The quick switcher: finds rooms and people by a part of their names.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use axum::extract::State as FromState;
use serde::Deserialize;

use crate::model::{Account, AccountId, OwnRooms, RoomKind, RoomSummary, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::quick_switcher::{Destination, FoundRoom};
use crate::views::pages::{quick_switcher as views, shortcuts};
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
    let (rooms, own) =
        tokio::try_join!(state.store.rooms(viewer.account.id), state.store.own_rooms(viewer.account.id))?;
    let present = state.presence.accounts();
    // People without a direct conversation yet. An empty search lists nobody.
    let mut people =
        if part.is_empty() { Vec::new() } else { state.store.people(&part, views::MAX_RESULTS).await? };
    people.retain(|person| {
        person.id != viewer.account.id && !rooms.iter().any(|room| room.others == person.person.username.as_str())
    });
    let rooms = matching(rooms, &part, |room| {
        // Others' addresses are random.
        let address = if room.kind == RoomKind::Open { room.slug.as_str() } else { "" };
        [room.name.as_str(), address, room.others.as_str()]
    });
    let rooms = with_marks(rooms, &own, &present);
    let found = if part.is_empty() { recent(rooms) } else { nearest(rooms, people, &present, &part) };
    if htmx.0 {
        return Ok(views::options(&found, strings(viewer.locale.language)));
    }
    Ok(views::page(&shell(&viewer, &own, None), &q, &found))
}

/// The rooms with their unread marks, and with the faces of their members.
fn with_marks(rooms: Vec<RoomSummary>, own: &OwnRooms, present: &HashSet<AccountId>) -> Vec<FoundRoom> {
    let own: HashMap<_, _> = own.iter().map(|(own, mark)| (&own.slug, (own, mark))).collect();
    let found = |room: RoomSummary| {
        let (own, mark) = own.get(&room.slug).map(|(own, mark)| ((*own).clone(), *mark)).unzip();
        let face = own.as_ref().and_then(|own| own.face.as_ref());
        let is_present = face.is_some_and(|face| present.contains(&face.account));
        FoundRoom { is_present, own, mark: mark.unwrap_or_default(), room }
    };
    rooms.into_iter().map(found).collect()
}

/// Before anything is typed: unread rooms, those with mentions first, then the others by their newest messages.
fn recent(mut rooms: Vec<FoundRoom>) -> Vec<Destination> {
    rooms.sort_by_key(|FoundRoom { room, mark, .. }| {
        let last = room.last.as_ref().map(|(_, at)| *at);
        (mark.mentions == 0, !mark.unread, !room.joined, room.archived, Reverse(last))
    });
    rooms.truncate(views::MAX_RECENT);
    rooms.into_iter().map(|found| Destination::Room(Box::new(found))).collect()
}

/// Sorts the results by their distance from the query.
fn nearest(
    rooms: Vec<FoundRoom>,
    people: Vec<Account>,
    present: &HashSet<AccountId>,
    part: &str,
) -> Vec<Destination> {
    let mut rooms: Vec<_> = rooms
        .into_iter()
        .map(|found| (distance_of_room(&found.room, part), Destination::Room(Box::new(found))))
        .collect();
    rooms.sort_by_key(|(distance, _)| *distance);
    rooms.truncate(views::MAX_RESULTS);
    let people = people.into_iter().map(|person| {
        let names = [person.person.username.as_str(), person.person.shown()];
        let distance = distance_of_person(names, part).unwrap_or(Distance::Person);
        let is_present = present.contains(&person.id);
        (distance, Destination::Person(person, is_present))
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
pub(crate) async fn list_shortcuts(viewer: Viewer, FromState(state): FromState<State>) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(shortcuts::page(&shell(&viewer, &own, None)))
}
