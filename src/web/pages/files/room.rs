//! The page of a room's files.

use axum::extract::State as FromState;
use serde::Deserialize;

use crate::model::Viewer;
use crate::model::files::kinds::FileKind;
use crate::model::files::room_files::FileNumber;
use crate::views::Markup;
use crate::views::pages::room_files as views;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::{Path, Query, number};
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The number of files on a page.
const PAGE_SIZE: usize = 50;

#[derive(Deserialize)]
pub(crate) struct Fields {
    #[serde(default, rename = "type")]
    kind: String,
    /// The number of a file: those on the page are older.
    before: Option<String>,
}

pub(crate) async fn list(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Query(Fields { kind, before }): Query<Fields>,
) -> Result<Markup, Error> {
    let entered = enter(&state, &viewer, &slug).await?;
    let room = entered.room.id;
    let kind = FileKind::parse(&kind);
    let before = number(before.as_ref()).map(FileNumber);
    let most = u32::try_from(PAGE_SIZE + 1).unwrap_or(u32::MAX);
    let (mut files, own) = tokio::try_join!(
        state.store.room_files(room, kind, before, most),
        state.store.own_rooms(viewer.account.id)
    )?;
    let has_more = files.len() > PAGE_SIZE;
    files.truncate(PAGE_SIZE);
    let more = files.last().map(|last| last.number).filter(|_| has_more);
    Ok(views::page(&shell(&viewer, &own, Some(room)), &entered, kind, &files, more))
}
