//! One's e-mail address.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::Confirmation;
use crate::model::{EmailAddress, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::mail as views;
use crate::views::pages::settings::mail::AddressForm;
use crate::views::parts::refusals;
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
    /// The outcome: `sent` or `removed`.
    #[serde(default)]
    done: String,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { done }): Query<Shown>,
) -> Result<Markup, Error> {
    let i18n = strings(viewer.locale.language);
    let notice = match done.as_str() {
        "sent" => Some(i18n.email_link_sent.clone()),
        "removed" => Some(i18n.email_is_removed.clone()),
        _ => None,
    };
    page(&state, &viewer, &AddressForm { notice, ..AddressForm::default() }).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    act: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    password: String,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Form(Fields { act, address, password }): Form<Fields>,
) -> Result<Response, Error> {
    state.chat.require_mail()?;
    let i18n = strings(viewer.locale.language);
    let confirmation = Confirmation { password, device_cookie: device_cookie(&cookies, &state.site) };
    let mut form = AddressForm { address, ..AddressForm::default() };
    let mut refused = Refused::default();
    let done = match (act.as_str(), EmailAddress::parse(&form.address)) {
        // Enter in a field presses the first button.
        ("verify", Ok(address)) => {
            state.chat.ask_for_address(&viewer, confirmation, address).await.map(|()| "sent")
        }
        ("verify", Err(error)) => {
            form.address_error = Some(refusals::email_address(error, i18n));
            return Ok(refused.response(page(&state, &viewer, &form).await?));
        }
        ("cancel" | "remove", _) => {
            let removed = state.chat.remove_addresses(&viewer, confirmation, act == "cancel").await;
            removed.map(|()| "removed")
        }
        _ => return Err(Error::BadForm),
    };
    match done {
        Ok(done) => return Ok(redirect(Htmx(false), &format!("/settings/email?done={done}"))),
        Err(chat::Error::NameTaken) => form.address_error = Some(i18n.email_is_yours.clone()),
        Err(chat::Error::LimitReached) => return Err(Error::Unavailable),
        Err(chat::Error::TooFast(wait)) => refused = Refused::by(chat::Error::TooManyAttempts(wait), i18n)?,
        Err(error) => refused = Refused::by(error, i18n)?,
    }
    form.password_error = refused.password_error.take();
    form.problem = refused.problem.take();
    Ok(refused.response(page(&state, &viewer, &form).await?))
}

async fn page(state: &State, viewer: &Viewer, form: &AddressForm) -> Result<Markup, Error> {
    state.chat.require_mail()?;
    let own = state.store.own_rooms(viewer.account.id).await?;
    let addresses = state.store.own_addresses(viewer.account.id).await?;
    Ok(views::address_page(&shell(viewer, &own, None), &addresses, form))
}
