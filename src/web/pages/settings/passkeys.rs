//! Lists one's passkeys, makes and removes them.

use axum::extract::State as FromState;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::json;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::{Confirmation, PasskeyRequest};
use crate::model::Viewer;
use crate::model::logins::passkeys::{PasskeyId, PasskeyName};
use crate::store;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::passkeys as views;
use crate::views::pages::settings::passkeys::PasskeysForm;
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
    added: Option<String>,
    removed: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { added, removed }): Query<Shown>,
) -> Result<Markup, Error> {
    let (added, removed) = (added.is_some(), removed.is_some());
    page(&state, &viewer, PasskeysForm { added, removed, ..PasskeysForm::default() }).await
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Fields {
    act: String,
    /// Not empty: the script sends the form, which has no button then.
    add: String,
    name: String,
    passkey: String,
    challenge: String,
    answer: String,
    password: String,
}

/// The challenge for a new passkey, as JSON. The script sends the form itself where this is refused.
pub(crate) async fn begin(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Form(Fields { name, password, .. }): Form<Fields>,
) -> Result<Response, Error> {
    let Ok(name) = PasskeyName::parse(&name) else { return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response()) };
    let confirmation = Confirmation { password, device_cookie: device_cookie(&cookies, &state.site) };
    match state.chat.begin_passkey(&viewer, confirmation, name).await {
        Ok(request) => Ok(json(request)),
        Err(chat::Error::NoPasskeys) => Err(Error::NotFound),
        Err(chat::Error::LimitReached) => Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response()),
        Err(error) => {
            Refused::by(error, strings(viewer.locale.language))?;
            Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response())
        }
    }
}

/// A challenge for browsers, for scripts.
pub(crate) fn json(request: PasskeyRequest) -> Response {
    let PasskeyRequest { challenge, options } = request;
    let head = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "private, no-store")];
    (head, json!({ "challenge": challenge, "options": options }).to_string()).into_response()
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let Fields { act, add, name, passkey, challenge, answer, password } = fields;
    let confirmation = Confirmation { password, device_cookie: device_cookie(&cookies, &state.site) };
    let chosen = passkey.parse().ok().map(PasskeyId);
    let mut form = PasskeysForm { name, chosen, ..PasskeysForm::default() };
    let (done, saved) = match (add.is_empty(), act.as_str(), chosen) {
        (false, ..) | (true, "add", _) if !answer.is_empty() => {
            (state.chat.finish_passkey(&viewer, &challenge, &answer).await, "added")
        }
        // The script couldn't begin: says why.
        (false, ..) | (true, "add", _) => {
            let Ok(name) = PasskeyName::parse(&form.name) else {
                form.name_error = Some(i18n.passkey_name_invalid(PasskeyName::MAX_CHARS));
                return Ok(Refused::default().response(page(&state, &viewer, form).await?));
            };
            let begun = state.chat.begin_passkey(&viewer, confirmation, name).await;
            (begun.and(Err(chat::Error::BadPasskey)), "")
        }
        (true, "remove", Some(id)) => (state.chat.remove_passkey(&viewer, confirmation, id).await, "removed"),
        (true, "remove", None) => {
            let refused = Refused::because(i18n.choose_passkey.clone());
            form.problem.clone_from(&refused.problem);
            return Ok(refused.response(page(&state, &viewer, form).await?));
        }
        _ => return Err(Error::BadForm),
    };
    let mut refused = match done {
        Ok(()) => return Ok(redirect(Htmx(false), &format!("/settings/passkeys?{saved}=yes"))),
        // It was removed in another window: the page shows how it is.
        Err(chat::Error::Store(store::Error::NotFound)) => return Ok(redirect(Htmx(false), "/settings/passkeys")),
        Err(chat::Error::NoPasskeys) => return Err(Error::NotFound),
        Err(chat::Error::BadPasskey) => Refused::because(i18n.passkey_not_made.clone()),
        Err(chat::Error::LimitReached) => Refused::because(i18n.too_many_passkeys.clone()),
        Err(chat::Error::LastLogin) => Refused::because(i18n.only_login_without_passwords.clone()),
        Err(error) => Refused::by(error, i18n)?,
    };
    form.password_error = refused.password_error.take();
    form.problem.clone_from(&refused.problem);
    Ok(refused.response(page(&state, &viewer, form).await?))
}

/// The page; 404 where browsers offer no passkeys.
async fn page(state: &State, viewer: &Viewer, form: PasskeysForm) -> Result<Markup, Error> {
    if !viewer.logins.server.passkeys {
        return Err(Error::NotFound);
    }
    let own = state.store.own_rooms(viewer.account.id).await?;
    let passkeys = state.store.passkeys(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own, None), &passkeys, &form))
}
