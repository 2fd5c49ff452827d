//! Logging in and out.

use std::sync::Arc;

use axum::extract::State as FromState;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::{Chat, LoggedIn, Login};
use crate::model::Viewer;
use crate::views::PublicShell;
use crate::views::pages::accounts as views;
use crate::views::pages::accounts::forms::AccountForm;
use crate::views::pages::accounts::login_code::CodeForm;
use crate::views::parts::unsent::SentTexts;
use crate::views::parts::urls;
use crate::web::http::error::{Error, retry_after, too_many};
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::{own_page, redirect};
use crate::web::http::sessions::{Client, device_cookie, has_just_left, remove_cookie, set_cookie};
use crate::web::pages::accounts::forms::{
    Fields, known_options, logged_in, login_form, login_options, registration, remember_device,
};
use crate::web::pages::settings::deletion;
use crate::web::site::Site;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The URL to redirect to afterwards.
    #[serde(default)]
    next: String,
    /// Not empty: the session has ended, and the page says so.
    #[serde(default)]
    ended: String,
    /// Not empty: the password has been set with a link, and the page says so.
    #[serde(default)]
    password: String,
    /// Not empty: the account will be deleted, and the page says so.
    #[serde(default)]
    deleted: String,
}

pub(crate) async fn login_page(
    viewer: Option<Viewer>,
    FromState(chat): FromState<Chat>,
    FromState(site): FromState<Arc<Site>>,
    shell: PublicShell,
    cookies: Cookies,
    Query(Asked { next, ended, password, deleted }): Query<Asked>,
) -> Result<Response, Error> {
    if viewer.is_some() {
        return Ok(redirect(Htmx(false), own_page(&next)));
    }
    let just_logged_out = has_just_left(&cookies, &site);
    let i18n = &shell;
    let problem = (!ended.is_empty()).then(|| i18n.session_has_ended.clone());
    let notice = match (deleted.is_empty(), password.is_empty()) {
        (false, _) => Some(i18n.account_will_be_deleted(deletion::DAYS)),
        (true, false) => Some(i18n.log_in_with_new_password.clone()),
        (true, true) => None,
    };
    let next = own_page(&next).to_owned();
    let recovery = chat.sends_mail();
    let form = AccountForm { next, notice, recovery, just_logged_out, problem, ..AccountForm::default() };
    let page = views::login::login_page(&form, &login_options(&chat).await?, i18n);
    Ok((just_logged_out.then(clear_cached_pages), page).into_response())
}

/// Makes browsers clear cached pages, so that the back button doesn't show them after logging out. Chromium caches the
/// page being left only once the next one has loaded, and clears it with what that page loads; WebKit obeys the header
/// on the page itself, but not on a redirect to it. All browsers obey it only over HTTPS or on localhost.
fn clear_cached_pages() -> [(HeaderName, HeaderValue); 1] {
    [(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""))]
}

/// An empty stylesheet for the page after logging out, for the sake of its header.
pub(crate) async fn logged_out_style() -> Response {
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (clear_cached_pages(), head, "/* Clears cached pages after logging out. */\n").into_response()
}

