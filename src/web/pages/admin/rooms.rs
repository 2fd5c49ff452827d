//! The list of rooms, one room, and what administrators can do to it.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;
use tower_cookies::Cookies;

use crate::chat;
use crate::chat::Confirmation;
use crate::model::administration::rooms::{MAX_RETENTION_DAYS, RoomFilter, parse_retention};
use crate::model::{Draft, RoomId, RoomKind, Viewer};
use crate::store::{Administrator, RoomChange};
use crate::views::Markup;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::admin::rooms as views;
use crate::views::pages::admin::rooms::{Chosen, RoomActs};
use crate::views::parts::urls;
use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query};
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::http::sessions::device_cookie;
use crate::web::pages::settings::confirmation::Refused;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// Number of rooms on a page.
const PAGE_SIZE: u32 = 50;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    state: String,
    /// The room after which the page begins.
    #[serde(default)]
    after: String,
}

pub(crate) async fn list(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    Query(Asked { q, kind, state: chosen_state, after }): Query<Asked>,
) -> Result<Markup, Error> {
    let archived = match chosen_state.as_str() {
        "active" => Some(false),
        "archived" => Some(true),
        _ => None,
    };
    let kind = RoomKind::parse(&kind).filter(|kind| *kind != RoomKind::Direct);
    let (part, after) = (q.trim().to_lowercase(), after.parse().ok().map(RoomId));
    let rooms =
        state.store.room_entries(&administrator, RoomFilter { part, kind, archived, after }, PAGE_SIZE).await?;
    let chosen = Chosen { part: q, kind, state: chosen_state };
    let next = rooms.last().filter(|_| rooms.len() == PAGE_SIZE as usize).map(|last| {
        let kind = chosen.kind.map(RoomKind::as_str).unwrap_or_default();
        let [part, state] = [&chosen.part, &chosen.state].map(|text| urls::encoded(text));
        format!("/admin/rooms?q={part}&kind={kind}&state={state}&after={}", last.id.0)
    });
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::list(&shell(&viewer, &own, None), &chosen, &rooms, next.as_deref()))
}

#[derive(Deserialize)]
pub(crate) struct Shown {
    saved: Option<String>,
}

pub(crate) async fn show(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    Path(room): Path<i64>,
    Query(Shown { saved }): Query<Shown>,
) -> Result<Markup, Error> {
    let form = RoomActs { saved: saved.is_some(), ..RoomActs::default() };
    page(&state, &viewer, &administrator, RoomId(room), &form).await
}

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default)]
    act: String,
    #[serde(default)]
    retention: String,
    #[serde(default)]
    password: String,
}

impl Fields {
    /// The change; none for an unknown act, or a number of days that can't be set.
    fn change(&self, i18n: &Strings) -> Result<RoomChange, RoomActs> {
        let mut form = RoomActs { retention: Some(self.retention.clone()), ..RoomActs::default() };
        let days = self.retention.trim();
        Ok(match self.act.as_str() {
            "archive" => RoomChange::Archive,
            "reopen" => RoomChange::Reopen,
            "delete" => RoomChange::Delete,
            "join" if let Ok(announcement) = Draft::parse(&i18n.joined_as_administrator) => {
                RoomChange::Join(announcement)
            }
            "retention" if days.is_empty() => RoomChange::Retention(None),
            "retention" if let Some(days) = parse_retention(days) => RoomChange::Retention(Some(days)),
            "retention" => {
                form.retention_error = Some(i18n.retention_invalid(MAX_RETENTION_DAYS));
                return Err(form);
            }
            _ => {
                form.problem = Some(i18n.no_such_act.clone());
                return Err(form);
            }
        })
    }
}

pub(crate) async fn change(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    cookies: Cookies,
    Path(room): Path<i64>,
    Form(fields): Form<Fields>,
) -> Result<Response, Error> {
    let (i18n, room) = (strings(viewer.locale.language), RoomId(room));
    let change = match fields.change(i18n) {
        Ok(change) => change,
        Err(form) => {
            let page = page(&state, &viewer, &administrator, room, &form).await?;
            return Ok(Refused::default().response(page));
        }
    };
    let next = match change {
        RoomChange::Delete => "/admin/rooms".to_owned(),
        RoomChange::Join(_) => {
            let facts = state.store.room_facts(&administrator, room).await?;
            urls::room(&facts.entry.slug)
        }
        _ => format!("/admin/rooms/{}?saved=yes", room.0),
    };
    let confirmation =
        Confirmation { password: fields.password, device_cookie: device_cookie(&cookies, &state.site) };
    let changed = async {
        let confirmed = state.chat.confirm_administrator(&viewer, confirmation).await?;
        state.chat.administer_room(&administrator, confirmed, room, change).await
    };
    let mut refused = match changed.await {
        Ok(()) => return Ok(redirect(Htmx(false), &next)),
        Err(chat::Error::RoomFull) => Refused::because(i18n.room_is_full.clone()),
        Err(error) => Refused::by(error, i18n)?,
    };
    let form = RoomActs {
        retention: Some(fields.retention),
        password_error: refused.password_error.take(),
        problem: refused.problem.take(),
        ..RoomActs::default()
    };
    Ok(refused.response(page(&state, &viewer, &administrator, room, &form).await?))
}

async fn page(
    state: &State,
    viewer: &Viewer,
    administrator: &Administrator,
    room: RoomId,
    form: &RoomActs,
) -> Result<Markup, Error> {
    let facts = state.store.room_facts(administrator, room).await?;
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::one(&shell(viewer, &own, None), &facts, form))
}
