//! Edits and deletes messages, and shows their earlier texts.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::model::sounds::with_known_sound;
use crate::model::{Draft, Message, MessageId, Room, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::edits as views;
use crate::views::pages::edits::EditForm;
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The room's slug and the message's id.
type Address = Path<(String, i64)>;

pub(crate) async fn edit_page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Address,
) -> Result<Markup, Error> {
    let (entered, message) = changeable(&state, &viewer, &slug, id).await?;
    let form = EditForm { body: message.body.clone(), error: None };
    page(&state, &viewer, &entered.room, &message, &form).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    body: String,
}

pub(crate) async fn edit(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
    Form(Fields { body }): Form<Fields>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let (entered, message) = changeable(&state, &viewer, &slug, id).await?;
    let i18n = strings(viewer.locale.language);
    let draft =
        if message.attachments.is_empty() { Draft::parse(&body) } else { Draft::parse_beside_files(&body) };
    let refusal = match draft.and_then(with_known_sound) {
        Ok(draft) => match state.chat.edit(&viewer, &entered, message.id, draft).await {
            Ok(()) => return Ok(redirect(htmx, &urls::message(&entered.room.slug, message.id))),
            Err(error) => Refusal::of(error, i18n)?,
        },
        Err(error) => Refusal::invalid(error, i18n),
    };
    let form = EditForm { body, error: Some(refusal.sentence.clone()) };
    Ok(refusal.answer(page(&state, &viewer, &entered.room, &message, &form).await?))
}

pub(crate) async fn delete_page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Address,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let message = state.chat.removable_message(&viewer, &entered, MessageId(id)).await?;
    let rooms = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::delete_page(&shell(&viewer, &rooms, Some(entered.room.id)), &entered.room, &message))
}

pub(crate) async fn delete(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    state.chat.delete(&viewer, &entered, MessageId(id)).await?;
    Ok(redirect(htmx, &urls::room(&room.slug)))
}

pub(crate) async fn history(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Address,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = &entered.room;
    let message = state.store.message(room.id, MessageId(id)).await?;
    let (versions, rooms) =
        tokio::try_join!(state.store.versions(message.id), state.store.own_rooms(viewer.account.id))?;
    let shell = shell(&viewer, &rooms, Some(room.id));
    Ok(views::history_page(&shell, room, &message, &versions))
}

async fn changeable(state: &State, viewer: &Viewer, slug: &str, id: i64) -> Result<(Entered, Message), Error> {
    let entered = enter(state, viewer, slug).await?;
    let message = state.chat.changeable_message(viewer, &entered, MessageId(id)).await?;
    Ok((entered, message))
}

async fn page(
    state: &State,
    viewer: &Viewer,
    room: &Room,
    message: &Message,
    form: &EditForm,
) -> Result<Markup, Error> {
    let rooms = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::edit_page(&shell(viewer, &rooms, Some(room.id)), room, message, form))
}
