//! Sets the viewer's status.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde::Deserialize;

use crate::model::Viewer;
use crate::model::cards::{Status, StatusEnd};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::status as views;
use crate::views::pages::settings::status::StatusForm;
use crate::views::parts::refusals;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    saved: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { saved }): Query<Shown>,
) -> Result<Markup, Error> {
    page(&state, &viewer, None, saved.is_some()).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    status: String,
    #[serde(default)]
    until: String,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(Fields { status, until }): Form<Fields>,
) -> Result<Response, Error> {
    let end = StatusEnd::parse(&until).ok_or(Error::BadForm)?;
    match Status::parse(&status) {
        Ok(status) => {
            state.chat.set_status(&viewer, status, end).await?;
            Ok(redirect(Htmx(false), "/settings/status?saved=yes"))
        }
        Err(error) => {
            let error = refusals::status(error, strings(viewer.locale.language));
            let page = page(&state, &viewer, Some(&StatusForm { status, end, error }), false).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn page(state: &State, viewer: &Viewer, typed: Option<&StatusForm>, saved: bool) -> Result<Markup, Error> {
    let account = viewer.account.id;
    let card = state.store.card(account, &viewer.account.person.username, Timestamp::now());
    let (card, own) = tokio::try_join!(card, state.store.own_rooms(account))?;
    Ok(views::page(&shell(viewer, &own, None), &card, typed, saved))
}
