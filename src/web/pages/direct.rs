//! Opens or begins direct conversations.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::chat::limits::budgets::MAX_CONVERSATIONS_PER_MAKER;
use crate::model::{Username, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::room_details as views;
use crate::views::parts::urls;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct People {
    #[serde(default)]
    people: String,
}

pub(crate) async fn page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(People { people }): Query<People>,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::direct_page(&shell(&viewer, &own, None), &people, None))
}

pub(crate) async fn open(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Form(People { people }): Form<People>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let i18n = strings(viewer.locale.language);
    let names = people.split(is_separator).map(|name| name.trim_start_matches('@'));
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let parsed: Result<Vec<Username>, _> = names.iter().map(|name| Username::parse(name)).collect();
    let error = match parsed {
        Ok(names) if names.is_empty() => i18n.type_a_name.clone(),
        Ok(names) if names.len() >= chat::MAX_IN_DIRECT => i18n.too_many_in_direct(chat::MAX_IN_DIRECT),
        Ok(names) => match state.chat.direct_room(&viewer, &names).await {
            Ok(room) => return Ok(redirect(htmx, &urls::room(&room.slug))),
            Err(chat::Error::Nobody) => i18n.unknown_people.clone(),
            Err(error) => {
                let why = match error {
                    chat::Error::LimitReached => {
                        Refusal::quota(i18n.too_many_conversations(MAX_CONVERSATIONS_PER_MAKER))
                    }
                    other => Refusal::of(other, i18n)?,
                };
                let own = state.store.own_rooms(viewer.account.id).await?;
                let page = views::direct_page(&shell(&viewer, &own, None), &people, Some(&why.sentence));
                return Ok(why.answer(page));
            }
        },
        Err(_) => i18n.unknown_people.clone(),
    };
    let own = state.store.own_rooms(viewer.account.id).await?;
    let page = views::direct_page(&shell(&viewer, &own, None), &people, Some(&error));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Whether a character separates names: spaces, commas and semicolons of all scripts, which names can't contain.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '،' | '؛' | '、' | '，' | '；')
}
