//! The list of people, and their cards.

use axum::extract::State as FromState;
use jiff::Timestamp;
use serde::Deserialize;

use crate::model::{Account, Slug, Username, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::cards as views;
use crate::views::pages::cards::{Actions, PeoplePage};
use crate::views::parts::completion::{Completion, options};
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::Htmx;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The most people suggested while names are typed.
const MAX_SUGGESTIONS: usize = 8;

/// The most people on a page.
const PAGE: u32 = 50;

#[derive(Deserialize)]
pub(crate) struct Search {
    #[serde(default)]
    q: String,
    /// The username after which the page begins.
    #[serde(default)]
    after: String,
}

pub(crate) async fn list(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Query(Search { q, after }): Query<Search>,
) -> Result<Markup, Error> {
    if htmx.0 {
        return suggestions(&state, &viewer, &q).await;
    }
    let (part, after) = (q.trim().trim_start_matches('@').to_lowercase(), after.to_lowercase());
    let (mut people, own) = tokio::try_join!(
        state.store.listed_people(&part, &after, PAGE + 1, Timestamp::now()),
        state.store.own_rooms(viewer.account.id)
    )?;
    let more = people.len() > PAGE as usize;
    people.truncate(PAGE as usize);
    let present = state.presence.accounts();
    let page = PeoplePage { search: &q, people: &people, present: &present, more };
    Ok(views::page(&shell(&viewer, &own, None), &page))
}

/// People whose names begin with or contain what is typed in a field of names, as options of a list box.
async fn suggestions(state: &State, viewer: &Viewer, typed: &str) -> Result<Markup, Error> {
    let part = typed.trim().trim_start_matches('@').to_lowercase();
    let mut people =
        if part.is_empty() { Vec::new() } else { state.store.people(&part, MAX_SUGGESTIONS + 1).await? };
    people.retain(|one| one.id != viewer.account.id);
    people.truncate(MAX_SUGGESTIONS);
    let suggestion = |one: Account| {
        let handle = format!("@{}", one.person.username);
        let detail = if one.person.name.is_some() { handle.clone() } else { String::new() };
        Completion { insert: format!("{handle}, "), name: one.person.shown().to_owned(), detail, custom: None }
    };
    Ok(options(&people.into_iter().map(suggestion).collect::<Vec<_>>()))
}

#[derive(Deserialize)]
pub(crate) struct From {
    /// The room from which the card was opened, where its person can be mentioned.
    #[serde(default)]
    room: String,
}

/// A card as a page; for scripts, as the content of a dialog.
pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(name): Path<String>,
    Query(From { room }): Query<From>,
) -> Result<Markup, Error> {
    let name = Username::parse(&name).map_err(|_| Error::NotFound)?;
    let now = Timestamp::now();
    let account = viewer.account.id;
    let (card, own) = tokio::try_join!(state.store.card(account, &name, now), state.store.own_rooms(account))?;
    // Only a room of one's own: its address tells nothing that the viewer doesn't know.
    let slug = Slug::parse(&room);
    let room = own.rooms.iter().find(|own| own.slug == slug && !own.archived).map(|own| &own.slug);
    let is_self = card.listed.account.id == account;
    let can_be_reached = card.is_active && !card.is_guest;
    let actions = Actions {
        reachable: can_be_reached,
        mention: room.filter(|_| can_be_reached && !is_self),
        is_self,
        is_present: state.presence.accounts().contains(&card.listed.account.id),
    };
    if htmx.0 {
        return Ok(views::card(&card, &actions, now, &viewer.locale, strings(viewer.locale.language)));
    }
    Ok(views::card_page(&shell(&viewer, &own, None), &card, &actions, now))
}
