//! Marks messages read and unread.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::model::{ChangeNumber, MessageId, Viewer};
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    /// The newest change on the screen, if the room's newest messages are on it.
    #[serde(default)]
    change: i64,
    /// Otherwise the last message on the screen.
    message: Option<i64>,
    /// The first message of the list on the page. Earlier messages must have been read already: unread ones before the
    /// list aren't skipped.
    since: Option<i64>,
    /// Present: the button was pressed, and the response is a redirect.
    all: Option<String>,
}

/// Marks messages read: those that were on the screen, or all.
pub(crate) async fn read(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    htmx: Htmx,
    Form(Shown { change, message, since, all }): Form<Shown>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let upto = match message {
        Some(id) => state.store.change_of(room.id, MessageId(id)).await?,
        None => ChangeNumber(change),
    };
    state.chat.note_read(&viewer, &entered, since.map(MessageId), upto).await?;
    if all.is_some() {
        return Ok(redirect(htmx, &urls::room(&room.slug)));
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Marks a message and those after it unread, and leaves the room, where they would be read again.
pub(crate) async fn unread(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Path<(String, i64)>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    state.chat.mark_unread(&viewer, &entered, MessageId(id)).await?;
    Ok(redirect(htmx, &urls::rooms()))
}
