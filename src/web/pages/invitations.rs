//! The pages for those who invite people to the server.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::administration::invitations::{InvitationNote, Validity};
use crate::model::{Invitation, InvitationId, Slug, Timestamp, Viewer};
use crate::store;
use crate::store::NewInvitation;
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::invitations as views;
use crate::views::pages::invitations::InvitationForm;
use crate::views::parts::urls;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::forwarded::AskedOrigin;
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// Number of invitations on a page.
pub(crate) const PAGE_SIZE: u32 = 30;

#[derive(Deserialize)]
pub(crate) struct From {
    /// Only invitations before this one.
    pub(crate) before: Option<i64>,
}

pub(crate) async fn list(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Query(From { before }): Query<From>,
) -> Result<Markup, Error> {
    list_page(&state, &viewer, before.map(InvitationId), &InvitationForm::default()).await
}

async fn list_page(
    state: &State,
    viewer: &Viewer,
    before: Option<InvitationId>,
    form: &InvitationForm,
) -> Result<Markup, Error> {
    let inviter = state.store.inviter(viewer).await?;
    let own = state.store.own_rooms(viewer.account.id).await?;
    let invitations = state.store.own_invitations(&inviter, before, PAGE_SIZE).await?;
    let next = next(&invitations, "/invitations");
    Ok(views::own_page(&shell(viewer, &own, None), form, &invitations, next.as_deref()))
}

/// The address of the next page, if there may be one.
pub(crate) fn next(shown: &[Invitation], address: &str) -> Option<String> {
    let last = shown.last().filter(|_| shown.len() == PAGE_SIZE as usize)?;
    Some(format!("{address}?before={}", last.id.0))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    note: String,
    #[serde(default)]
    valid: String,
    /// Empty: unlimited.
    #[serde(default)]
    uses: String,
    #[serde(default)]
    room: Vec<String>,
}

pub(crate) async fn create(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Form(Fields { note, valid, uses, room }): Form<Fields>,
) -> Result<Response, Error> {
    let i18n = strings(viewer.locale.language);
    let inviter = state.store.inviter(&viewer).await?;
    let parsed_uses =
        if uses.is_empty() { Some(None) } else { uses.parse().ok().filter(|uses| *uses > 0).map(Some) };
    let rooms: Vec<_> = room.iter().map(|slug| Slug::parse(slug)).collect();
    let mut form = InvitationForm { note, rooms: rooms.clone(), ..InvitationForm::default() };
    let (Some(valid), Some(uses)) = (Validity::parse(&valid), parsed_uses) else {
        form.problem = Some(i18n.no_such_setting.clone());
        return refused(&state, &viewer, &form).await;
    };
    (form.valid, form.uses) = (valid, uses);
    let Ok(note) = InvitationNote::parse(&form.note) else {
        form.note_error = Some(views::bad_note(i18n));
        return refused(&state, &viewer, &form).await;
    };
    let now = Timestamp::now();
    let new = NewInvitation { note, expires_at: valid.ends_at(now), max_uses: uses, rooms, now };
    form.problem = match state.chat.create_invitation(&inviter, Some(&viewer), new).await {
        Ok(id) => return Ok(redirect(Htmx(false), &urls::invitation(id))),
        Err(chat::Error::LimitReached) => Some(i18n.too_many_invitations.clone()),
        Err(chat::Error::Store(store::Error::NotFound)) => Some(i18n.invitation_room_gone.clone()),
        Err(error) => return Err(error.into()),
    };
    refused(&state, &viewer, &form).await
}

async fn refused(state: &State, viewer: &Viewer, form: &InvitationForm) -> Result<Response, Error> {
    let page = list_page(state, viewer, None, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    AskedOrigin(asked): AskedOrigin,
    Path(id): Path<i64>,
) -> Result<Markup, Error> {
    let invitation = own(&state, &viewer, InvitationId(id)).await?;
    let token = state.chat.invitation_token(invitation.id).await?;
    let link = state.site.link(asked.as_deref(), &urls::invite(&token.encode()));
    let rooms = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(&viewer, &rooms, None), &invitation, &link, state.site.is_reachable))
}

/// An invitation of the viewer, or for administrators any.
async fn own(state: &State, viewer: &Viewer, id: InvitationId) -> Result<Invitation, Error> {
    state.store.inviter(viewer).await?;
    let invitation = state.store.invitation(id).await?;
    let made = invitation.created_by.as_ref().is_some_and(|by| by.username == viewer.account.person.username);
    if made {
        return Ok(invitation);
    }
    match state.store.administrator(viewer).await {
        Err(store::Error::Forbidden) => Err(Error::NotFound),
        administrator => Ok(administrator.map(|_| invitation)?),
    }
}

pub(crate) async fn revoke(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let inviter = state.store.inviter(&viewer).await?;
    state.chat.revoke_invitation(&inviter, InvitationId(id)).await?;
    Ok(redirect(Htmx(false), &urls::invitation(InvitationId(id))))
}
