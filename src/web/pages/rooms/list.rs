//! The list of rooms, creating rooms, and rooms' pages.

use axum::extract::State as FromState;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat::limits::budgets::MAX_ROOMS_PER_MAKER;
use crate::model::unread::first_of;
use crate::model::{
    Membership, MessageId, Position, Role, RoomDescription, RoomKind, RoomName, RoomSummary, Slug, Username,
    Viewer,
};
use crate::store::Entered;
use crate::views::Markup;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::room_list as views;
use crate::views::pages::room_list::RoomForm;
use crate::views::parts::messages::Composer;
use crate::views::parts::{refusals, urls};
use crate::web::http::client_kind::renders_incrementally;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query, number};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::{own_page, redirect};
use crate::web::http::refusals::Refusal;
use crate::web::pages::rooms::newest_page;
use crate::web::pages::rooms::page::{PAGE_SIZE, fresh_composer, quote, room_page};
use crate::web::pages::shell::shell;
use crate::web::state::State;
use crate::{chat, store};

#[derive(Deserialize)]
pub(crate) struct Greeted {
    /// Present: the account is new.
    welcome: Option<String>,
}

pub(crate) async fn home(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    Query(Greeted { welcome }): Query<Greeted>,
) -> Result<Response, Error> {
    let viewer = match viewer {
        // The next account becomes the administrator.
        Err(Error::SignedOut { .. }) if !state.store.has_administrator().await? => {
            return Ok(redirect(Htmx(false), "/register"));
        }
        viewer => viewer?,
    };
    if welcome.is_some() && viewer.account.role == Role::Member {
        let rooms = state.store.rooms(viewer.account.id).await?;
        if rooms.iter().any(RoomSummary::is_joinable) {
            return Ok(redirect(Htmx(false), WELCOME));
        }
    }
    let last = match &viewer.last_room {
        Some(slug) => state
            .store
            .enter_room(viewer.account.id, slug.clone())
            .await
            .map(|entered| entered.into_view().room.slug),
        None => Err(store::Error::NotFound),
    };
    let first = match last {
        Err(store::Error::NotFound) => state.store.first_room(viewer.account.id).await,
        known => known,
    };
    let address = match first {
        Ok(slug) => urls::room(&slug),
        Err(store::Error::NotFound) => "/rooms".to_owned(),
        Err(error) => return Err(error.into()),
    };
    Ok(redirect(Htmx(false), &address))
}

/// The list of rooms for somebody whose account is new.
const WELCOME: &str = "/rooms?welcome=yes";

pub(crate) async fn list(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(Greeted { welcome }): Query<Greeted>,
) -> Result<Markup, Error> {
    let greeting = welcome.map(|_| WELCOME);
    list_page(&state, &viewer, &RoomForm::default(), greeting).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) description: String,
    #[serde(default)]
    kind: String,
    /// The page to return to instead of the new room.
    #[serde(default)]
    next: String,
}

pub(crate) async fn create(
    viewer: Result<Viewer, Error>,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let viewer = viewer?;
    let i18n = strings(viewer.locale.language);
    let kind = match fields.kind.as_str() {
        "" => Some(RoomKind::Open),
        word => RoomKind::parse(word).filter(|kind| *kind != RoomKind::Direct),
    };
    let mut form = match (parse(&fields, i18n), kind) {
        (Ok((name, description)), Some(kind)) => {
            match state.chat.create_room(&viewer, name, kind, description).await {
                Ok(room) => {
                    let next = own_page(&fields.next);
                    return Ok(redirect(
                        htmx,
                        if next.is_empty() { urls::room(&room.slug) } else { next.to_owned() }.as_str(),
                    ));
                }
                Err(chat::Error::NameTaken) => name_taken(&fields, i18n),
                Err(error) => {
                    let why = match error {
                        chat::Error::LimitReached => Refusal::quota(i18n.too_many_rooms(MAX_ROOMS_PER_MAKER)),
                        other => Refusal::of(other, i18n)?,
                    };
                    let form = refused_form(&fields, kind, &why);
                    let page = if htmx.0 {
                        views::new_room(&form, i18n)
                    } else {
                        list_page(&state, &viewer, &form, None).await?
                    };
                    return Ok(why.answer(page));
                }
            }
        }
        (Ok(_), None) => {
            let error = Some(i18n.no_such_kind.clone());
            RoomForm {
                name: fields.name,
                description: fields.description,
                name_error: error,
                ..RoomForm::default()
            }
        }
        (Err(form), _) => form,
    };
    form.kind = kind.unwrap_or_default();
    let markup =
        if htmx.0 { views::new_room(&form, i18n) } else { list_page(&state, &viewer, &form, None).await? };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, markup).into_response())
}

/// The room's name and description, or the form with their errors.
pub(crate) fn parse(fields: &Fields, i18n: &Strings) -> Result<(RoomName, RoomDescription), RoomForm> {
    match (RoomName::parse(&fields.name), RoomDescription::parse(&fields.description)) {
        (Ok(name), Ok(description)) => Ok((name, description)),
        (name, description) => Err(RoomForm {
            name: fields.name.clone(),
            description: fields.description.clone(),
            name_error: name.err().map(|error| refusals::room_name(error, i18n)),
            description_error: description.err().map(|error| refusals::room_description(error, i18n)),
            ..RoomForm::default()
        }),
    }
}

