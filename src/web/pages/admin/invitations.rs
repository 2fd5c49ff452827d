//! Everybody's invitations.

use axum::extract::State as FromState;

use crate::model::InvitationId;
use crate::views::Markup;
use crate::views::pages::invitations as views;
use crate::views::pages::invitations::InvitationForm;
use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::http::extractors::Query;
use crate::web::pages::invitations::{From, PAGE_SIZE, next};
use crate::web::pages::shell::shell;
use crate::web::state::State;

pub(crate) async fn list(
    Administering { viewer, administrator }: Administering,
    FromState(state): FromState<State>,
    Query(From { before }): Query<From>,
) -> Result<Markup, Error> {
    let own = state.store.own_rooms(viewer.account.id).await?;
    let before = before.map(InvitationId);
    let invitations = state.store.all_invitations(&administrator, before, PAGE_SIZE).await?;
    let next = next(&invitations, "/admin/invitations");
    let form = InvitationForm::default();
    Ok(views::all_page(&shell(&viewer, &own, None), &form, &invitations, next.as_deref()))
}
