//! Posting.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde::Deserialize;

use super::accounts::go;
use super::addresses::Path;
use super::error::{Error, TRY_AGAIN, retry_after};
use super::forms::{Form, Htmx};
use super::rooms::room_page;
use super::state::State;
use crate::chat;
use crate::model::{Draft, Nonce, Position, Room, Slug, Viewer};
use crate::views::messages::{self as views, Composer};
use crate::views::urls;

#[derive(Deserialize)]
pub(super) struct NewMessage {
    #[serde(default)]
    body: String,
    #[serde(default)]
    nonce: String,
}

pub(super) async fn post(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(slug): Path<String>,
    Form(NewMessage { body, nonce }): Form<NewMessage>,
) -> Result<Response, Error> {
    let room = state.store.place(Slug::parse(&slug)).await?;
    let draft = match Draft::parse(&body) {
        Ok(draft) => draft,
        Err(error) => {
            let composer = Composer { nonce, body, error: Some(error.to_string()) };
            return refuse(&state, &viewer, &room, htmx, StatusCode::UNPROCESSABLE_ENTITY, composer).await;
        }
    };
    let (status, nonce, error) = match state.chat.post(&viewer, &room, draft, Nonce::parse(&nonce)).await {
        Ok(_) if htmx.0 => {
            let composer = Composer { nonce: new_nonce(), ..Composer::default() };
            return Ok(views::composer(&room.slug, room.name.as_str(), &composer).into_response());
        }
        Ok(_) => return Ok(go(htmx, &urls::room(&room.slug))),
        Err(chat::Error::NonceReused) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            new_nonce(),
            "This box had already sent another message. Your text is still here: send it once more.",
        ),
        Err(chat::Error::Store(error)) if error.may_pass() => {
            tracing::warn!(%error, "a message was refused");
            // The same nonce: should it have been stored after all, sending it again is harmless.
            (
                StatusCode::SERVICE_UNAVAILABLE,
                nonce,
                "Snug can’t keep messages right now. Your text is still here: try again in a moment.",
            )
        }
        Err(other) => return Err(other.into()),
    };
    let composer = Composer { nonce, body, error: Some(error.to_owned()) };
    refuse(&state, &viewer, &room, htmx, status, composer).await
}

/// Gives what was typed back, with what to do about it.
async fn refuse(
    state: &State,
    viewer: &Viewer,
    room: &Room,
    htmx: Htmx,
    status: StatusCode,
    composer: Composer,
) -> Result<Response, Error> {
    let markup = if htmx.0 {
        views::composer(&room.slug, room.name.as_str(), &composer)
    } else {
        room_page(state, viewer, room, Position::Newest, &composer).await?
    };
    let wait = (status == StatusCode::SERVICE_UNAVAILABLE).then(|| [retry_after(TRY_AGAIN)]);
    Ok((status, wait, markup).into_response())
}

/// A nonce for a new composer.
pub(super) fn new_nonce() -> String {
    let mut random = [0; 12];
    // Without random numbers there is no nonce: sending twice is then two messages, as without the field.
    if getrandom::fill(&mut random).is_err() {
        return String::new();
    }
    BASE64_URL_SAFE_NO_PAD.encode(random)
}
