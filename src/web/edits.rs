//! Editing and deleting messages, and their earlier texts.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use super::accounts::go;
use super::addresses::Path;
use super::error::Error;
use super::forms::{Form, Htmx};
use super::refusals::Refusal;
use super::rooms::{enter, shell};
use super::state::State;
use crate::model::{Draft, Message, MessageId, Room, Viewer};
use crate::views::edits::{self as views, EditForm};
use crate::views::texts::texts;
use crate::views::{Markup, urls};

/// A message's address.
type Address = Path<(String, i64)>;

pub(super) async fn edit_page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Address,
) -> Result<Markup, Error> {
    let (room, message) = changeable(&state, &viewer, &slug, id).await?;
    let form = EditForm { body: message.body.clone(), error: None };
    page(&state, &viewer, &room, &message, &form).await
}

#[derive(Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    body: String,
}

pub(super) async fn edit(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
    Form(Fields { body }): Form<Fields>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let (room, message) = changeable(&state, &viewer, &slug, id).await?;
    let t = texts(viewer.locale.language);
    let refusal = match Draft::parse(&body) {
        Ok(draft) => match state.chat.edit(&viewer, &room, message.id, draft).await {
            Ok(()) => return Ok(go(htmx, &urls::message(&room.slug, message.id))),
            Err(error) => Refusal::of(error, t)?,
        },
        Err(error) => Refusal::invalid(error, t),
    };
    let form = EditForm { body, error: Some(refusal.sentence.clone()) };
    Ok(refusal.answer(page(&state, &viewer, &room, &message, &form).await?))
}

pub(super) async fn delete_page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Address,
) -> Result<Markup, Error> {
    let (room, message) = changeable(&state, &viewer, &slug, id).await?;
    let rooms = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::delete_page(&shell(&viewer, &rooms, Some(room.id)), &room, &message))
}

pub(super) async fn delete(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
) -> Result<Response, Error> {
    let room = enter(&state, &viewer, &slug).await?.room;
    state.chat.delete(&viewer, &room, MessageId(id)).await?;
    Ok(go(htmx, &urls::room(&room.slug)))
}

pub(super) async fn history(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Address,
) -> Result<Markup, Error> {
    let room = enter(&state, &viewer, &slug).await?.room;
    let message = state.store.message(room.id, MessageId(id)).await?;
    let (versions, rooms) =
        tokio::try_join!(state.store.versions(message.id), state.store.own_rooms(viewer.account.id))?;
    let shell = shell(&viewer, &rooms, Some(room.id));
    Ok(views::history_page(&shell, &room, &message, &versions))
}

async fn changeable(state: &State, viewer: &Viewer, slug: &str, id: i64) -> Result<(Room, Message), Error> {
    let room = enter(state, viewer, slug).await?.room;
    let message = state.chat.changeable_message(viewer, &room, MessageId(id)).await?;
    Ok((room, message))
}

async fn page(
    state: &State,
    viewer: &Viewer,
    room: &Room,
    message: &Message,
    form: &EditForm,
) -> Result<Markup, Error> {
    let rooms = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::edit_page(&shell(viewer, &rooms, Some(room.id)), room, message, form))
}
