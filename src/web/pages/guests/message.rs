//! A guest's acts on one message: reactions, and for the guest's own changing and deleting it.

use axum::extract::State as FromState;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::guests::Guest;
use crate::model::reactions::{MAX_EMOJI, NoEmoji};
use crate::model::{Draft, Emoji, Message, MessageId};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::guests::message as views;
use crate::views::pages::guests::message::MessageForm;
use crate::views::parts::refusals;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::guests::extractor::Visiting;
use crate::web::pages::guests::room::enter;
use crate::web::pages::shell::public_shell;
use crate::web::state::State;

pub(crate) async fn show(
    Visiting { guest, viewer }: Visiting,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
) -> Result<Markup, Error> {
    let (_, message) = seen(&state, &guest, MessageId(id)).await?;
    let is_own = message.author_id == guest.account.id;
    Ok(views::page(&message, is_own, &MessageForm::default(), &public_shell(&viewer)))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    act: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    emoji: String,
}

pub(crate) async fn act(
    Visiting { guest, viewer }: Visiting,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
    Form(Fields { act, body, emoji }): Form<Fields>,
) -> Result<Response, Error> {
    let id = MessageId(id);
    let (entered, message) = seen(&state, &guest, id).await?;
    let i18n = strings(viewer.locale.language);
    let mut form = MessageForm::default();
    let refusal = match act.as_str() {
        "edit" => {
            let refusal = match Draft::parse(&body) {
                Ok(draft) => match state.chat.edit_as_guest(&viewer, &entered, id, draft).await {
                    Ok(()) => return Ok(redirect(Htmx(false), "/guest")),
                    Err(error) => Refusal::of(error, i18n)?,
                },
                Err(error) => Refusal::invalid(error, i18n),
            };
            (form.body, form.body_error) = (Some(body), Some(refusal.sentence.clone()));
            refusal
        }
        "delete" => {
            state.chat.delete(&viewer, &entered, id).await?;
            return Ok(redirect(Htmx(false), "/guest"));
        }
        "react" => {
            let refusal = match Emoji::parse(&emoji) {
                Ok(emoji) => match state.chat.react(&viewer, &entered, id, emoji).await {
                    Ok(()) => return Ok(redirect(Htmx(false), "/guest")),
                    Err(chat::Error::LimitReached) => Refusal::quota(i18n.too_many_emoji(MAX_EMOJI)),
                    Err(chat::Error::NoSuchEmoji) => Refusal::rejected(refusals::emoji(NoEmoji, i18n)),
                    Err(error) => Refusal::of(error, i18n)?,
                },
                Err(error) => Refusal::rejected(refusals::emoji(error, i18n)),
            };
            (form.emoji, form.problem) = (emoji, Some(refusal.sentence.clone()));
            refusal
        }
        _ => return Err(Error::BadForm),
    };
    let is_own = message.author_id == guest.account.id;
    Ok(refusal.answer(views::page(&message, is_own, &form, &public_shell(&viewer))).into_response())
}

/// A message that the guest sees. Those that were posted before the guest came are not there, like deleted ones.
async fn seen(state: &State, guest: &Guest, id: MessageId) -> Result<(Entered, Message), Error> {
    let after = guest.after.ok_or(Error::Forbidden)?;
    let entered = enter(state, guest).await?;
    if id <= after {
        return Err(Error::NotFound);
    }
    let message = state.chat.present_message(&entered, id).await?;
    Ok((entered, message))
}
