//! The first page for administrators.

use axum::extract::State as FromState;

use crate::views::Markup;
use crate::views::pages::admin::overview as views;
use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::pages::shell::shell;
use crate::web::state::State;

pub(crate) async fn show(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let totals = state.store.totals(&administrator).await?;
    let reach = state.site.reach(state.chat.registration().await?);
    let mail = state.chat.mail_report().await?;
    Ok(views::page(&shell(&viewer, &own, None), &reach, mail, &totals))
}
