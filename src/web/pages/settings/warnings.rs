//! The warnings that the viewer has got.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::model::Viewer;
use crate::views::Markup;
use crate::views::pages::settings::warnings as views;
use crate::web::http::error::Error;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

pub(crate) async fn show(viewer: Viewer, FromState(state): FromState<State>) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let warnings = state.store.own_warnings(viewer.account.id).await?;
    Ok(views::page(&shell(&viewer, &own, None), &warnings))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    /// The newest warning that was shown: a later one is still to be read.
    #[serde(default)]
    newest: String,
}

pub(crate) async fn confirm(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(Fields { newest }): Form<Fields>,
) -> Result<Response, Error> {
    let newest = newest.parse().map_err(|_| Error::BadForm)?;
    state.chat.confirm_warnings(&viewer, newest).await?;
    Ok(redirect(Htmx(false), "/settings/warnings"))
}
