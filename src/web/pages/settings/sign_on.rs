//! Links one's account with one at the provider of single sign-on.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::{Confirmation, SignOnError};
use crate::model::Viewer;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::sign_on as views;
use crate::views::pages::settings::sign_on::LinkForm;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::device_cookie;
use crate::web::pages::settings::confirmation::Refused;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    linked: Option<String>,
    unlinked: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { linked, unlinked }): Query<Shown>,
) -> Result<Markup, Error> {
    let (linked_now, unlinked_now) = (linked.is_some(), unlinked.is_some());
    page(&state, &viewer, LinkForm { linked_now, unlinked_now, ..LinkForm::default() }).await
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Fields {
    act: String,
    ticket: String,
    label: String,
    password: String,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Form(Fields { act, ticket, label, password }): Form<Fields>,
) -> Result<Response, Error> {
    if !viewer.logins.server.sign_on {
        return Err(Error::NotFound);
    }
    let i18n = strings(viewer.locale.language);
    let confirmation = Confirmation { password, device_cookie: device_cookie(&cookies, &state.site) };
    let (done, saved) = match act.as_str() {
        "link" => (state.chat.link_sign_on(&viewer, &ticket, confirmation).await, "linked"),
        "unlink" => (state.chat.unlink_sign_on(&viewer, confirmation).await, "unlinked"),
        _ => return Err(Error::BadForm),
    };
    let mut form = LinkForm::default();
    let mut refused = match done {
        Ok(()) => return Ok(redirect(Htmx(false), &format!("/settings/sign-on?{saved}=yes"))),
        Err(chat::Error::SignOn(SignOnError::Stale)) => Refused::because(i18n.sign_on_stale_advice.clone()),
        Err(chat::Error::IdentityTaken) => Refused::because(i18n.identity_taken_advice.clone()),
        Err(chat::Error::LastLogin) if !viewer.logins.server.passwords => {
            Refused::because(i18n.only_login_without_passwords.clone())
        }
        Err(chat::Error::LastLogin) => Refused::because(i18n.only_login.clone()),
        Err(error) => {
            // The ticket holds still.
            form.linkable = (act == "link").then_some((ticket, label));
            Refused::by(error, i18n)?
        }
    };
    form.password_error = refused.password_error.take();
    form.problem = refused.problem.take();
    Ok(refused.response(page(&state, &viewer, form).await?))
}

/// The page; 404 where there is no single sign-on.
pub(crate) async fn page(state: &State, viewer: &Viewer, form: LinkForm) -> Result<Markup, Error> {
    if !viewer.logins.server.sign_on {
        return Err(Error::NotFound);
    }
    let own = state.store.own_rooms(viewer.account.id).await?;
    let linked = state.store.identity(viewer.account.id).await?.map(|identity| identity.label);
    Ok(views::page(&shell(viewer, &own, None), &LinkForm { linked, ..form }))
}
