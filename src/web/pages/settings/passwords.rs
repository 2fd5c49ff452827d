//! Changes one's password.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat::Confirmation;
use crate::model::{Password, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::passwords as views;
use crate::views::pages::settings::passwords::PasswordForm;
use crate::views::parts::refusals;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::{own_page, redirect};
use crate::web::http::sessions::device_cookie;
use crate::web::pages::settings::confirmation::Refused;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Why {
    /// Present: the current password is longer than new ones may be.
    long: Option<String>,
    /// The URL to redirect to afterwards.
    #[serde(default)]
    next: String,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Why { long, next }): Query<Why>,
) -> Result<Markup, Error> {
    let i18n = strings(viewer.locale.language);
    let why = long.map(|_| i18n.password_is_too_long(Password::MAX_CHARS));
    page(&state, &viewer, &PasswordForm { why, next: own_page(&next).to_owned(), ..PasswordForm::default() }).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    present: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Form(Fields { present, password, next }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let mut form = PasswordForm { next: own_page(&next).to_owned(), ..PasswordForm::default() };
    let mut refused = Refused::default();
    match Password::parse(password, viewer.account.person.username.as_str()) {
        Err(error) => form.new_error = Some(refusals::password(error, i18n)),
        Ok(new) => {
            let device_cookie = device_cookie(&cookies, &state.site);
            let confirmation = Confirmation { password: present, device_cookie };
            match state.chat.change_password(&viewer, confirmation, new).await {
                Ok(()) => {
                    let next = if form.next.is_empty() { "/settings?password=changed" } else { &form.next };
                    return Ok(redirect(Htmx(false), next));
                }
                Err(error) => refused = Refused::by(error, i18n)?,
            }
        }
    }
    form.present_error = refused.password_error.take();
    form.problem = refused.problem.take();
    Ok(refused.response(page(&state, &viewer, &form).await?))
}

async fn page(state: &State, viewer: &Viewer, form: &PasswordForm) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own, None), form))
}
