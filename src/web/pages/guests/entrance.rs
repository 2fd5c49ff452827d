//! The page behind a guest link.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::GuestToken;
use crate::model::DisplayName;
use crate::model::guests::GuestLink;
use crate::views::i18n::names::Strings;
use crate::views::pages::guests::own as views;
use crate::views::pages::guests::own::EntranceForm;
use crate::views::parts::refusals;
use crate::views::{Markup, PublicShell};
use crate::web::http::error::{Error, in_seconds, retry_after};
use crate::web::http::extractors::Path;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::Client;
use crate::web::pages::accounts::entrances::bad_link;
use crate::web::pages::guests::extractor::set_cookie;
use crate::web::state::State;

pub(crate) async fn show(
    FromState(state): FromState<State>,
    i18n: PublicShell,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let i18n = &i18n;
    let Some(parsed) = GuestToken::parse(&token) else { return Ok(bad_link(i18n)) };
    match state.chat.guest_link(parsed).await {
        Err(chat::Error::BadLink) => Ok(bad_link(i18n)),
        found => Ok(page(&found?, &token, i18n, &EntranceForm::default()).into_response()),
    }
}

fn page(link: &GuestLink, token: &str, shell: &PublicShell, form: &EntranceForm) -> Markup {
    views::entrance(link, &format!("/guest/{token}"), form, shell)
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    name: String,
}

pub(crate) async fn enter(
    FromState(state): FromState<State>,
    client: Client,
    i18n: PublicShell,
    cookies: Cookies,
    Path(token): Path<String>,
    Form(Fields { name }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = &i18n;
    let Some(parsed) = GuestToken::parse(&token) else { return Ok(bad_link(i18n)) };
    let link = match state.chat.guest_link(parsed).await {
        Err(chat::Error::BadLink) => return Ok(bad_link(i18n)),
        found => found?,
    };
    let refuse = |status: StatusCode, name_error: String| {
        let form = EntranceForm { name: name.clone(), name_error: Some(name_error) };
        (status, page(&link, &token, i18n, &form)).into_response()
    };
    let shown = match parse_name(&name, i18n) {
        Ok(shown) => shown,
        Err(error) => return Ok(refuse(StatusCode::UNPROCESSABLE_ENTITY, error)),
    };
    Ok(match state.chat.enter_as_guest(parsed, shown, client.address).await {
        Ok(session) => {
            set_cookie(&cookies, &state.site, &session);
            redirect(Htmx(false), "/guest")
        }
        Err(chat::Error::BadLink) => bad_link(i18n),
        Err(chat::Error::NameLooksAlike | chat::Error::NameTaken) => {
            refuse(StatusCode::UNPROCESSABLE_ENTITY, i18n.username_looks_alike.clone())
        }
        Err(chat::Error::RoomFull | chat::Error::LimitReached) => {
            refuse(StatusCode::UNPROCESSABLE_ENTITY, i18n.guest_room_full.clone())
        }
        Err(chat::Error::BlockedNetwork) => refuse(StatusCode::FORBIDDEN, i18n.network_is_blocked.clone()),
        Err(chat::Error::TooFast(wait)) => {
            let page = refuse(StatusCode::TOO_MANY_REQUESTS, i18n.too_fast(in_seconds(wait)));
            ([retry_after(wait)], page).into_response()
        }
        Err(other) => return Err(other.into()),
    })
}

/// The name that others see, which says that it is a guest's.
fn parse_name(name: &str, i18n: &Strings) -> Result<DisplayName, String> {
    let refused = |error| refusals::display_name(error, i18n);
    let own = DisplayName::parse(name).map_err(refused)?;
    DisplayName::parse(&i18n.guest_named(own.as_str())).map_err(refused)
}
