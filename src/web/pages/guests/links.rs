//! The guests of a room and the links by which they come, for those who manage it.

use axum::extract::State as FromState;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde::Deserialize;

use crate::chat;
use crate::model::guests::{GuestLinkId, Stay};
use crate::model::{Username, Viewer};
use crate::store::{Entered, GuestChange};
use crate::views::i18n::strings::strings;
use crate::views::pages::guests::managed as views;
use crate::views::pages::guests::managed::{GuestsForm, ShownLink};
use crate::views::parts::urls;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::forwarded::AskedOrigin;
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Shown {
    saved: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    asked: AskedOrigin,
    Path(slug): Path<String>,
    Query(Shown { saved }): Query<Shown>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let form = GuestsForm { saved: saved.is_some(), ..GuestsForm::default() };
    page(&state, &viewer, &asked, &entered, &form).await
}

async fn page(
    state: &State,
    viewer: &Viewer,
    asked: &AskedOrigin,
    entered: &Entered,
    form: &GuestsForm,
) -> Result<Response, Error> {
    if !chat::may_change_room(viewer, &entered.room) {
        return Err(Error::Forbidden);
    }
    let (links, guests) = state.store.guests(entered.room.id, Timestamp::now()).await?;
    let mut shown = Vec::new();
    for link in links {
        let token = state.chat.guest_token(link.id).await?;
        let url = state.site.link(asked.0.as_deref(), &format!("/guest/{}", token.encode()));
        shown.push(ShownLink { link, url });
    }
    let own = state.store.own_rooms(viewer.account.id).await?;
    let page = views::page(&shell(viewer, &own, Some(entered.room.id)), entered, &shown, &guests, form);
    // Browsers don't keep a page with links that let people in.
    Ok(([(header::CACHE_CONTROL, "private, no-store")], page).into_response())
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    act: String,
    #[serde(default)]
    stay: String,
    #[serde(default)]
    waits: String,
    #[serde(default)]
    link: String,
    #[serde(default)]
    guest: String,
}

pub(crate) async fn change(
    viewer: Viewer,
    FromState(state): FromState<State>,
    asked: AskedOrigin,
    Path(slug): Path<String>,
    Form(Fields { act, stay, waits, link, guest }): Form<Fields>,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    if !chat::may_change_room(&viewer, &entered.room) {
        return Err(Error::Forbidden);
    }
    let (chat, i18n) = (&state.chat, strings(viewer.locale.language));
    let (stay, link) = (Stay::parse(&stay), link.parse().ok().map(GuestLinkId));
    let changed = match (act.as_str(), stay, link, Username::parse(&guest)) {
        ("create", Some(stay), ..) => chat.create_guest_link(&viewer, &entered, stay, !waits.is_empty()).await,
        ("revoke", _, Some(link), _) => chat.revoke_guest_link(&viewer, &entered, link).await,
        ("admit", _, _, Ok(guest)) => chat.change_guest(&viewer, &entered, &guest, GuestChange::Admit).await,
        ("remove", _, _, Ok(guest)) => chat.change_guest(&viewer, &entered, &guest, GuestChange::Remove).await,
        _ => return Err(Error::BadForm),
    };
    let problem = match changed {
        Ok(()) => {
            let address = urls::room(&entered.room.slug) + "/guests?saved=yes";
            return Ok(redirect(Htmx(false), &address));
        }
        Err(chat::Error::LimitReached) => i18n.too_many_guest_links.clone(),
        Err(chat::Error::RoomFull) => i18n.room_is_full_advice.clone(),
        Err(error) => return Err(error.into()),
    };
    let form = GuestsForm { problem: Some(problem), ..GuestsForm::default() };
    let page = page(&state, &viewer, &asked, &entered, &form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
