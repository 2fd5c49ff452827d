//! The reports of messages, for moderators.

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::chat;
use crate::model::Viewer;
use crate::model::administration::reports::{MuteTime, ReportId};
use crate::model::administration::warnings::WarningText;
use crate::store::Moderator;
use crate::views::Markup;
use crate::views::pages::admin::reports as views;
use crate::views::pages::admin::reports::{Listed, Refused};
use crate::web::http::administrator::Moderating;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// Number of reports on a page.
const PAGE_SIZE: u32 = 20;

#[derive(Deserialize)]
pub(crate) struct Asked {
    resolved: Option<String>,
    saved: Option<String>,
    before: Option<i64>,
}

pub(crate) async fn list(
    Moderating { viewer, moderator }: Moderating,
    FromState(state): FromState<State>,
    Query(Asked { resolved, saved, before }): Query<Asked>,
) -> Result<Markup, Error> {
    let open = resolved.is_none();
    let reports = state.store.reports(&moderator, open, before.map(ReportId), PAGE_SIZE).await?;
    let last = reports.last().filter(|_| reports.len() == PAGE_SIZE as usize);
    let next =
        last.map(|last| format!("/admin/reports?{}before={}", if open { "" } else { "resolved=yes&" }, last.id.0));
    let own = state.store.own_rooms(viewer.account.id).await?;
    let listed = Listed { open, saved: saved.is_some(), next, refused: None };
    Ok(views::page(&shell(&viewer, &own, None), &reports, &listed))
}

/// The open reports with an error of one of them.
async fn page(state: &State, viewer: &Viewer, moderator: &Moderator, refused: Refused) -> Result<Markup, Error> {
    let before = ReportId(refused.report.0.saturating_add(1));
    let reports = state.store.reports(moderator, true, Some(before), PAGE_SIZE).await?;
    let own = state.store.own_rooms(viewer.account.id).await?;
    let listed = Listed { open: true, saved: false, next: None, refused: Some(refused) };
    Ok(views::page(&shell(viewer, &own, None), &reports, &listed))
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    act: String,
    /// Empty: the author isn't muted.
    #[serde(default)]
    mute: String,
    /// Empty: the author isn't warned.
    #[serde(default)]
    warning: String,
}

pub(crate) async fn resolve(
    Moderating { viewer, moderator }: Moderating,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
    Form(Fields { act, mute, warning }): Form<Fields>,
) -> Result<Response, Error> {
    let id = ReportId(id);
    let author = state.store.reported_author(&moderator, id).await?;
    let delete = match act.as_str() {
        "delete" => true,
        "dismiss" => false,
        _ => return Err(Error::BadForm),
    };
    let warning = match (warning.trim().is_empty(), WarningText::parse(&warning)) {
        (true, _) => None,
        (false, Ok(text)) => Some(text),
        (false, Err(_)) => {
            let page = page(&state, &viewer, &moderator, Refused { report: id, warning }).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    if let Some(text) = warning {
        match state.chat.warn(&moderator, author, text).await {
            // Of a higher role: the message is dealt with all the same.
            Err(chat::Error::Forbidden) => {}
            warned => warned?,
        }
    }
    if let Some(time) = MuteTime::parse(&mute) {
        match state.chat.mute(&moderator, author, time).await {
            // Of a higher role: the message is dealt with all the same.
            Err(chat::Error::Forbidden) => {}
            muted => muted?,
        }
    }
    state.chat.resolve_report(&moderator, id, delete).await?;
    Ok(redirect(Htmx(false), "/admin/reports?saved=yes"))
}
