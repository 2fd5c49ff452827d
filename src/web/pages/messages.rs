//! Posts messages.

use std::time::Instant;

use axum::extract::State as FromState;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::drafts::DraftVersion;
use crate::model::sounds::with_known_sound;
use crate::model::{AccountId, Draft, Membership, MessageId, Nonce, Position, Viewer};
use crate::store::{Entered, Posted};
use crate::views::i18n::strings::strings;
use crate::views::parts::messages::Composer;
use crate::views::parts::{messages as views, urls};
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::nonce::new_nonce;
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::rooms::page::{PAGE_SIZE, quote, room_page};
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct NewMessage {
    #[serde(default)]
    body: String,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    reply_to: String,
    /// The version of the saved draft that the text was.
    #[serde(default)]
    draft: String,
}

pub(crate) async fn post(
    // Not `?` yet: the form must be read, so that its text can be returned with the login page.
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(slug): Path<String>,
    Form(NewMessage { body, mut nonce, reply_to, draft }): Form<NewMessage>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let i18n = strings(viewer.locale.language);
    // An invalid number is the id of no message.
    let reply_to = (!reply_to.is_empty()).then(|| MessageId(reply_to.parse().unwrap_or_default()));
    let saved_as = DraftVersion(draft.parse().unwrap_or_default());
    // Before the write, after which the caller may have disconnected.
    state.presence.stop_typing(room.id, viewer.account.id, Instant::now());
    let refusal = match Draft::parse(&body).and_then(with_known_sound) {
        Ok(draft) => match post_among(&state, &viewer, &entered, draft, Nonce::parse(&nonce), reply_to).await {
            Ok(posted) if htmx.0 => {
                state.chat.clear_draft(&viewer, &entered, saved_as, &body).await;
                let composer = Composer { nonce: new_nonce(), ..Composer::default() };
                return Ok(([message_header(&posted)], views::composer(room, &composer, i18n)).into_response());
            }
            Ok(_) => {
                state.chat.clear_draft(&viewer, &entered, saved_as, &body).await;
                let in_history = opens_in_history(&state, &entered, viewer.account.id).await?;
                return Ok(redirect(
                    htmx,
                    &if in_history { urls::newest(&room.slug) } else { urls::room(&room.slug) },
                ));
            }
            Err(error) => {
                // In all other cases the nonce stays: the message may have been stored after all, and sending it again
                // must not store it twice.
                if matches!(error, chat::Error::NonceReused) {
                    nonce = new_nonce();
                }
                Refusal::of(error, i18n)?
            }
        },
        Err(error) => Refusal::invalid(error, i18n),
    };
    // Enter again: the viewer may have lost access while the write was waiting.
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let reply_to = match reply_to {
        Some(id) => quote(&state, &entered, id).await.ok(),
        None => None,
    };
    let composer = Composer {
        nonce,
        body,
        error: Some(refusal.sentence.clone()),
        reply_to,
        draft: saved_as,
        ..Composer::default()
    };
    let markup = if htmx.0 {
        views::composer(room, &composer, i18n)
    } else {
        room_page(&state, &viewer, &entered, Position::Newest, &composer).await?
    };
    Ok(refusal.answer(markup))
}

/// Posts a message that `@here` in it sends to those who are present now.
async fn post_among(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    draft: Draft,
    nonce: Option<Nonce>,
    reply_to: Option<MessageId>,
) -> Result<Posted, chat::Error> {
    let present = state.presence.present(entered.room.id, Instant::now());
    state.chat.post_among(viewer, entered, draft, nonce, reply_to, present).await
}

/// Whether the room opens at a first unread message before its newest page, so that the new message would not be on it.
async fn opens_in_history(state: &State, entered: &Entered, account: AccountId) -> Result<bool, Error> {
    let Some(Membership { read, .. }) = entered.membership else { return Ok(false) };
    Ok(read < entered.room.change && state.store.unread_after(entered.room.id, read, account).await? >= PAGE_SIZE)
}

/// The header with the message's id, by which the page recognises it in the stream.
fn message_header(posted: &Posted) -> (HeaderName, HeaderValue) {
    let id = match posted {
        Posted::New(change) => change.message.id,
        Posted::Before(id) => *id,
    };
    (HeaderName::from_static("snug-message"), id.0.into())
}
