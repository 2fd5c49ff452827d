//! Archives and deletes rooms.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::{RoomName, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::room_deletion as deletion_views;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::rooms::details::back;
use crate::web::pages::shell::shell;
use crate::web::state::State;

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
    let same = RoomName::parse(&name).is_ok_and(|typed| typed.key() == entered.room.name.key());
    if chat::may_change_room(&viewer, &entered.room) && !same {
        let error = Some(strings(viewer.locale.language).wrong_room_name.as_str());
        let page = deletion(&state, &viewer, &entered, &name, error).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    state.chat.delete_room(&viewer, &entered).await?;
    Ok(redirect(Htmx(false), "/rooms"))
}
