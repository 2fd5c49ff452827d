//! The first steps, for administrators: the page, and dismissing the card.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::views::Markup;
use crate::views::pages::admin::setup as views;
use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::{own_page, redirect};
use crate::web::pages::shell::shell;
use crate::web::state::State;

pub(crate) async fn show(
    Administering { viewer, .. }: Administering,
    FromState(state): FromState<State>,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let reach = state.site.reach(state.chat.registration().await?);
    Ok(views::page(&shell(&viewer, &own, None), &reach))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    act: String,
    /// The page to return to.
    #[serde(default)]
    next: String,
}

pub(crate) async fn change(
    Administering { administrator, .. }: Administering,
    FromState(state): FromState<State>,
    Form(Fields { act, next }): Form<Fields>,
) -> Result<Response, Error> {
    if act != "dismiss" {
        return Err(Error::BadForm);
    }
    state.chat.dismiss_setup(&administrator).await?;
    Ok(redirect(Htmx(false), own_page(&next)))
}
