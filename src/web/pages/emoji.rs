//! The emoji picker, and without JavaScript a page that finds emoji.

use axum::extract::State as FromState;
use serde::Deserialize;

use crate::model::text::{POPULAR_EMOJI, find_emoji};
use crate::model::{CustomEmoji, Emoji, Viewer};
use crate::views::Markup;
use crate::views::i18n::strings::strings;
use crate::views::pages::emoji as views;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::http::forms::Htmx;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// The number of emoji in the picker's first category.
const MAX_OFTEN: usize = 48;

/// The most emoji that a search shows.
const MAX_FOUND: usize = 100;

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    q: String,
}

pub(crate) async fn show(
    viewer: Viewer,
    FromState(state): FromState<State>,
    htmx: Htmx,
    Query(Typed { q }): Query<Typed>,
) -> Result<Markup, Error> {
    let i18n = strings(viewer.locale.language);
    let (used, custom) = tokio::try_join!(state.store.emoji_used(viewer.account.id), state.store.custom_emoji())?;
    let custom: Vec<CustomEmoji> = custom.into_iter().map(|added| added.emoji).collect();
    let mut often: Vec<&str> = used.iter().map(Emoji::as_str).collect();
    if htmx.0 {
        let others: Vec<&str> = POPULAR_EMOJI.into_iter().filter(|one| !often.contains(one)).collect();
        often.extend(others);
        often.truncate(MAX_OFTEN);
        return Ok(views::picker(&often, &custom, i18n));
    }
    let found = find_emoji(&q, i18n.language, &often, &custom, MAX_FOUND);
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(&viewer, &own, None), &q, &found))
}
