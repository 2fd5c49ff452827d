//! A guest's page of the room: what is said, live in a frame, and a form to write.

use axum::extract::State as FromState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::model::guests::Guest;
use crate::model::sounds::with_known_sound;
use crate::model::{Draft, Message, MessageId, Nonce, Position, Viewer};
use crate::store;
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::guests::own as views;
use crate::views::pages::guests::own::GuestRoom;
use crate::views::parts::messages::Composer;
use crate::web::http::client_kind::renders_incrementally;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::nonce::new_nonce;
use crate::web::http::redirect::redirect;
use crate::web::http::refusals::Refusal;
use crate::web::pages::guests::extractor::{Visiting, remove_cookie};
use crate::web::pages::rooms::page::{PAGE_SIZE, fresh_composer};
use crate::web::pages::shell::public_shell;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Paging {
    /// Only messages before this one, in the page itself.
    before: Option<i64>,
}

pub(crate) async fn show(
    Visiting { guest, viewer }: Visiting,
    FromState(state): FromState<State>,
    Query(Paging { before }): Query<Paging>,
    headers: HeaderMap,
) -> Result<Markup, Error> {
    page(&state, &guest, &viewer, before.map(MessageId), &headers, &fresh_composer()).await
}

async fn page(
    state: &State,
    guest: &Guest,
    viewer: &Viewer,
    before: Option<MessageId>,
    headers: &HeaderMap,
    composer: &Composer,
) -> Result<Markup, Error> {
    let shell = &public_shell(viewer);
    if guest.after.is_none() {
        return Ok(views::waiting(shell));
    }
    let entered = enter(state, guest).await?;
    // Text browsers show no frame; and a page of earlier messages isn't live.
    let listed = match before {
        Some(id) => Some(seen(state, guest, Position::Before(id)).await?),
        None if !renders_incrementally(headers) => Some(seen(state, guest, Position::Newest).await?),
        None => None,
    };
    let room = GuestRoom { room: &entered.room, guest, listed: listed.as_ref(), composer };
    Ok(views::room(&room, shell))
}

/// The room, as long as the guest is a member.
pub(crate) async fn enter(state: &State, guest: &Guest) -> Result<Entered, Error> {
    match state.store.enter_room(guest.account.id, guest.slug.clone()).await {
        Ok(entered) if entered.room.id == guest.room && entered.membership.is_some() => Ok(entered),
        Ok(_) => Err(Error::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// Messages that were posted since a guest came, and whether there are earlier ones.
pub(crate) type Seen = (Vec<Message>, bool);

pub(crate) async fn seen(state: &State, guest: &Guest, position: Position) -> Result<Seen, Error> {
    let after = guest.after.ok_or(Error::NotFound)?;
    let page = state.store.page(guest.room, position, PAGE_SIZE).await?;
    let all = page.messages.len();
    let seen: Vec<Message> = page.messages.into_iter().filter(|message| message.id > after).collect();
    let older = page.older && seen.len() == all;
    Ok((seen, older))
}

#[derive(Deserialize)]
pub(crate) struct NewMessage {
    #[serde(default)]
    body: String,
    #[serde(default)]
    nonce: String,
}

pub(crate) async fn post(
    Visiting { guest, viewer }: Visiting,
    FromState(state): FromState<State>,
    headers: HeaderMap,
    Form(NewMessage { body, mut nonce }): Form<NewMessage>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    if guest.after.is_none() {
        return Err(Error::Forbidden);
    }
    // Repeated in the transaction.
    enter(&state, &guest).await?;
    let refusal = match Draft::parse(&body).and_then(with_known_sound) {
        Ok(draft) => match state.chat.post_as_guest(&viewer, &guest, draft, Nonce::parse(&nonce)).await {
            Ok(_) => return Ok(redirect(Htmx(false), "/guest")),
            Err(chat::Error::Store(store::Error::NotFound)) => return Err(Error::NotFound),
            Err(error) => {
                if matches!(error, chat::Error::NonceReused) {
                    nonce = new_nonce();
                }
                Refusal::of(error, i18n)?
            }
        },
        Err(error) => Refusal::invalid(error, i18n),
    };
    let composer = Composer { nonce, body, error: Some(refusal.sentence.clone()), ..Composer::default() };
    Ok(refusal.answer(page(&state, &guest, &viewer, None, &headers, &composer).await?))
}

pub(crate) async fn leave(
    Visiting { guest, viewer }: Visiting,
    FromState(state): FromState<State>,
    cookies: Cookies,
) -> Result<Response, Error> {
    state.chat.leave_as_guest(&guest).await?;
    remove_cookie(&cookies, &state.site);
    Ok((StatusCode::OK, views::ended(&public_shell(&viewer))).into_response())
}
