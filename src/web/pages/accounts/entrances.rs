//! The pages behind links: an invitation, the first account, and a new password.

use axum::extract::State as FromState;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::{Entrance, InvitationToken};
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::{Account, Network, Password, Viewer};
use crate::views::PublicShell;
use crate::views::pages::accounts as account_views;
use crate::views::pages::accounts::forms::{AccountForm, Closed};
use crate::views::pages::accounts::login_code::CodeForm;
use crate::views::pages::entrances as views;
use crate::views::pages::entrances::RecoveryForm;
use crate::views::parts::{refusals, urls};
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::{Client, set_cookie};
use crate::web::pages::accounts::forms::{Fields, known_options, logged_in, login_form, remember_device};
use crate::web::pages::accounts::registration::Registering;
use crate::web::state::State;

/// The page of a link that doesn't work, with 404.
pub(crate) fn bad_link(i18n: &PublicShell) -> Response {
    (StatusCode::NOT_FOUND, views::bad_link(i18n)).into_response()
}

pub(crate) async fn invitation(
    viewer: Option<Viewer>,
    FromState(state): FromState<State>,
    shell: PublicShell,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let i18n = &shell;
    let Some(parsed) = InvitationToken::parse(&token) else { return Ok(bad_link(i18n)) };
    let invitation = match state.chat.usable_invitation(parsed).await {
        Err(chat::Error::BadLink) => return Ok(bad_link(i18n)),
        found => found?,
    };
    let address = urls::invite(&token);
    if let Some(viewer) = viewer {
        return Ok(views::invited_member(&invitation, &viewer.account.person, &address, i18n).into_response());
    }
    let intro = Some(views::invited(&invitation, i18n));
    let form = AccountForm { action: address.clone(), next: address, intro, ..AccountForm::default() };
    Ok(match state.chat.check_invited_registration().await {
        Err(chat::Error::RegistrationClosed) => {
            let page = account_views::registration::registration_closed(&form, Closed::ToAll, i18n);
            (StatusCode::FORBIDDEN, page).into_response()
        }
        checked => {
            checked?;
            account_views::registration::register_page(&form, &known_options(&state.chat, true), i18n)
                .into_response()
        }
    })
}

pub(crate) async fn accept(
    viewer: Option<Viewer>,
    registering: Registering,
    Path(token): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = &registering.shell;
    let chat = &registering.state.chat;
    let Some(parsed) = InvitationToken::parse(&token) else { return Ok(bad_link(i18n)) };
    if let Some(viewer) = viewer {
        return match chat.accept_invitation(&viewer, parsed).await {
            Err(chat::Error::BadLink) => Ok(bad_link(i18n)),
            accepted => {
                accepted?;
                Ok(redirect(Htmx(false), "/rooms"))
            }
        };
    }
    let intro = match chat.usable_invitation(parsed).await {
        Err(chat::Error::BadLink) => return Ok(bad_link(i18n)),
        found => Some(views::invited(&found?, i18n)),
    };
    let form = AccountForm { action: urls::invite(&token), intro, ..AccountForm::default() };
    registering.with(&Entrance::Invitation(parsed), fields, form).await
}

pub(crate) async fn setup_page(
    FromState(state): FromState<State>,
    shell: PublicShell,
    Path(secret): Path<String>,
) -> Result<Response, Error> {
    let i18n = &shell;
    let Some(parsed) = LinkSecret::parse(&secret) else { return Ok(bad_link(i18n)) };
    match state.chat.check_setup_link(&parsed).await {
        Err(chat::Error::BadLink) => Ok(bad_link(i18n)),
        checked => {
            checked?;
            let options = &known_options(&state.chat, true);
            Ok(account_views::registration::register_page(&setup_form(&secret, i18n), options, i18n)
                .into_response())
        }
    }
}

pub(crate) async fn set_up(
    registering: Registering,
    Path(secret): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = &registering.shell;
    let Some(parsed) = LinkSecret::parse(&secret) else { return Ok(bad_link(i18n)) };
    let form = setup_form(&secret, i18n);
    registering.with(&Entrance::SetupLink(parsed), fields, form).await
}

