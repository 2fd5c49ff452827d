//! The pages of messages' files.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::model::files::attachments::FileKey;
use crate::model::{MessageId, MessageState, Viewer};
use crate::views::Markup;
use crate::views::pages::attachments as views;
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The room's slug, the message's id, and the file's key.
type Address = Path<(String, i64, String)>;

#[derive(Deserialize)]
pub(crate) struct Shown {
    #[serde(default)]
    saved: String,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id, key)): Address,
    Query(Shown { saved }): Query<Shown>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let message = state.store.message(entered.room.id, MessageId(id)).await?;
    let place = message.attachments.iter().position(|file| file.key.as_str() == key);
    let place = place.filter(|_| message.state != MessageState::Deleted).ok_or(Error::NotFound)?;
    let is_own = message.author_id == viewer.account.id && !entered.room.archived;
    let own = state.store.own_rooms(viewer.account.id).await?;
    let shell = shell(&viewer, &own, Some(entered.room.id));
    Ok(views::page(&shell, &entered, &message, place, is_own, !saved.is_empty()))
}

#[derive(Deserialize)]
pub(crate) struct Description {
    #[serde(default)]
    act: String,
    #[serde(default)]
    alt: String,
    #[serde(default)]
    hide: String,
}

/// Describes or removes a file. Without its last file, a message without a text is deleted instead.
pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id, key)): Address,
    Form(Description { act, alt, hide }): Form<Description>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let key = FileKey::parse(&key).ok_or(Error::NotFound)?;
    let file = (MessageId(id), key.clone());
    if act == "remove" {
        let message = state.store.message(entered.room.id, MessageId(id)).await?;
        if message.body.is_empty() && message.attachments.iter().all(|other| other.key == key) {
            return Ok(redirect(htmx, &urls::delete(&entered.room.slug, MessageId(id))));
        }
        state.chat.remove_file(&viewer, &entered, file).await?;
        return Ok(redirect(htmx, &urls::message(&entered.room.slug, MessageId(id))));
    }
    state.chat.describe_file(&viewer, &entered, file, &alt, !hide.is_empty()).await?;
    Ok(redirect(htmx, &(urls::attachment(&entered.room.slug, MessageId(id), &key) + "?saved=yes")))
}
