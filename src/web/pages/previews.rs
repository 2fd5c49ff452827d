//! Previews of messages.

use axum::extract::{Request, State as FromState};
use axum::response::{IntoResponse as _, Response};

use crate::chat;
use crate::model::drafts::DraftVersion;
use crate::model::{Draft, MessageId, Position, Viewer};
use crate::views::i18n::strings::strings;
use crate::views::parts::messages::Composer;
use crate::views::parts::previews as views;
use crate::views::parts::previews::Preview;
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::Htmx;
use crate::web::http::message_form;
use crate::web::http::nonce::new_nonce;
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::messages::attached;
use crate::web::pages::rooms::page::{quote, room_page};
use crate::web::state::State;

/// Leads to the room: a preview is the response to a form, and can't be loaded again by its address.
pub(crate) async fn show_room(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    Ok(redirect(Htmx(false), &urls::room(&entered.room.slug)))
}

/// Shows a text as the message that it would be; without JavaScript, on the room's page.
pub(crate) async fn preview(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, Error> {
    // Without JavaScript, files that are chosen beside the text are attached.
    let form = message_form::read(request, &state, viewer.as_ref().ok()).await?;
    let viewer = viewer?;
    let entered = enter(&state, &viewer, &slug).await?;
    let (body, nonce, reply_to) = (form.text("body"), form.text("nonce"), form.text("reply_to"));
    // The version of the saved draft that the text is.
    let version = form.text("draft");
    if entered.room.archived {
        return Err(chat::Error::Archived.into());
    }
    let i18n = strings(viewer.locale.language);
    let shown = match Draft::parse(&body) {
        Ok(draft) => match state.chat.preview(&viewer, &entered, &draft).await {
            Ok(mentions) => Ok(Preview { text: draft.into_string(), mentions }),
            Err(error) => Err(Refusal::of(error, i18n)?),
        },
        Err(error) => Err(Refusal::invalid(error, i18n)),
    };
    if htmx.0 {
        return Ok(match &shown {
            Ok(preview) => views::preview(preview, i18n).into_response(),
            Err(refusal) => refusal.answer(views::refused(&refusal.sentence)),
        });
    }
    let reply_to = match reply_to.parse() {
        Ok(id) => quote(&state, &entered, MessageId(id)).await.ok(),
        Err(_) => None,
    };
    let (preview, refusal) = match shown {
        Ok(preview) => (Some(preview), None),
        Err(refusal) => (None, Some(refusal)),
    };
    let composer = Composer {
        nonce: if nonce.is_empty() { new_nonce() } else { nonce },
        body,
        error: refusal.as_ref().map(|refusal| refusal.sentence.clone()),
        reply_to,
        draft: DraftVersion(version.parse().unwrap_or_default()),
        preview,
        files: attached(&state, &viewer, form.files()).await?,
        ..Composer::default()
    };
    let page = room_page(&state, &viewer, &entered, Position::Newest, &composer).await?;
    Ok(match refusal {
        Some(refusal) => refusal.answer(page),
        None => page.into_response(),
    })
}