fn setup_form(secret: &str, i18n: &PublicShell) -> AccountForm {
    AccountForm { action: urls::setup(secret), intro: Some(views::setting_up(i18n)), ..AccountForm::default() }
}

pub(crate) async fn recovery_page(
    FromState(state): FromState<State>,
    shell: PublicShell,
    Path(secret): Path<String>,
) -> Result<Response, Error> {
    recovery(&state, &secret, &RecoveryForm::default(), &shell).await
}

/// The form for a new password, or the page of a link that doesn't work.
async fn recovery(
    state: &State,
    secret: &str,
    form: &RecoveryForm,
    i18n: &PublicShell,
) -> Result<Response, Error> {
    let Some(parsed) = LinkSecret::parse(secret) else { return Ok(bad_link(i18n)) };
    let account = match state.chat.password_link_account(&parsed).await {
        Err(chat::Error::BadLink) => return Ok(bad_link(i18n)),
        found => found?,
    };
    let page = views::recovery(&account.person.username, &urls::recover(secret), form, i18n);
    let status = if form.password_error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    // The secret is in the page, and works still.
    Ok((status, [(header::CACHE_CONTROL, "private, no-store")], page).into_response())
}

#[derive(Deserialize)]
pub(crate) struct NewPassword {
    #[serde(default)]
    password: String,
}

pub(crate) async fn recover(
    FromState(state): FromState<State>,
    client: Client,
    shell: PublicShell,
    htmx: Htmx,
    cookies: Cookies,
    Path(secret): Path<String>,
    Form(NewPassword { password }): Form<NewPassword>,
) -> Result<Response, Error> {
    let i18n = &shell;
    let Some(parsed) = LinkSecret::parse(&secret) else { return Ok(bad_link(i18n)) };
    let account = match state.chat.password_link_account(&parsed).await {
        Err(chat::Error::BadLink) => return Ok(bad_link(i18n)),
        found => found?,
    };
    let password = match Password::parse(password, account.person.username.as_str()) {
        Err(error) => {
            let form = RecoveryForm { password_error: Some(refusals::password(error, i18n)) };
            return recovery(&state, &secret, &form, i18n).await;
        }
        Ok(password) => password,
    };
    match state.chat.use_password_link(&parsed, password, Network::of(client.address)).await {
        Err(chat::Error::BadLink) => Ok(bad_link(i18n)),
        used => {
            let account = used?;
            if state.chat.takes_passwords() {
                return Ok(redirect(htmx, "/login?password=set"));
            }
            log_in_by_link(&state, &account, client, htmx, &cookies, i18n).await
        }
    }
}

/// Logs in without asking for the new password, which nobody can log in with on this server. So the command line gets
/// somebody in while the provider of single sign-on doesn't work.
async fn log_in_by_link(
    state: &State,
    account: &Account,
    client: Client,
    htmx: Htmx,
    cookies: &Cookies,
    i18n: &PublicShell,
) -> Result<Response, Error> {
    let username = account.person.username.as_str();
    let mut form = AccountForm { username: username.to_owned(), ..AccountForm::default() };
    match state.chat.log_in_by_link(account, client.device, Network::of(client.address)).await {
        Ok(token) => {
            set_cookie(cookies, &state.site, &token);
            remember_device(&state.chat, cookies, &state.site, username).await;
            Ok(logged_in(htmx, &form, i18n))
        }
        Err(chat::Error::SecondFactorNeeded(half)) => {
            let form = CodeForm { username: form.username, half, ..CodeForm::default() };
            let shown = if htmx.0 {
                account_views::login_code::code(&form, i18n)
            } else {
                account_views::login_code::code_page(&form, i18n)
            };
            Ok(shown.into_response())
        }
        Err(chat::Error::BadLink) => Ok(bad_link(i18n)),
        Err(error @ (chat::Error::Deactivated | chat::Error::BlockedNetwork)) => {
            let deactivated = matches!(error, chat::Error::Deactivated);
            let problem = if deactivated { &i18n.account_deactivated } else { &i18n.network_is_blocked };
            form.problem = Some(problem.clone());
            Ok((StatusCode::FORBIDDEN, login_form(&state.chat, htmx, &form, i18n).await?).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
