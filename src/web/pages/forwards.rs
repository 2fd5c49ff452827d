//! Forwards messages into other rooms.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::model::forwards::forwarded;
use crate::model::{Message, MessageId, Nonce, Viewer};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::forwards as views;
use crate::views::pages::forwards::ForwardForm;
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::nonce::new_nonce;
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::shell::shell;
use crate::web::state::State;
use crate::{chat, store};

/// The room's slug and the message's id.
type Address = Path<(String, i64)>;

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Address,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let message = state.chat.present_message(&entered, MessageId(id)).await?;
    let form = ForwardForm { nonce: new_nonce(), ..ForwardForm::default() };
    page(&state, &viewer, &entered, &message, &form).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    comment: String,
}

pub(crate) async fn forward(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path((slug, id)): Address,
    Form(Fields { nonce, to, comment }): Form<Fields>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let i18n = strings(viewer.locale.language);
    let entered = enter(&state, &viewer, &slug).await?;
    let message = state.chat.present_message(&entered, MessageId(id)).await?;
    let mut form = ForwardForm { nonce, to, comment, ..ForwardForm::default() };
    let mut refused = None;
    let target = match state.store.enter_room(viewer.account.id, crate::model::Slug::parse(&form.to)).await {
        Err(store::Error::NotFound) => None,
        target => Some(target?),
    };
    match (target, forwarded(&form.comment, &message)) {
        (None, _) => form.problem = Some(i18n.forward_no_room.clone()),
        (_, Err(error)) => form.comment_error = Some(Refusal::invalid(error, i18n).sentence),
        (Some(target), Ok(draft)) => {
            let nonce = Nonce::parse(&form.nonce);
            match state.chat.forward(&viewer, &message, &target, &form.comment, draft, nonce).await {
                Ok(_) => return Ok(redirect(htmx, &urls::newest(&target.room.slug))),
                Err(chat::Error::Archived) => form.problem = Some(i18n.archived_note.clone()),
                Err(error) => {
                    if matches!(error, chat::Error::NonceReused) {
                        form.nonce = new_nonce();
                    }
                    refused = Some(Refusal::of(error, i18n)?);
                }
            }
        }
    }
    if let Some(refused) = &refused {
        form.problem = Some(refused.sentence.clone());
    }
    // Enter again: the viewer may have lost access.
    let entered = enter(&state, &viewer, &slug).await?;
    let page = page(&state, &viewer, &entered, &message, &form).await?;
    Ok(match refused {
        Some(refused) => refused.answer(page),
        None => (StatusCode::UNPROCESSABLE_ENTITY, page).into_response(),
    })
}

/// Leads from a forwarded message to the one that it quotes, whoever may read that; for others, there is none.
pub(crate) async fn source(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Address,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let (slug, source) = state.store.source(entered.room.id, MessageId(id)).await?;
    let from = enter(&state, &viewer, slug.as_str()).await?;
    Ok(redirect(Htmx(false), &urls::message(&from.room.slug, source)))
}

async fn page(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    message: &Message,
    form: &ForwardForm,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own, Some(entered.room.id)), &entered.room, message, form))
}
