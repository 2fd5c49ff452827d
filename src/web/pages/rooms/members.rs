//! Joins and leaves rooms, adds and removes members.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::{Username, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::choosing_people::{PeopleChoice, invite_page as invite_view};
use crate::views::pages::room_details::removal_page;
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::{own_page, redirect};
use crate::web::http::refusals::Refusal;
use crate::web::pages::direct::{all_names, people_to_choose, unresolved_names};
use crate::web::pages::rooms::details::{Search, back};
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Joining {
    /// The page to return to instead of the room.
    #[serde(default)]
    next: String,
}

pub(crate) async fn join(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(Joining { next }): Form<Joining>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    state.chat.join_room(&viewer, &entered).await?;
    let next = own_page(&next);
    let room = urls::room(&entered.room.slug);
    Ok(redirect(Htmx(false), if next.is_empty() { &room } else { next }))
}

pub(crate) async fn leave(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    state.chat.leave_room(&viewer, &entered).await?;
    Ok(redirect(Htmx(false), "/rooms"))
}

#[derive(Deserialize)]
pub(crate) struct Person {
    #[serde(default)]
    username: String,
}

#[derive(Deserialize)]
pub(crate) struct Invited {
    /// Names, as typed.
    #[serde(default)]
    username: String,
    /// Usernames chosen from the list.
    #[serde(default)]
    person: Vec<String>,
}

/// The page for choosing people to be added.
pub(crate) async fn invite_page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(Search { q, .. }): Query<Search>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    choosing_page(&state, &viewer, &entered, PeopleChoice { search: q, ..PeopleChoice::default() }).await
}

async fn choosing_page(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    choice: PeopleChoice,
) -> Result<Markup, Error> {
    if !chat::may_invite(&entered.room, entered.membership.as_ref()) {
        return Err(Error::Forbidden);
    }
    let mut people = people_to_choose(state, viewer, &choice).await?;
    let (members, own) =
        tokio::try_join!(state.store.members(entered.room.id), state.store.own_rooms(viewer.account.id))?;
    people.retain(|one| !members.iter().any(|member| member.id == one.account.id));
    Ok(invite_view(&shell(viewer, &own, None), entered, &choice, &people))
}

pub(crate) async fn invite(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(Invited { username, person }): Form<Invited>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let entered = enter(&state, &viewer, &slug).await?;
    if !chat::may_invite(&entered.room, entered.membership.as_ref()) {
        return Err(Error::Forbidden);
    }
    let i18n = strings(viewer.locale.language);
    let choice =
        |error| PeopleChoice { typed: username.clone(), chosen: person.clone(), error, ..PeopleChoice::default() };
    let names = match state.chat.resolve_people(&all_names(&username, &person)).await? {
        Ok(names) => names,
        Err(unresolved) => {
            let choice = choice(Some(unresolved_names(&unresolved, i18n)));
            let page = choosing_page(&state, &viewer, &entered, choice).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    if names.is_empty() {
        let page = choosing_page(&state, &viewer, &entered, choice(Some(i18n.type_a_name.clone()))).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    for name in &names {
        if let Err(error) = state.chat.invite(&viewer, &entered, name).await {
            let why = Refusal::of(error, i18n)?;
            // The people before have been added: adding them again changes nothing.
            let sentence = i18n.could_not_add(name.as_str(), why.sentence.as_str());
            return Ok(why.answer(choosing_page(&state, &viewer, &entered, choice(Some(sentence))).await?));
        }
    }
    Ok(back(&entered.room))
}

/// The page that asks before a member is removed. Somebody who isn't a member leads back to the list.
pub(crate) async fn removal(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(Person { username }): Query<Person>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    if !chat::may_remove(&viewer, room) {
        return Err(Error::Forbidden);
    }
    let (members, own) = tokio::try_join!(state.store.members(room.id), state.store.own_rooms(viewer.account.id))?;
    let named = Username::parse(&username).ok();
    let member = members.iter().find(|member| Some(&member.person.username) == named.as_ref());
    let Some(member) = member.filter(|member| room.created_by != Some(member.id)) else {
        return Ok(redirect(Htmx(false), &(urls::room(&room.slug) + "/about#members")));
    };
    Ok(removal_page(&shell(&viewer, &own, Some(room.id)), &entered, &member.person).into_response())
}

pub(crate) async fn remove(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(Person { username }): Form<Person>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let removed = match Username::parse(&username) {
        Ok(name) => state.chat.remove_member(&viewer, &entered, &name).await,
        Err(_) => Err(chat::Error::Nobody),
    };
    match removed {
        // Removing somebody who isn't a member succeeds.
        Ok(()) | Err(chat::Error::Nobody) => Ok(back(room)),
        Err(other) => Err(other.into()),
    }
}
