//! Posting.

use axum::extract::State as FromState;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde::Deserialize;

use super::accounts::go;
use super::addresses::Path;
use super::error::Error;
use super::forms::{Form, Htmx};
use super::refusals::Refusal;
use super::rooms::{enter, room_page};
use super::state::State;
use crate::chat;
use crate::model::{Draft, Nonce, Position, Viewer};
use crate::store::Posted;
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
    Form(NewMessage { body, mut nonce }): Form<NewMessage>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let refusal = match Draft::parse(&body) {
        Ok(draft) => match state.chat.post(&viewer, room, draft, Nonce::parse(&nonce)).await {
            Ok(posted) if htmx.0 => {
                let composer = Composer { nonce: new_nonce(), ..Composer::default() };
                return Ok(([message_header(&posted)], views::composer(room, &composer)).into_response());
            }
            Ok(_) => return Ok(go(htmx, &urls::room(&room.slug))),
            Err(error) => {
                // Otherwise the same nonce: should it have been stored after all, sending it again is harmless.
                if matches!(error, chat::Error::NonceReused) {
                    nonce = new_nonce();
                }
                Refusal::of(error)?
            }
        },
        Err(error) => Refusal::invalid(&error),
    };
    let composer = Composer { nonce, body, error: Some(refusal.sentence.clone()) };
    let markup = if htmx.0 {
        views::composer(room, &composer)
    } else {
        room_page(&state, &viewer, &entered, Position::Newest, &composer).await?
    };
    Ok(refusal.answer(markup))
}

/// Says which message it has become, so that the page knows it when it comes by the stream.
fn message_header(posted: &Posted) -> (HeaderName, HeaderValue) {
    let id = match posted {
        Posted::New(change) => change.message.id,
        Posted::Before(id) => *id,
    };
    (HeaderName::from_static("snug-message"), id.0.into())
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
