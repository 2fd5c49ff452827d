//! The people whom the viewer has blocked, and the stylesheet that folds their messages.

use axum::extract::State as FromState;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::{Username, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::blocked as views;
use crate::views::pages::settings::blocked::BlockForm;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    /// The username that a link proposes to block.
    #[serde(default)]
    name: String,
    saved: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { name, saved }): Query<Shown>,
) -> Result<Markup, Error> {
    page(&state, &viewer, &BlockForm { name, saved: saved.is_some(), error: None }).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    name: String,
    /// `block` or `unblock`.
    #[serde(default)]
    act: String,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(Fields { name, act }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let changed = match (Username::parse(name.trim().trim_start_matches('@')), act.as_str()) {
        (Ok(person), "block") => state.chat.block(&viewer, &person).await,
        (Ok(person), "unblock") => state.chat.unblock(&viewer, &person).await,
        (Err(_), "block" | "unblock") => Err(chat::Error::Nobody),
        _ => return Err(Error::BadForm),
    };
    let error = match changed {
        Ok(()) => return Ok(redirect(Htmx(false), "/settings/blocked?saved=yes")),
        Err(chat::Error::Nobody) => &i18n.no_such_account,
        Err(chat::Error::Forbidden) => &i18n.not_oneself,
        Err(chat::Error::LimitReached) => &i18n.too_many_blocked,
        Err(error) => return Err(error.into()),
    };
    let form = BlockForm { name, saved: false, error: Some(error.clone()) };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&state, &viewer, &form).await?).into_response())
}

async fn page(state: &State, viewer: &Viewer, form: &BlockForm) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let blocked = state.store.blocked_people(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own, None), &blocked, form))
}

/// The stylesheet, whose address changes with the people in it.
pub(crate) async fn style(viewer: Option<Viewer>, FromState(state): FromState<State>) -> Result<Response, Error> {
    let style = match viewer {
        Some(viewer) => {
            let blocked = state.store.blocked_people(viewer.account.id).await?;
            views::style(&blocked, strings(viewer.locale.language))
        }
        // A page of somebody who has logged out since.
        None => String::new(),
    };
    let head = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::VARY, "accept-language, cookie"),
    ];
    Ok((head, style).into_response())
}
