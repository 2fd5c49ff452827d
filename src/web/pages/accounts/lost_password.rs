//! Lost passwords, and the links that verify e-mail addresses.

use axum::extract::State as FromState;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::chat::Chat;
use crate::model::Network;
use crate::model::administration::one_time_links::LinkSecret;
use crate::views::pages::settings::mail as views;
use crate::views::pages::settings::mail::LostPasswordForm;
use crate::views::{Markup, PublicShell};
use crate::web::http::error::{Error, retry_after, too_many};
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::Client;
use crate::web::pages::accounts::entrances::bad_link;

#[derive(Deserialize)]
pub(crate) struct Shown {
    /// Not empty: a link was asked for.
    #[serde(default)]
    sent: String,
}

pub(crate) async fn show(
    FromState(chat): FromState<Chat>,
    shell: PublicShell,
    Query(Shown { sent }): Query<Shown>,
) -> Result<Markup, Error> {
    chat.require_mail()?;
    let i18n = &shell;
    Ok(if sent.is_empty() {
        views::lost_password_page(&LostPasswordForm::default(), i18n)
    } else {
        views::link_sent_page(i18n)
    })
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    username: String,
}

pub(crate) async fn request(
    FromState(chat): FromState<Chat>,
    client: Client,
    shell: PublicShell,
    htmx: Htmx,
    Form(Fields { username }): Form<Fields>,
) -> Result<Response, Error> {
    chat.require_mail()?;
    let i18n = &shell;
    let mut form = LostPasswordForm { typed: username, ..LostPasswordForm::default() };
    if form.typed.trim().is_empty() {
        form.error = Some(i18n.recover_empty.clone());
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, views::lost_password_page(&form, i18n)).into_response());
    }
    match chat.request_recovery(&form.typed, shell.locale.language, Network::of(client.address)).await {
        Ok(()) => Ok(redirect(htmx, "/recover?sent=yes")),
        Err(chat::Error::TooFast(wait)) => {
            let problem = too_many(wait, i18n);
            form.problem = Some(i18n.problem_in_brief(problem.title, problem.advice));
            let page = views::lost_password_page(&form, i18n);
            Ok((StatusCode::TOO_MANY_REQUESTS, [retry_after(wait)], page).into_response())
        }
        Err(chat::Error::BlockedNetwork) => {
            form.problem = Some(i18n.network_is_blocked.clone());
            Ok((StatusCode::FORBIDDEN, views::lost_password_page(&form, i18n)).into_response())
        }
        // The mail server is out of reach, for everybody.
        Err(chat::Error::LimitReached) => Err(Error::Unavailable),
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn verification_page(
    FromState(chat): FromState<Chat>,
    shell: PublicShell,
    Path(secret): Path<String>,
) -> Result<Response, Error> {
    chat.require_mail()?;
    let i18n = &shell;
    let Some(parsed) = LinkSecret::parse(&secret) else { return Ok(bad_link(i18n)) };
    match chat.address_of_link(&parsed).await {
        Err(chat::Error::BadLink) => Ok(bad_link(i18n)),
        found => {
            let (address, name) = found?;
            Ok(unkept(views::verification_page(&address, &name, &secret, i18n)))
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Verify {
    #[serde(default)]
    verify: String,
}

pub(crate) async fn verify(
    FromState(chat): FromState<Chat>,
    shell: PublicShell,
    Path(secret): Path<String>,
    Form(Verify { verify }): Form<Verify>,
) -> Result<Response, Error> {
    chat.require_mail()?;
    let i18n = &shell;
    let Some(parsed) = LinkSecret::parse(&secret) else { return Ok(bad_link(i18n)) };
    if verify != "yes" {
        return Err(Error::BadForm);
    }
    match chat.verify_address(&parsed).await {
        Err(chat::Error::BadLink) => Ok(bad_link(i18n)),
        verified => Ok(unkept(views::verified_page(&verified?, i18n))),
    }
}

/// A page with somebody's address, which browsers don't keep.
fn unkept(page: Markup) -> Response {
    ([(header::CACHE_CONTROL, "private, no-store")], page).into_response()
}