/// The form with the error of a rejected change.
pub(crate) fn refused_form(fields: &Fields, kind: RoomKind, why: &Refusal) -> RoomForm {
    RoomForm {
        name: fields.name.clone(),
        description: fields.description.clone(),
        name_error: Some(why.sentence.clone()),
        kind,
        ..RoomForm::default()
    }
}

/// The form with the error for a name that another room has.
pub(crate) fn name_taken(fields: &Fields, i18n: &Strings) -> RoomForm {
    RoomForm {
        name: fields.name.clone(),
        description: fields.description.clone(),
        name_error: Some(i18n.room_name_taken.clone()),
        ..RoomForm::default()
    }
}

async fn list_page(
    state: &State,
    viewer: &Viewer,
    form: &RoomForm,
    greeting: Option<&str>,
) -> Result<Markup, Error> {
    let account = viewer.account.id;
    let (own, rooms) = tokio::try_join!(state.store.own_rooms(account), state.store.rooms(account))?;
    let form = state.chat.may_create_rooms(viewer).then_some(form);
    let may_invite = match state.store.inviter(viewer).await {
        Err(store::Error::Forbidden) => false,
        inviter => inviter.map(|_| true)?,
    };
    Ok(views::list_page(&shell(viewer, &own, None), &rooms, form, may_invite, greeting))
}

#[derive(Deserialize)]
pub(crate) struct Paging {
    before: Option<String>,
    after: Option<String>,
    reply_to: Option<String>,
    /// A day, as `2026-11-27`: the page begins with its first message.
    date: Option<String>,
    /// A username to begin a message with.
    mention: Option<String>,
    /// Present: show the newest messages even if the room would open at an earlier unread one.
    newest: Option<String>,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let Paging { before, after, reply_to, date, mention, newest } = paging;
    let position = match [before, after, reply_to].map(|text| number(text.as_ref())) {
        [Some(id), ..] => Position::Before(MessageId(id)),
        [_, Some(id), _] => Position::After(MessageId(id)),
        [_, _, Some(id)] => {
            let reply_to = quote(&state, &entered, MessageId(id)).await?;
            let composer = Composer { reply_to: Some(reply_to), ..fresh_composer() };
            return Ok(room_page(&state, &viewer, &entered, Position::Newest, &composer).await?.into_response());
        }
        _ if let Some(day) = date.and_then(|typed| typed.trim().parse::<jiff::civil::Date>().ok()) => {
            let midnight = day.to_zoned(viewer.locale.zone.rules().clone()).map_err(|_| Error::NotFound)?;
            let first = state.store.first_message_since(entered.room.id, midnight.timestamp()).await?;
            // Beyond the last message, the newest ones are shown.
            let position = first.map_or(Position::Newest, |id| Position::After(MessageId(id.0 - 1)));
            return Ok(room_page(&state, &viewer, &entered, position, &fresh_composer()).await?.into_response());
        }
        _ if let Some(name) = mention.and_then(|name| Username::parse(&name).ok()) => {
            let composer = Composer { body: format!("@{name} "), ..fresh_composer() };
            return Ok(room_page(&state, &viewer, &entered, Position::Newest, &composer).await?.into_response());
        }
        _ if entered.room.slug != Slug::parse(&slug) => {
            return Ok(redirect(Htmx(false), &urls::room(&entered.room.slug)));
        }
        _ => return newest_page::newest(&state, &viewer, &entered, &headers, newest.is_some()).await,
    };
    note_paging(&state, &viewer, &entered, position, &headers).await?;
    let page = room_page(&state, &viewer, &entered, position, &fresh_composer()).await?;
    Ok(page.into_response())
}

pub(crate) async fn show_message(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path((slug, id)): Path<(String, i64)>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    room_page(&state, &viewer, &entered, Position::Around(MessageId(id)), &fresh_composer()).await
}

/// Following "newer messages" marks the messages before them as read; in text browsers, the newer ones, too.
async fn note_paging(
    state: &State,
    viewer: &Viewer,
    entered: &Entered,
    position: Position,
    headers: &HeaderMap,
) -> Result<(), Error> {
    let (Position::After(id), Some(Membership { read, .. })) = (position, entered.membership) else {
        return Ok(());
    };
    let room = &entered.room;
    if read >= room.change {
        return Ok(());
    }
    let shown = state.store.page(room.id, Position::Before(MessageId(id.0.saturating_add(1))), PAGE_SIZE).await?;
    let mut last = shown.messages.last().map(|message| message.created);
    if !renders_incrementally(headers) {
        let newer = state.store.page(room.id, position, PAGE_SIZE).await?;
        last = newer.messages.last().map(|message| message.created).or(last);
    }
    match last {
        Some(last) => Ok(state.chat.note_read(viewer, entered, first_of(&shown), last).await?),
        None => Ok(()),
    }
}
