//! Adds and removes reactions, and lists who reacted.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::chat;
use crate::model::reactions::{MAX_EMOJI, NoEmoji};
use crate::model::{Emoji, MessageId, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::parts::{reactions as views, refusals};
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::pages::menu::{Refused, done};
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    emoji: String,
}

/// Adds the viewer's reaction, or removes it.
pub(crate) async fn react(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Path<(String, i64)>,
    Form(Fields { emoji }): Form<Fields>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let id = MessageId(id);
    let i18n = strings(viewer.locale.language);
    let sentence = match Emoji::parse(&emoji) {
        Ok(emoji) => match state.chat.react(&viewer, &entered, id, emoji).await {
            Ok(()) => return Ok(done(htmx, &entered.room.slug, id)),
            Err(chat::Error::LimitReached) => i18n.too_many_emoji(MAX_EMOJI),
            Err(chat::Error::NoSuchEmoji) => refusals::emoji(NoEmoji, i18n),
            Err(other) => return Err(other.into()),
        },
        // In an archived room, an invalid emoji gets the same error as a valid one.
        Err(_) if entered.room.archived => return Err(Error::Archived),
        Err(error) => refusals::emoji(error, i18n),
    };
    Refused { emoji, sentence }.answer(&state, &viewer, htmx, &entered, id).await
}

/// Everybody who reacted to a message.
pub(crate) async fn list(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Path<(String, i64)>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let message = state.chat.present_message(&entered, MessageId(id)).await?;
    let (reactions, own) =
        tokio::try_join!(state.store.reactions(message.id), state.store.own_rooms(viewer.account.id))?;
    Ok(views::page(&shell(&viewer, &own, Some(room.id)), room, &message, &reactions))
}
