//! What somebody has read.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::accounts::go;
use super::addresses::Path;
use super::error::Error;
use super::forms::{Form, Htmx};
use super::rooms::enter;
use super::state::State;
use crate::model::{ChangeNumber, MessageId, Viewer};
use crate::views::urls;

#[derive(Deserialize)]
pub(super) struct Upto {
    /// The change that brought the newest message on the screen.
    #[serde(default)]
    change: i64,
}

/// Notes that the newest messages were on a screen.
pub(super) async fn read(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(Upto { change }): Form<Upto>,
) -> Result<Response, Error> {
    let room = enter(&state, &viewer, &slug).await?.room;
    state.chat.note_read(&viewer, &room, ChangeNumber(change)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Makes a message, and those after it, unread again, and leads away from them.
pub(super) async fn unread(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Path<(String, i64)>,
) -> Result<Response, Error> {
    let room = enter(&state, &viewer, &slug).await?.room;
    state.chat.mark_unread(&viewer, &room, MessageId(id)).await?;
    Ok(go(htmx, &urls::rooms()))
}
