//! The settings page, and changing language and time zone.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::model::{Language, LocaleChoice, Timestamp, Viewer, Zone};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::general as views;
use crate::views::pages::settings::general::Settings;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    saved: Option<String>,
    /// Present: the password has just been changed.
    password: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { saved, password }): Query<Shown>,
) -> Result<Markup, Error> {
    let locale = viewer.chosen.clone();
    let (saved, password_changed) = (saved.is_some(), password.is_some());
    page(&state, &viewer, Settings { locale, saved, password_changed, ..Settings::default() }).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    language: String,
    #[serde(default)]
    zone: String,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(Fields { language, zone }): Form<Fields>,
) -> Result<Response, Error> {
    let chosen = LocaleChoice { language: Language::parse(&language), zone: Zone::parse(&zone) };
    let known = (language.is_empty() || chosen.language.is_some()) && (zone.is_empty() || chosen.zone.is_some());
    if !known {
        let problem = Some(strings(viewer.locale.language).no_such_setting.clone());
        let page = page(&state, &viewer, Settings { locale: chosen, problem, ..Settings::default() }).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    state.chat.choose_locale(&viewer, chosen).await?;
    Ok(redirect(Htmx(false), "/settings?saved=yes"))
}

pub(crate) async fn page(state: &State, viewer: &Viewer, settings: Settings) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let now = Timestamp::now();
    let zones = state.zones.now(now).await?;
    Ok(views::page(&shell(viewer, &own, None), &settings, &zones, now))
}
