//! A room's details: members, notifications, name, archiving and deleting.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::notifications::settings::Pause;
use crate::model::sidebar::{Placement, SectionName};
use crate::model::{NotificationLevel, Room, Timestamp, Username, Viewer};
use crate::store::{Entered, Mute};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::choosing_people::{PeopleChoice, invite_page as invite_view};
use crate::views::pages::room_deletion as deletion_views;
use crate::views::pages::room_details as views;
use crate::views::pages::room_details::{Permissions, RoomDetails, TypedPlacement};
use crate::views::parts::{refusals, urls};
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::{own_page, redirect};
use crate::web::http::refusals::Refusal;
use crate::web::pages::direct::{all_names, people_to_choose, unresolved_names};
use crate::web::pages::rooms::list;
use crate::web::pages::rooms::list::{name_taken, refused_form};
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The most members listed. Others are found by searching.
const MAX_LISTED: usize = 200;

#[derive(Deserialize)]
pub(crate) struct Search {
    #[serde(default)]
    q: String,
    saved: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(Search { q, saved }): Query<Search>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    page(&state, &viewer, &entered, &RoomDetails { search: q, saved: saved.is_some(), ..RoomDetails::default() })
        .await
}

async fn page(state: &State, viewer: &Viewer, entered: &Entered, details: &RoomDetails) -> Result<Markup, Error> {
    let room = &entered.room;
    let (mut members, own) =
        tokio::try_join!(state.store.members(room.id), state.store.own_rooms(viewer.account.id))?;
    let sought = details.search.trim().to_lowercase();
    members.retain(|member| member.person.is_called(&sought));
    members.truncate(MAX_LISTED);
    let retention_days = match room.retention {
        Some(days) => days,
        None => state.store.server_settings().await?.retention_days,
    };
    let acts = if entered.membership.is_some() { state.store.room_acts(entered).await? } else { Vec::new() };
    let muted_until = state.store.room_muted_until(room.id, viewer.account.id, Timestamp::now()).await?;
    let details = &RoomDetails { retention_days, acts, muted_until, ..details.clone() };
    let may = Permissions {
        invite: chat::may_invite(room, entered.membership.as_ref()),
        remove: chat::may_remove(viewer, room),
        change: chat::may_change_room(viewer, room),
    };
    Ok(views::page(&shell(viewer, &own, Some(room.id)), entered, &members, may, details))
}

pub(crate) async fn change(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(fields): Form<list::Fields>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let entered = enter(&state, &viewer, &slug).await?;
    let i18n = strings(viewer.locale.language);
    let form = match list::parse(&fields, i18n) {
        Ok((name, description)) => match state.chat.describe_room(&viewer, &entered, name, description).await {
            Ok(room) => return Ok(back(&room)),
            Err(chat::Error::NameTaken) => name_taken(&fields, i18n),
            Err(other) => {
                let why = Refusal::of(other, i18n)?;
                let form = Some(refused_form(&fields, entered.room.kind, &why));
                let details = RoomDetails { form, ..RoomDetails::default() };
                return Ok(why.answer(page(&state, &viewer, &entered, &details).await?));
            }
        },
        Err(form) => form,
    };
    refuse(&state, &viewer, &slug, RoomDetails { form: Some(form), ..RoomDetails::default() }).await
}

pub(crate) async fn refuse(
    state: &State,
    viewer: &Viewer,
    slug: &str,
    details: RoomDetails,
) -> Result<Response, Error> {
    // Enter again: the viewer may have lost access.
    let entered = enter(state, viewer, slug).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(state, viewer, &entered, &details).await?).into_response())
}

pub(crate) fn back(room: &Room) -> Response {
    redirect(Htmx(false), &(urls::room(&room.slug) + "/about?saved=yes"))
}

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
    Ok(redirect(
        Htmx(false),
        if next.is_empty() { urls::room(&entered.room.slug) } else { next.to_owned() }.as_str(),
    ))
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

#[derive(Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    involvement: String,
    /// For how long the room is muted: a name of a pause, `off`, or nothing to leave it as it is.
    #[serde(default)]
    mute: String,
}

pub(crate) async fn set_notification_level(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(Choice { involvement, mute }): Form<Choice>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let level = NotificationLevel::parse(&involvement).ok_or(Error::BadForm)?;
    let muted = match mute.as_str() {
        "" => None,
        "off" => Some(Mute(None)),
        name => {
            let pause = Pause::parse(name).ok_or(Error::BadForm)?;
            Some(Mute(Some(pause.end(Timestamp::now(), &viewer.locale.zone))))
        }
    };
    state.chat.set_notification_level(&viewer, &entered, level, muted).await?;
    Ok(back(room))
}

#[derive(Deserialize)]
pub(crate) struct PlacementForm {
    starred: Option<String>,
    #[serde(default)]
    section: String,
}

pub(crate) async fn place(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(PlacementForm { starred, section }): Form<PlacementForm>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let starred = starred.is_some();
    match SectionName::parse(&section) {
        Ok(section) => {
            state.chat.place_room(&viewer, &entered, Placement { starred, section }).await?;
            Ok(back(&entered.room))
        }
        Err(error) => {
            let error = refusals::section_name(error, strings(viewer.locale.language));
            let placement = Some(TypedPlacement { starred, section, error });
            refuse(&state, &viewer, &slug, RoomDetails { placement, ..RoomDetails::default() }).await
        }
    }
}

pub(crate) async fn archive(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Response, Error> {
    set_archived(&state, &viewer, &slug, true).await
}

pub(crate) async fn unarchive(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Response, Error> {
    set_archived(&state, &viewer, &slug, false).await
}

async fn set_archived(state: &State, viewer: &Viewer, slug: &str, archived: bool) -> Result<Response, Error> {
    let entered = enter(state, viewer, slug).await?;
    state.chat.archive_room(viewer, &entered, archived).await?;
    Ok(back(&entered.room))
}

pub(crate) async fn delete_page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    if !chat::may_change_room(&viewer, &entered.room) {
        return Err(Error::Forbidden);
    }
    deletion(&state, &viewer, &entered, "", None).await
}

/// The page to delete a room, with the name typed so far and what is wrong with it.
async fn deletion(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    typed: &str,
    error: Option<&str>,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(deletion_views::delete_page(&shell(viewer, &own, Some(entered.room.id)), entered, typed, error))
}

#[derive(Deserialize)]
pub(crate) struct Sure {
    #[serde(default)]
    name: String,
}

pub(crate) async fn delete(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(Sure { name }): Form<Sure>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let same = crate::model::RoomName::parse(&name).is_ok_and(|typed| typed.key() == entered.room.name.key());
    if chat::may_change_room(&viewer, &entered.room) && !same {
        let error = Some(strings(viewer.locale.language).wrong_room_name.as_str());
        let page = deletion(&state, &viewer, &entered, &name, error).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    state.chat.delete_room(&viewer, &entered).await?;
    Ok(redirect(Htmx(false), "/rooms"))
}
