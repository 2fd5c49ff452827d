//! Changes the colours and the size of text.

use axum::extract::State as FromState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::model::Viewer;
use crate::model::appearance::{Appearance, TextSize, Theme};
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
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(Fields { theme, text_size, room_order }): Form<Fields>,
) -> Result<Response, Error> {
    let parsed = (
        Theme::parse(&theme),
        TextSize::parse(&text_size),
        match room_order {
            Some(name) => RoomOrder::parse(&name),
            None => Some(viewer.appearance.room_order),
        },
    );
    let (Some(theme), Some(text_size), Some(room_order)) = parsed else {
        let refused = &strings(viewer.locale.language).no_such_setting;
        let page = page(&state, &viewer, false, Some(refused)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    state
        .chat
        .choose_appearance(&viewer, Appearance { theme, text_size, room_order, ..viewer.appearance })
        .await?;
    Ok(redirect(Htmx(false), "/settings/appearance?saved=yes"))
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
