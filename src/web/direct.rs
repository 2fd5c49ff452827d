//! Finding and beginning direct conversations.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::accounts::go;
use super::addresses::Query;
use super::error::Error;
use super::forms::{Form, Htmx};
use super::rooms::shell;
use super::state::State;
use crate::chat;
use crate::model::{Username, Viewer};
use crate::views::{Markup, about as views, urls};

#[derive(Deserialize)]
pub(super) struct People {
    #[serde(default)]
    people: String,
}

pub(super) async fn page(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(People { people }): Query<People>,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::direct_page(&shell(&viewer, &own, None), &people, None))
}

pub(super) async fn open(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Form(People { people }): Form<People>,
) -> Result<Response, Error> {
    let names: Vec<&str> =
        people.split([',', ';', ' ', '\n', '\t']).map(|name| name.trim().trim_start_matches('@')).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let parsed: Result<Vec<Username>, _> = names.iter().map(|name| Username::parse(name)).collect();
    let error = match parsed {
        Ok(names) if names.is_empty() => "Type at least one name.".to_owned(),
        Ok(names) if names.len() >= chat::MOST_IN_DIRECT => {
            format!("A conversation has at most {} people. Make a closed room for more.", chat::MOST_IN_DIRECT)
        }
        Ok(names) => match state.chat.direct_room(&viewer, &names).await {
            Ok(room) => return Ok(go(htmx, &urls::room(&room.slug))),
            Err(chat::Error::Nobody) => nobody(),
            Err(other) => return Err(other.into()),
        },
        Err(_) => nobody(),
    };
    let own = state.store.own_rooms(viewer.account.id).await?;
    let page = views::direct_page(&shell(&viewer, &own, None), &people, Some(&error));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn nobody() -> String {
    "Somebody of these is not here. Check how the names are written.".to_owned()
}
