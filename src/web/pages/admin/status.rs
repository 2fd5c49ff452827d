//! How the server is doing.

use axum::extract::State as FromState;

use crate::views::Markup;
use crate::views::pages::admin::status as views;
use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::monitoring::readings;
use crate::web::pages::shell::shell;
use crate::web::state::State;

pub(crate) async fn show(
    Administering { viewer, .. }: Administering,
    FromState(state): FromState<State>,
) -> Result<Markup, Error> {
    let status = readings::status(&state).await?;
    let own = state.store.own_rooms(viewer.account.id).await?;
    Ok(views::page(&shell(&viewer, &own, None), &status))
}
