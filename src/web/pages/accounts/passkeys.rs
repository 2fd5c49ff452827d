//! Logging in with a passkey.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::model::Network;
use crate::views::PublicShell;
use crate::views::pages::accounts::forms::AccountForm;
use crate::web::http::error::{Error, retry_after, too_many};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::own_page;
use crate::web::http::sessions::{Client, set_cookie};
use crate::web::pages::accounts::forms::{logged_in, login_form, remember_device};
use crate::web::pages::settings::passkeys::json;
use crate::web::state::State;

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Fields {
    challenge: String,
    answer: String,
    next: String,
    unsent: String,
}

/// The challenge for the browser, as JSON.
pub(crate) async fn begin(FromState(state): FromState<State>, client: Client) -> Result<Response, Error> {
    match state.chat.begin_passkey_login(Network::of(client.address)) {
        Err(chat::Error::NoPasskeys) => Err(Error::NotFound),
        begun => Ok(json(begun?)),
    }
}

pub(crate) async fn log_in(
    FromState(state): FromState<State>,
    client: Client,
    shell: PublicShell,
    cookies: Cookies,
    Form(Fields { challenge, answer, next, unsent }): Form<Fields>,
) -> Result<Response, Error> {
    let (i18n, network) = (&shell, Network::of(client.address));
    let mut form = AccountForm { next: own_page(&next).to_owned(), unsent, ..AccountForm::default() };
    let mut refused = (StatusCode::FORBIDDEN, None);
    match state.chat.log_in_with_passkey(&challenge, &answer, client.device, network).await {
        Ok((account, token)) => {
            set_cookie(&cookies, &state.site, &token);
            remember_device(&state.chat, &cookies, &state.site, account.person.username.as_str()).await;
            return Ok(logged_in(Htmx(false), &form, i18n));
        }
        Err(chat::Error::NoPasskeys) => return Err(Error::NotFound),
        Err(chat::Error::BadPasskey) => {
            form.problem = Some(i18n.bad_passkey.clone());
            refused = (StatusCode::UNPROCESSABLE_ENTITY, None);
        }
        Err(chat::Error::Deactivated) => form.problem = Some(i18n.account_deactivated.clone()),
        Err(chat::Error::BlockedNetwork) => form.problem = Some(i18n.network_is_blocked.clone()),
        Err(chat::Error::TooFast(wait)) => {
            let problem = too_many(wait, i18n);
            form.problem = Some(i18n.problem_in_brief(problem.title, problem.advice));
            refused = (StatusCode::TOO_MANY_REQUESTS, Some([retry_after(wait)]));
        }
        Err(other) => return Err(other.into()),
    }
    Ok((refused.0, refused.1, login_form(&state.chat, Htmx(false), &form, i18n).await?).into_response())
}
