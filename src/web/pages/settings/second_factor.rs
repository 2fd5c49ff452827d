//! One's second factor.

use axum::extract::State as FromState;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::{Confirmation, Enrolment};
use crate::model::Viewer;
use crate::store;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::second_factor as views;
use crate::views::pages::settings::second_factor::{FactorForm, Step};
use crate::web::http::error::{Error, SECOND_FACTOR_PAGE as PAGE};
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::device_cookie;
use crate::web::pages::settings::confirmation::Refused;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    off: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { off }): Query<Shown>,
) -> Result<Response, Error> {
    let form = FactorForm { turned_off: off.is_some(), ..FactorForm::default() };
    Ok(secret_page(page(&state, &viewer, &form).await?))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    act: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Form(Fields { act, code, password }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let chat = &state.chat;
    let confirmation = Confirmation { password, device_cookie: device_cookie(&cookies, &state.site) };
    let done = match act.as_str() {
        "begin" => chat.begin_second_factor(&viewer, confirmation).await.map(|()| Vec::new()),
        "confirm" => chat.confirm_second_factor(&viewer, &code).await,
        "codes" => chat.replace_recovery_codes(&viewer, confirmation).await,
        "off" => chat.remove_second_factor(&viewer, confirmation).await.map(|()| Vec::new()),
        _ => return Err(Error::BadForm),
    };
    let mut form = FactorForm::default();
    let mut refused = match done {
        Ok(codes) if codes.is_empty() => {
            return Ok(redirect(
                Htmx(false),
                &if act == "off" { format!("{PAGE}?off=yes") } else { PAGE.to_owned() },
            ));
        }
        Ok(codes) => {
            form.codes = codes;
            return Ok(secret_page(page(&state, &viewer, &form).await?));
        }
        Err(chat::Error::WrongCode) => {
            form.code_error = Some(i18n.wrong_code.clone());
            Refused::default()
        }
        // It was changed in another window: the page shows how it is.
        Err(chat::Error::NameTaken | chat::Error::Store(store::Error::NotFound)) => {
            return Ok(redirect(Htmx(false), PAGE));
        }
        Err(error) => Refused::by(error, i18n)?,
    };
    form.password_error = refused.password_error.take();
    form.problem = refused.problem.take();
    Ok(refused.response(page(&state, &viewer, &form).await?))
}

/// A page with a secret isn't kept by browsers.
fn secret_page(page: Markup) -> Response {
    ([(header::CACHE_CONTROL, "private, no-store")], page).into_response()
}

async fn page(state: &State, viewer: &Viewer, form: &FactorForm) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let settings = state.store.server_settings().await?;
    let step = match state.store.second_factor(viewer.account.id).await? {
        None => Step::Off,
        Some(factor) if factor.is_on => Step::On(factor.recovery_codes),
        Some(factor) => {
            let Enrolment { secret, url } = state.chat.enrolment(viewer, &factor)?;
            Step::SettingUp { secret, url }
        }
    };
    let lacking = !viewer.has_second_factor && !matches!(step, Step::On(_));
    let required = lacking && settings.second_factor.holds_for(viewer.account.role);
    let form = &FactorForm { required, ..form.clone() };
    Ok(views::page(&shell(viewer, &own, None), &step, form))
}
