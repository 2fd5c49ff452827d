//! The forms for logging in and registering, and what both lead to.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::Chat;
use crate::model::{Registration, Username};
use crate::views::pages::accounts as views;
use crate::views::pages::accounts::forms::{AccountForm, Closed, LoginOptions};
use crate::views::pages::entrances::setting_up;
use crate::views::{Markup, PublicShell};
use crate::web::http::error::Error;
use crate::web::http::forms::Htmx;
use crate::web::http::nonce::new_nonce;
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::{device_cookie, set_device_cookie};
use crate::web::site::Site;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Fields {
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) next: String,
    pub(crate) unsent: String,
    /// Not empty: show the other form, registration or login, with the same unsent text.
    pub(crate) other: String,
    /// Not empty: the person has logged in by single sign-on in another tab, and goes on with the unsent text.
    pub(crate) again: String,
}

/// The ways to log in and to make an account.
pub(crate) async fn login_options(chat: &Chat) -> Result<LoginOptions, Error> {
    Ok(known_options(chat, chat.registration_is_open().await?))
}

/// The same, where it is known whether anybody can register.
pub(crate) fn known_options(chat: &Chat, registration: bool) -> LoginOptions {
    let sign_on = chat.sign_on_settings().map(|settings| settings.label.clone());
    let (passwords, passkeys) = (chat.takes_passwords(), chat.has_passkeys());
    LoginOptions { registration, passwords, passkeys, sign_on }
}

pub(crate) async fn login_form(
    chat: &Chat,
    htmx: Htmx,
    form: &AccountForm,
    i18n: &PublicShell,
) -> Result<Markup, Error> {
    let options = &login_options(chat).await?;
    let form = &AccountForm { recovery: chat.sends_mail(), ..form.clone() };
    Ok(if htmx.0 {
        views::login::login(form, options, i18n)
    } else {
        views::login::login_page(form, options, i18n)
    })
}

/// The registration form, or the note that nobody may register with it.
pub(crate) async fn registration(
    chat: &Chat,
    htmx: Htmx,
    form: &AccountForm,
    i18n: &PublicShell,
) -> Result<Response, Error> {
    match chat.check_registration().await {
        Err(error @ (chat::Error::RegistrationClosed | chat::Error::SetupNeeded)) => {
            closed(chat, &error, form, i18n).await
        }
        checked => {
            checked?;
            let (form, options) = (&introduced(chat, form.clone(), i18n).await?, &known_options(chat, true));
            let shown = if htmx.0 {
                views::registration::register(form, options, i18n)
            } else {
                views::registration::register_page(form, options, i18n)
            };
            Ok(shown.into_response())
        }
    }
}

/// The registration form; that of the first account says that it administers the server.
pub(crate) async fn introduced(chat: &Chat, form: AccountForm, i18n: &PublicShell) -> Result<AccountForm, Error> {
    if form.intro.is_some() || chat.has_administrator().await? {
        return Ok(form);
    }
    Ok(AccountForm { intro: Some(setting_up(i18n)), ..form })
}

/// The note that nobody may register with the form.
pub(crate) async fn closed(
    chat: &Chat,
    error: &chat::Error,
    form: &AccountForm,
    i18n: &PublicShell,
) -> Result<Response, Error> {
    let why = match error {
        chat::Error::SetupNeeded => Closed::BeforeSetup,
        _ if form.intro.is_none() && chat.registration().await? == Registration::Invite => Closed::ByInvitation,
        _ => Closed::ToAll,
    };
    Ok((StatusCode::FORBIDDEN, views::registration::registration_closed(form, why, i18n)).into_response())
}

/// Redirects to `next`, or shows the text that couldn't be sent before.
pub(crate) fn logged_in(htmx: Htmx, form: &AccountForm, i18n: &PublicShell) -> Response {
    if form.unsent.is_empty() {
        redirect(htmx, &form.next)
    } else if htmx.0 {
        views::unsent::unsent(form, &new_nonce(), i18n).into_response()
    } else {
        views::unsent::unsent_page(form, &new_nonce(), i18n).into_response()
    }
}

/// Sets the cookie by which the login throttle recognises this browser when the person logs in again.
pub(crate) async fn remember_device(chat: &Chat, cookies: &Cookies, site: &Site, username: &str) {
    let Ok(username) = Username::parse(username) else { return };
    if let Some(remembered) = chat.remember_device(&device_cookie(cookies, site), &username).await {
        set_device_cookie(cookies, site, remembered);
    }
}
