//! The list of all accounts.

use axum::extract::State as FromState;
use serde::Deserialize;

use crate::model::Role;
use crate::model::administration::accounts::AccountFilter;
use crate::views::Markup;
use crate::views::pages::admin::people as views;
use crate::views::pages::admin::people::Chosen;
use crate::views::parts::urls;
use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::pages::shell::shell;
use crate::web::state::State;

/// Number of accounts on a page.
const PAGE_SIZE: u32 = 50;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    state: String,
    /// The key of the username after which the page begins.
    #[serde(default)]
    after: String,
}

pub(crate) async fn list(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    Query(Asked { q, role, state: chosen_state, after }): Query<Asked>,
) -> Result<Markup, Error> {
    let deactivated = match chosen_state.as_str() {
        "active" => Some(false),
        "deactivated" => Some(true),
        _ => None,
    };
    let (part, role) = (q.trim().to_lowercase(), Role::parse(&role));
    let filter = AccountFilter { part, role, deactivated, after };
    let accounts = state.store.account_entries(&administrator, filter, PAGE_SIZE).await?;
    let chosen = Chosen { part: q, role, state: chosen_state };
    let last = accounts.last().filter(|_| accounts.len() == PAGE_SIZE as usize);
    let next = last.map(|last| next(&chosen, &last.account.person.username.key()));
    let own = state.store.own_rooms(viewer.account.id).await?;
    let noted_at = state.store.storage_noted_at().await?;
    Ok(views::page(&shell(&viewer, &own, None), &chosen, &accounts, next.as_deref(), noted_at))
}

fn next(chosen: &Chosen, after: &str) -> String {
    let Chosen { part, role, state } = chosen;
    let [part, state, after] = [part, state, after].map(urls::encoded);
    format!(
        "/admin/people?q={part}&role={}&state={state}&after={after}",
        role.map(Role::as_str).unwrap_or_default()
    )
}