pub(crate) async fn log_in(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    client: Client,
    shell: PublicShell,
    htmx: Htmx,
    cookies: Cookies,
    Form(Fields { username, password, next, unsent, other, again }): Form<Fields>,
) -> Result<Response, Error> {
    let (chat, site, i18n) = (&state.chat, &state.site, &shell);
    let next = own_page(&next).to_owned();
    if !other.is_empty() {
        let form = AccountForm { username, next, unsent, ..AccountForm::default() };
        return registration(chat, htmx, &form, i18n).await;
    }
    if !again.is_empty() {
        let mut form = AccountForm { next, unsent, ..AccountForm::default() };
        if viewer.is_some() {
            return Ok(logged_in(htmx, &form, i18n));
        }
        form.problem = Some(i18n.not_logged_in_yet.clone());
        let page = login_form(chat, htmx, &form, i18n).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let login = Login {
        username: username.clone(),
        password,
        address: client.address,
        device: client.device,
        device_cookie: device_cookie(&cookies, site),
    };
    let mut form = AccountForm { username, next, unsent, ..AccountForm::default() };
    let refusal = match chat.log_in(login).await {
        Ok(LoggedIn { token, too_long }) => {
            set_cookie(&cookies, site, &token);
            remember_device(chat, &cookies, site, &form.username).await;
            if too_long && form.unsent.is_empty() {
                return Ok(redirect(htmx, &urls::change_long_password(&form.next)));
            }
            return Ok(logged_in(htmx, &form, i18n));
        }
        Err(chat::Error::WrongLogin) => {
            form.password_error = Some(i18n.wrong_login.clone());
            StatusCode::UNPROCESSABLE_ENTITY.into_response()
        }
        Err(chat::Error::SecondFactorNeeded(half)) => {
            let AccountForm { username, next, unsent, .. } = form;
            let form = CodeForm { username, half, next, unsent, ..CodeForm::default() };
            return Ok(if htmx.0 {
                views::login_code::code(&form, i18n)
            } else {
                views::login_code::code_page(&form, i18n)
            }
            .into_response());
        }
        Err(chat::Error::Deactivated) => {
            form.problem = Some(i18n.account_deactivated.clone());
            StatusCode::FORBIDDEN.into_response()
        }
        Err(chat::Error::BlockedNetwork) => {
            form.problem = Some(i18n.network_is_blocked.clone());
            StatusCode::FORBIDDEN.into_response()
        }
        Err(chat::Error::PasswordsOff) => {
            form.problem = Some(i18n.passwords_are_off.clone());
            StatusCode::FORBIDDEN.into_response()
        }
        Err(chat::Error::TooManyAttempts(wait)) => {
            let problem = too_many(wait, i18n);
            form.problem = Some(i18n.problem_in_brief(problem.title, problem.advice));
            (StatusCode::TOO_MANY_REQUESTS, [retry_after(wait)]).into_response()
        }
        Err(other) => return Err(other.into()),
    };
    Ok((refusal.into_parts().0, login_form(chat, htmx, &form, i18n).await?).into_response())
}

pub(crate) async fn log_out(
    viewer: Option<Viewer>,
    FromState(chat): FromState<Chat>,
    FromState(site): FromState<Arc<Site>>,
    htmx: Htmx,
    cookies: Cookies,
) -> Result<Response, Error> {
    if let Some(viewer) = viewer {
        chat.end_session(&viewer).await?;
    }
    remove_cookie(&cookies, &site);
    Ok((clear_cached_pages(), redirect(htmx, "/login")).into_response())
}

/// The login page for a form whose session has ended, with the texts that were submitted.
pub(crate) async fn login_page_with_text(
    chat: &Chat,
    htmx: Htmx,
    next: String,
    sent: &SentTexts,
    i18n: &PublicShell,
) -> Response {
    let form = AccountForm {
        next: own_page(&next).to_owned(),
        unsent: sent.joined(),
        cut: sent.cut,
        recovery: chat.sends_mail(),
        problem: Some(i18n.session_ended_before_sending.clone()),
        ..AccountForm::default()
    };
    // If the database fails, the text must still be returned; only the link for registering is missing.
    let options = &known_options(chat, chat.registration_is_open().await.unwrap_or(false));
    if !htmx.0 {
        return (StatusCode::UNAUTHORIZED, views::login::login_page(&form, options, i18n)).into_response();
    }
    // Replaces the whole content, which can't be used without a session.
    let place = [("hx-retarget", "main"), ("hx-reswap", "innerHTML")];
    (StatusCode::UNAUTHORIZED, place, views::login::login_in_page(&form, options, i18n)).into_response()
}
