//! Changes the colours and the size of text.

use axum::extract::State as FromState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::model::Viewer;
use crate::model::appearance::{Appearance, SendKey, TextSize, Theme};
use crate::model::sidebar::{RoomOrder, SidebarWidth};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::settings::appearance as views;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::sessions;
use crate::web::http::sessions::referring_page;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    saved: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Shown { saved }): Query<Shown>,
) -> Result<Markup, Error> {
    page(&state, &viewer, saved.is_some(), None).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    text_size: String,
    room_order: Option<String>,
    send_key: Option<String>,
    formatting: Option<String>,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(Fields { theme, text_size, room_order, send_key, formatting }): Form<Fields>,
) -> Result<Response, Error> {
    let parsed = (
        Theme::parse(&theme),
        TextSize::parse(&text_size),
        match room_order {
            Some(name) => RoomOrder::parse(&name),
            None => Some(viewer.appearance.room_order),
        },
        match send_key {
            Some(name) => SendKey::parse(&name),
            None => Some(viewer.appearance.send_key),
        },
        match formatting {
            Some(name) => hides_formatting(&name),
            None => Some(viewer.appearance.hides_formatting),
        },
    );
    let (Some(theme), Some(text_size), Some(room_order), Some(send_key), Some(hides_formatting)) = parsed else {
        let refused = &strings(viewer.locale.language).no_such_setting;
        let page = page(&state, &viewer, false, Some(refused)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let chosen = Appearance { theme, text_size, send_key, hides_formatting, room_order, ..viewer.appearance };
    state.chat.choose_appearance(&viewer, chosen).await?;
    Ok(redirect(Htmx(false), "/settings/appearance?saved=yes"))
}

/// Whether the buttons for formatting are hidden, by the name of the choice; none for other names.
fn hides_formatting(name: &str) -> Option<bool> {
    [views::FORMATTING_SHOWN, views::FORMATTING_HIDDEN].iter().position(|known| *known == name).map(|at| at == 1)
}

#[derive(Deserialize)]
pub(crate) struct Formatting {
    #[serde(default)]
    formatting: String,
}

/// Shows or hides the buttons for formatting: scripts need no answer, and the others go back to their page.
pub(crate) async fn set_formatting(
    viewer: Viewer,
    FromState(state): FromState<State>,
    headers: HeaderMap,
    htmx: Htmx,
    Form(Formatting { formatting }): Form<Formatting>,
) -> Result<Response, Error> {
    let Some(hides_formatting) = hides_formatting(&formatting) else {
        let refused = &strings(viewer.locale.language).no_such_setting;
        let page = page(&state, &viewer, false, Some(refused)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    state.chat.choose_appearance(&viewer, Appearance { hides_formatting, ..viewer.appearance }).await?;
    if htmx.0 {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Ok(redirect(Htmx(false), &referring_page(&headers)))
    }
}

#[derive(Deserialize)]
pub(crate) struct Width {
    #[serde(default)]
    width: String,
}

/// Sets the width of the sidebar in this browser: scripts need no answer, and the others go back to their page.
pub(crate) async fn set_sidebar(
    viewer: Viewer,
    FromState(state): FromState<State>,
    cookies: Cookies,
    headers: HeaderMap,
    htmx: Htmx,
    Form(Width { width }): Form<Width>,
) -> Result<Response, Error> {
    let Some(width) = SidebarWidth::parse(&width) else {
        let refused = &strings(viewer.locale.language).no_such_setting;
        let page = page(&state, &viewer, false, Some(refused)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    sessions::set_sidebar_cookie(&cookies, &state.site, width);
    if htmx.0 {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Ok(redirect(Htmx(false), &referring_page(&headers)))
    }
}

async fn page(state: &State, viewer: &Viewer, saved: bool, refused: Option<&str>) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(viewer, &own, None), saved, refused))
}
