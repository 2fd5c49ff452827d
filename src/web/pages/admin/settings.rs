//! The settings of the server.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::model::Viewer;
use crate::store::Administrator;
use crate::views::Markup;
use crate::views::pages::admin::settings as views;
use crate::views::pages::admin::settings::{BrandingForm, Outcome};
use crate::web::http::administrator::Administering;
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
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    Query(Shown { saved }): Query<Shown>,
) -> Result<Markup, Error> {
    let outcome = if saved.is_some() { Outcome::Saved } else { Outcome::None };
    page(&state, &viewer, &administrator, outcome, BrandingForm::default()).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    /// None: a flag sets it.
    registration: Option<String>,
    inviters: Option<String>,
    emoji_adders: Option<String>,
    second_factor: Option<String>,
    retention_days: Option<String>,
}

pub(crate) async fn change(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    Form(Fields { registration, inviters, emoji_adders, second_factor, retention_days }): Form<Fields>,
) -> Result<Response, Error> {
    let settings = state.store.server_settings().await?;
    let typed = retention_days.clone();
    let sent = [
        ("registration", registration),
        ("inviters", inviters),
        ("emoji-adders", emoji_adders),
        ("second-factor", second_factor),
        (
            "retention-days",
            retention_days.map(|days| if days.trim().is_empty() { "0" } else { days.trim() }.to_owned()),
        ),
    ];
    let sent = sent.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let mut changed = settings;
    for (name, value) in sent {
        let Some(next) = changed.with(name, &value) else {
            let refused = match name {
                "retention-days" => Outcome::RefusedDays(typed.unwrap_or_default()),
                _ => Outcome::Refused,
            };
            let page = page(&state, &viewer, &administrator, refused, BrandingForm::default()).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        };
        changed = next;
    }
    state.chat.set_server_settings(&administrator, changed).await?;
    Ok(redirect(Htmx(false), "/admin/settings?saved=yes"))
}

pub(crate) async fn page(
    state: &State,
    viewer: &Viewer,
    administrator: &Administrator,
    outcome: Outcome,
    branding: BrandingForm,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let settings = state.store.server_settings().await?;
    let blocked = state.store.blocked_networks(administrator).await?;
    let by_flag = state.chat.registration_by_flag();
    Ok(views::page(&shell(viewer, &own, None), &settings, by_flag, &blocked, &outcome, &branding))
}
