//! The page of a room's details, and its name and description.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::{Account, Role, Room, Timestamp, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::room_details as views;
use crate::views::pages::room_details::state::{Permissions, RoomDetails};
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::rooms::list;
use crate::web::pages::rooms::list::{name_taken, refused_form};
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The most members listed. Others are found by searching.
const MAX_LISTED: usize = 200;

#[derive(Deserialize)]
pub(crate) struct Search {
    #[serde(default)]
    pub(crate) q: String,
    pub(crate) saved: Option<String>,
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
    let (mut members, pins, own) = tokio::try_join!(
        state.store.members(room.id),
        state.store.pins(room.id),
        state.store.own_rooms(viewer.account.id)
    )?;
    let (member_count, pin_count) = (members.len(), pins.len());
    let sought = details.search.trim().to_lowercase();
    members.retain(|member| member.person.is_called(&sought));
    members.sort_by_key(|member| rank(member, room));
    members.truncate(MAX_LISTED);
    let retention_days = match room.retention {
        Some(days) => days,
        None => state.store.server_settings().await?.retention_days,
    };
    let acts = if entered.membership.is_some() { state.store.room_acts(entered).await? } else { Vec::new() };
    let muted_until = state.store.room_muted_until(room.id, viewer.account.id, Timestamp::now()).await?;
    let details = &RoomDetails { member_count, pin_count, retention_days, acts, muted_until, ..details.clone() };
    let may = Permissions {
        invite: chat::may_invite(room, entered.membership.as_ref()),
        remove: chat::may_remove(viewer, room),
        change: chat::may_change_room(viewer, room),
    };
    Ok(views::page(&shell(viewer, &own, Some(room.id)), entered, &members, may, details))
}

/// The place of a member in the list: first whoever created the room, then those who run the server.
fn rank(member: &Account, room: &Room) -> u8 {
    match member.role {
        _ if room.created_by == Some(member.id) => 0,
        Role::Administrator => 1,
        Role::Moderator => 2,
        Role::Member => 3,
    }
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
