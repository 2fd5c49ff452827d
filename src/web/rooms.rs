//! Rooms: the list, making one, and reading one.

use axum::extract::State as FromState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::accounts::go;
use super::addresses::{Path, Query};
use super::error::Error;
use super::forms::{Form, Htmx};
use super::messages::new_nonce;
use super::pages;
use super::state::State;
use crate::chat::{self, Chat};
use crate::model::{MessageId, MessageState, Position, Room, RoomLink, RoomName, Slug, Viewer};
use crate::store::Store;
use crate::views::messages::{Composer, Marked};
use crate::views::rooms::{self as views, RoomForm, RoomPage};
use crate::views::{Markup, Shell, urls};

/// How many messages a page has.
pub(super) const PAGE_SIZE: u32 = 50;

pub(super) async fn home(viewer: Viewer, FromState(store): FromState<Store>) -> Result<Response, Error> {
    let slug = match viewer.last_room {
        Some(slug) => slug,
        None => store.first_room().await?.slug,
    };
    Ok(go(Htmx(false), &urls::room(&slug)))
}

pub(super) async fn list(viewer: Viewer, FromState(state): FromState<State>) -> Result<Markup, Error> {
    list_page(&state, &viewer, &RoomForm::default()).await
}

#[derive(Deserialize)]
pub(super) struct NewRoom {
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
}

pub(super) async fn create(
    viewer: Viewer,
    FromState(state): FromState<State>,
    FromState(chat): FromState<Chat>,
    htmx: Htmx,
    Form(NewRoom { name, kind }): Form<NewRoom>,
) -> Result<Response, Error> {
    let error = match RoomName::parse(&name) {
        Ok(_) if !matches!(kind.as_str(), "" | "open") => "This kind of room does not exist here.".to_owned(),
        Ok(parsed) => match chat.create_room(&viewer, parsed).await {
            Ok(room) => return Ok(go(htmx, &urls::room(&room.slug))),
            Err(chat::Error::NameTaken) => "There is a room of this name already. Choose another name.".to_owned(),
            Err(other) => return Err(other.into()),
        },
        Err(error) => error.to_string(),
    };
    let form = RoomForm { name, error: Some(error) };
    let markup = if htmx.0 { views::new_room(&form) } else { list_page(&state, &viewer, &form).await? };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
}

async fn list_page(state: &State, viewer: &Viewer, form: &RoomForm) -> Result<Markup, Error> {
    let (links, rooms) = tokio::try_join!(state.store.room_links(), state.store.rooms())?;
    Ok(views::list_page(&shell(viewer, &links, None), &rooms, form, &state.site.zone))
}

#[derive(Deserialize)]
pub(super) struct Paging {
    before: Option<i64>,
    after: Option<i64>,
}

pub(super) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let room = state.store.room(Slug::parse(&slug)).await?;
    let position = match paging {
        Paging { before: Some(id), .. } => Position::Before(MessageId(id)),
        Paging { after: Some(id), .. } => Position::After(MessageId(id)),
        _ => return pages::newest(&state, &viewer, &room, &headers).await,
    };
    let page = room_page(&state, &viewer, &room, position, &fresh_composer()).await?;
    Ok(page.into_response())
}

pub(super) async fn show_message(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Path<(String, i64)>,
) -> Result<Markup, Error> {
    let room = state.store.room(Slug::parse(&slug)).await?;
    room_page(&state, &viewer, &room, Position::Around(MessageId(id)), &fresh_composer()).await
}

/// A room's page for this viewer, who visits the room by it.
pub(super) async fn room_page(
    state: &State,
    viewer: &Viewer,
    room: &Room,
    position: Position,
    composer: &Composer,
) -> Result<Markup, Error> {
    let (page, rooms) =
        tokio::try_join!(state.store.page(room.id, position, PAGE_SIZE), state.store.room_links())?;
    state.chat.visit_room(viewer, room).await?;
    let marked = match position {
        Position::Around(id) => page.messages.iter().find(|message| message.id == id).map(|message| Marked {
            id,
            may_change: message.state != MessageState::Deleted && chat::may_change(viewer, message),
        }),
        _ => None,
    };
    let from_start = page.newer && matches!(position, Position::After(_));
    let view = RoomPage { room, page: &page, marked, from_start, composer };
    Ok(views::room_page(&shell(viewer, &rooms, Some(&room.slug)), &view, &state.site.zone))
}

fn fresh_composer() -> Composer {
    Composer { nonce: new_nonce(), ..Composer::default() }
}

pub(super) fn shell<'a>(viewer: &'a Viewer, rooms: &'a [RoomLink], current: Option<&'a Slug>) -> Shell<'a> {
    Shell { account: &viewer.account, rooms, current }
}
