//! The audit log, as a page and as JSON Lines.

use axum::body::Body;
use axum::extract::State as FromState;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::model::administration::audit::{Act, AuditEntry, AuditFilter, AuditId};
use crate::store;
use crate::store::{Administrator, ReadStore};
use crate::views::Markup;
use crate::views::pages::admin::audit as views;
use crate::views::parts::urls;
use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// Number of entries on a page.
const PAGE_SIZE: u32 = 50;
/// Number of entries of an export that are read at once.
const PORTION: u32 = 1_000;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    person: String,
    #[serde(default)]
    act: String,
    before: Option<i64>,
}

impl Asked {
    fn filter(self) -> AuditFilter {
        let Self { person, act, before } = self;
        AuditFilter { person: person.trim().to_owned(), act: Act::parse(&act), before: before.map(AuditId) }
    }
}

pub(crate) async fn list(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    Query(asked): Query<Asked>,
) -> Result<Markup, Error> {
    let filter = asked.filter();
    let entries = state.store.audit_log(&administrator, filter.clone(), PAGE_SIZE).await?;
    let last = entries.last().filter(|_| entries.len() == PAGE_SIZE as usize);
    let next = last.map(|last| {
        let act = filter.act.map(Act::name).unwrap_or_default();
        format!("/admin/audit?person={}&act={act}&before={}", urls::encoded(&filter.person), last.id.0)
    });
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(&viewer, &own, None), &filter, &entries, next.as_deref()))
}

/// An entry in the export.
#[derive(Serialize)]
struct Line<'a> {
    id: i64,
    at: String,
    actor: &'a str,
    act: &'a str,
    subject: &'a str,
    detail: &'a str,
    network: &'a str,
}

/// All entries that match, the newest first, one JSON object per line.
pub(crate) async fn export(
    Administering { administrator, .. }: Administering,
    FromState(state): FromState<State>,
    Query(asked): Query<Asked>,
) -> Response {
    let head = [
        (header::CONTENT_TYPE, "application/jsonl; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.jsonl\""),
    ];
    let (store, filter) = (state.store.clone(), asked.filter());
    let portions = async_stream::stream! {
        let mut filter = filter;
        loop {
            let portion = portion(&store, &administrator, &mut filter).await;
            let is_last = !matches!(&portion, Ok(lines) if !lines.is_empty());
            yield portion;
            if is_last {
                break;
            }
        }
    };
    (head, Body::from_stream(portions)).into_response()
}

/// The next lines; empty after the last. Moves the filter past them.
async fn portion(
    store: &ReadStore,
    administrator: &Administrator,
    filter: &mut AuditFilter,
) -> Result<Bytes, store::Error> {
    let entries = store.audit_log(administrator, filter.clone(), PORTION).await?;
    if let Some(last) = entries.last() {
        filter.before = Some(last.id);
    }
    let mut lines = String::new();
    for entry in &entries {
        let AuditEntry { id, at, actor, act, subject, detail, network } = entry;
        let act = act.map_or("unknown", Act::name);
        let line = Line { id: id.0, at: at.to_string(), actor, act, subject, detail, network };
        // Texts and numbers can always be written as JSON.
        lines.push_str(&serde_json::to_string(&line).unwrap_or_default());
        lines.push('\n');
    }
    Ok(lines.into())
}
