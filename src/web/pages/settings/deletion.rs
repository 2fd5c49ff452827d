//! Deleting one's account.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::{Confirmation, DELETION_DELAY};
use crate::model::Viewer;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::deletion as views;
use crate::views::pages::settings::deletion::DeletionForm;
use crate::web::http::error::Error;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::{device_cookie, remove_cookie};
use crate::web::pages::settings::confirmation::Refused;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The same delay in days.
pub(crate) const DAYS: i64 = DELETION_DELAY.as_hours() / 24;

pub(crate) async fn show(viewer: Viewer, FromState(state): FromState<State>) -> Result<Markup, Error> {
    page(&state, &viewer, &DeletionForm::default()).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    messages: String,
    #[serde(default)]
    password: String,
}

pub(crate) async fn delete(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Form(Fields { messages, password }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let mut form = DeletionForm { with_messages: messages == "go", ..DeletionForm::default() };
    let mut refused = Refused::default();
    if matches!(messages.as_str(), "stay" | "go") {
        let confirmation = Confirmation { password, device_cookie: device_cookie(&cookies, &state.site) };
        match state.chat.delete_account(&viewer, confirmation, form.with_messages).await {
            Ok(()) => {
                remove_cookie(&cookies, &state.site);
                return Ok(redirect(Htmx(false), "/login?deleted=yes"));
            }
            Err(chat::Error::LastAdministrator) => refused.problem = Some(i18n.last_administrator.clone()),
            Err(error) => refused = Refused::by(error, i18n)?,
        }
    } else {
        refused.problem = Some(i18n.no_such_setting.clone());
    }
    form.password_error = refused.password_error.take();
    form.problem = refused.problem.take();
    Ok(refused.response(page(&state, &viewer, &form).await?))
}

async fn page(state: &State, viewer: &Viewer, form: &DeletionForm) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own, None), DAYS, form))
}
