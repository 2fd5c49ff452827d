//! The pages of mentions and of unread messages.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::model::{ChangeNumber, MessageId, Slug, Viewer};
use crate::store;
use crate::views::Markup;
use crate::views::pages::unread as views;
use crate::views::pages::unread::UnreadRoom;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Query, number};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::rooms::page::PAGE_SIZE;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The most rooms on the page of unread messages.
const MAX_ROOMS: usize = 30;

/// The most messages shown of each room.
const MAX_MESSAGES: u32 = 5;

#[derive(Deserialize)]
pub(crate) struct Paging {
    before: Option<String>,
}

pub(crate) async fn mentions(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Paging { before }): Query<Paging>,
) -> Result<Markup, Error> {
    let account = viewer.account.id;
    let before = number(before.as_ref()).map(MessageId);
    let ((mentions, more), own) =
        tokio::try_join!(state.store.mentions_of(account, before, PAGE_SIZE), state.store.own_rooms(account))?;
    Ok(views::mentions_page(&shell(&viewer, &own, None), &mentions, more))
}

#[derive(Deserialize)]
pub(crate) struct Shown {
    /// Present: all rooms have just been marked read.
    marked: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { marked }): Query<Shown>,
) -> Result<Markup, Error> {
    let account = viewer.account.id;
    let own = state.store.own_rooms(account).await?;
    let unread: Vec<Slug> =
        own.sorted().into_iter().filter(|(_, mark)| mark.unread).map(|(own, _)| own.slug.clone()).collect();
    let more = unread.len().saturating_sub(MAX_ROOMS);
    let mut rooms = Vec::new();
    for slug in unread.into_iter().take(MAX_ROOMS) {
        // The viewer may have been removed from it since.
        let entered = match state.store.enter_room(account, slug).await {
            Err(store::Error::NotFound) => continue,
            entered => entered?,
        };
        let Some(membership) = entered.membership else { continue };
        let (room, read) = (entered.room.id, membership.read);
        let (messages, count) = tokio::try_join!(
            state.store.first_unread_messages(room, read, account, MAX_MESSAGES),
            state.store.unread_after(room, read, account)
        )?;
        rooms.push(UnreadRoom { view: entered.into_view(), messages, count });
    }
    Ok(views::page(&shell(&viewer, &own, None), &rooms, more, marked.is_some()))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    act: String,
    #[serde(default)]
    room: String,
    /// The newest change of the room that was shown: later messages stay unread.
    #[serde(default)]
    change: i64,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(Fields { act, room, change }): Form<Fields>,
) -> Result<Response, Error> {
    match act.as_str() {
        "all" => {
            state.chat.mark_all_read(&viewer).await?;
            return Ok(redirect(Htmx(false), "/unread?marked=yes"));
        }
        "undo" => state.chat.undo_mark_all_read(&viewer).await?,
        "room" => {
            let entered = enter(&state, &viewer, &room).await?;
            state.chat.note_read(&viewer, &entered, None, ChangeNumber(change)).await?;
        }
        _ => return Err(Error::BadForm),
    }
    Ok(redirect(Htmx(false), "/unread"))
}
