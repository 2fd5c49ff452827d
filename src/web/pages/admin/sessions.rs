//! The sessions of all accounts.

use axum::extract::State as FromState;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;

use crate::model::SessionId;
use crate::model::logins::sessions::SessionFilter;
use crate::views::Markup;
use crate::views::pages::admin::sessions as views;
use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// Number of sessions on a page.
const PAGE_SIZE: u32 = 50;

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The last session of the page before, and its use in milliseconds since 1970.
    #[serde(default)]
    after: String,
    #[serde(default)]
    used: String,
    ended: Option<String>,
}

pub(crate) async fn list(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    Query(Asked { after, used, ended }): Query<Asked>,
) -> Result<Markup, Error> {
    let filter = SessionFilter { after: used.parse().ok().zip(SessionId::parse(&after)) };
    let sessions = state.store.session_entries(&administrator, filter, PAGE_SIZE, Timestamp::now()).await?;
    let next = sessions.last().filter(|_| sessions.len() == PAGE_SIZE as usize).map(|last| {
        let session = &last.own.session;
        format!("/admin/sessions?after={}&used={}", session.id.encode(), session.used_at.as_millisecond())
    });
    let own = state.store.own_rooms(viewer.account.id).await?;
    let (shell, current) = (shell(&viewer, &own, None), viewer.session.id);
    Ok(views::page(&shell, &sessions, current, next.as_deref(), ended.is_some()))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    session: String,
}

pub(crate) async fn end(
    Administering { administrator, .. }: Administering,
    FromState(state): FromState<State>,
    Form(Fields { session }): Form<Fields>,
) -> Result<Response, Error> {
    let session = SessionId::parse(&session).ok_or(Error::BadForm)?;
    state.chat.administer_session(&administrator, session).await?;
    Ok(redirect(Htmx(false), "/admin/sessions?ended=yes"))
}
