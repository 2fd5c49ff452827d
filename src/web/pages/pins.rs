//! Pins and bookmarks.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::chat;
use crate::model::{MessageId, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::pins as views;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query, number};
use crate::web::http::forms::Htmx;
use crate::web::pages::menu::{Refused, done};
use crate::web::pages::rooms::page::PAGE_SIZE;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The room's slug and the message's id.
type Address = Path<(String, i64)>;

pub(crate) async fn pin(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let id = MessageId(id);
    match state.chat.pin(&viewer, &entered, id, true).await {
        Ok(()) => Ok(done(htmx, &entered.room.slug, id)),
        Err(chat::Error::LimitReached) => {
            let sentence = strings(viewer.locale.language).too_many_pins.clone();
            Refused { emoji: String::new(), sentence }.answer(&state, &viewer, htmx, &entered, id).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn unpin(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    state.chat.pin(&viewer, &entered, MessageId(id), false).await?;
    Ok(done(htmx, &entered.room.slug, MessageId(id)))
}

/// A room's pinned messages.
pub(crate) async fn list(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let (pins, own) =
        tokio::try_join!(state.store.pins(entered.room.id), state.store.own_rooms(viewer.account.id))?;
    Ok(views::pins_page(&shell(&viewer, &own, Some(entered.room.id)), &entered, &pins))
}

pub(crate) async fn bookmark(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
) -> Result<Response, Error> {
    set_bookmark(&state, &viewer, htmx, &slug, MessageId(id), true).await
}

pub(crate) async fn unbookmark(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
) -> Result<Response, Error> {
    set_bookmark(&state, &viewer, htmx, &slug, MessageId(id), false).await
}

async fn set_bookmark(
    state: &State,
    viewer: &Viewer,
    htmx: Htmx,
    slug: &str,
    id: MessageId,
    bookmarked: bool,
) -> Result<Response, Error> {
    let entered = enter(state, viewer, slug).await?;
    let room = &entered.room;
    state.chat.bookmark(viewer, &entered, id, bookmarked).await?;
    Ok(done(htmx, &room.slug, id))
}

#[derive(Deserialize)]
pub(crate) struct Paging {
    after: Option<String>,
}

/// The viewer's bookmarks.
pub(crate) async fn bookmarks(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Paging { after }): Query<Paging>,
) -> Result<Markup, Error> {
    let account = viewer.account.id;
    let after = number(after.as_ref()).map(MessageId);
    let ((bookmarks, more), own) =
        tokio::try_join!(state.store.bookmarks(account, after, PAGE_SIZE), state.store.own_rooms(account))?;
    Ok(views::bookmarks_page(&shell(&viewer, &own, None), &bookmarks, more))
}
