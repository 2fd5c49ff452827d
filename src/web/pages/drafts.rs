//! Drafts of messages.

use axum::Json;
use axum::extract::{Request, State as FromState};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use crate::model::drafts::DraftVersion;
use crate::model::{Draft, Position, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::drafts as views;
use crate::views::parts::messages::Composer;
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
use crate::web::pages::rooms::page::room_page;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The viewer's drafts in a room.
pub(crate) async fn list(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let account = viewer.account.id;
    let (drafts, own) =
        tokio::try_join!(state.store.drafts(entered.room.id, account), state.store.own_rooms(account))?;
    Ok(views::page(&shell(&viewer, &own, None), &entered, &drafts))
}

/// The answer to a script that has saved a draft.
#[derive(Serialize)]
struct Saved {
    version: i64,
    /// The newest text that was typed elsewhere.
    other: Option<String>,
}

pub(crate) async fn change(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, Error> {
    let (viewer, entered, sent) = message_form::read_in(request, &state, viewer, &slug).await?;
    let (act, body) = (sent.text("act"), sent.text("body"));
    // The version that the text was made from, or that the act is about.
    let version = DraftVersion(sent.text("draft").parse().unwrap_or_default());
    let room = &entered.room;
    match act.as_str() {
        "use" => state.chat.use_draft(&viewer, &entered, version).await?,
        "discard" => drop(state.chat.save_draft(&viewer, &entered, version, String::new()).await?),
        "" => {
            // An empty text, which is no message, removes the draft.
            let i18n = strings(viewer.locale.language);
            let files = sent.files();
            let refused = match (body.trim().is_empty(), Draft::parse(&body)) {
                _ if sent.refusal.is_some() => sent.refusal,
                _ if !files.is_empty() => Some(Refusal::rejected(i18n.drafts_without_files.clone())),
                (false, Err(error)) => Some(Refusal::invalid(error, i18n)),
                _ => None,
            };
            if let Some(refusal) = refused {
                if htmx.0 {
                    return Ok(refusal.answer(Markup::default()));
                }
                let error = Some(refusal.sentence.clone());
                let files = attached(&state, &viewer, files).await?;
                let composer =
                    Composer { nonce: new_nonce(), body, error, draft: version, files, ..Composer::default() };
                let page = room_page(&state, &viewer, &entered, Position::Newest, &composer).await?;
                return Ok(refusal.answer(page));
            }
            let body = if body.trim().is_empty() { String::new() } else { body };
            let saved = state.chat.save_draft(&viewer, &entered, version, body).await?;
            if htmx.0 {
                return Ok(Json(Saved { version: saved.version.0, other: saved.other }).into_response());
            }
        }
        _ => return Err(Error::BadForm),
    }
    Ok(redirect(htmx, &if act == "discard" { urls::drafts(&room.slug) } else { urls::newest(&room.slug) }))
}
