//! The second step of a login: the code of a second factor.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::Login;
use crate::views::PublicShell;
use crate::views::pages::accounts as views;
use crate::views::pages::accounts::forms::AccountForm;
use crate::views::pages::accounts::login_code::CodeForm;
use crate::web::http::error::{Error, retry_after, too_many};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::own_page;
use crate::web::http::sessions::{Client, device_cookie, set_cookie};
use crate::web::pages::accounts::forms::{logged_in, login_form, remember_device};
use crate::web::state::State;

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Fields {
    username: String,
    half: String,
    code: String,
    next: String,
    unsent: String,
}

pub(crate) async fn log_in(
    FromState(state): FromState<State>,
    client: Client,
    shell: PublicShell,
    htmx: Htmx,
    cookies: Cookies,
    Form(Fields { username, half, code, next, unsent }): Form<Fields>,
) -> Result<Response, Error> {
    let (chat, site, i18n) = (&state.chat, &state.site, &shell);
    let next = own_page(&next).to_owned();
    let login = Login {
        username: username.clone(),
        password: String::new(),
        address: client.address,
        device: client.device,
        device_cookie: device_cookie(&cookies, site),
    };
    let account = AccountForm {
        username: username.clone(),
        next: next.clone(),
        unsent: unsent.clone(),
        ..AccountForm::default()
    };
    let mut form = CodeForm { username, half, next, unsent, ..CodeForm::default() };
    let mut refused = (StatusCode::UNPROCESSABLE_ENTITY, None);
    match chat.log_in_with_code(login, &form.half, &code).await {
        Ok(logged) => {
            set_cookie(&cookies, site, &logged.token);
            remember_device(chat, &cookies, site, &account.username).await;
            return Ok(logged_in(htmx, &account, i18n));
        }
        Err(chat::Error::WrongCode) => form.code_error = Some(i18n.wrong_code.clone()),
        Err(chat::Error::TooManyAttempts(wait)) => {
            let problem = too_many(wait, i18n);
            form.problem = Some(i18n.problem_in_brief(problem.title, problem.advice));
            refused = (StatusCode::TOO_MANY_REQUESTS, Some([retry_after(wait)]));
        }
        Err(error @ (chat::Error::BadLink | chat::Error::Deactivated | chat::Error::BlockedNetwork)) => {
            let problem = match error {
                chat::Error::Deactivated => &i18n.account_deactivated,
                chat::Error::BlockedNetwork => &i18n.network_is_blocked,
                _ => &i18n.code_took_too_long,
            };
            let account = AccountForm { problem: Some(problem.clone()), ..account };
            return Ok((StatusCode::FORBIDDEN, login_form(chat, htmx, &account, i18n).await?).into_response());
        }
        Err(other) => return Err(other.into()),
    }
    let markup =
        if htmx.0 { views::login_code::code(&form, i18n) } else { views::login_code::code_page(&form, i18n) };
    Ok((refused.0, refused.1, markup).into_response())
}
