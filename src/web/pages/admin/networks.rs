//! Unblocking networks.

use axum::extract::State as FromState;
use axum::response::Response;
use serde::Deserialize;

use crate::web::http::administrator::Administering;
use crate::web::http::error::Error;
use crate::web::http::forms::{Form, Htmx};
use crate::web::http::redirect::redirect;
use crate::web::state::State;

#[derive(Deserialize)]
pub(crate) struct Fields {
    network: String,
}

pub(crate) async fn unblock(
    Administering { administrator, .. }: Administering,
    FromState(state): FromState<State>,
    Form(Fields { network }): Form<Fields>,
) -> Result<Response, Error> {
    state.chat.unblock_network(&administrator, network).await?;
    Ok(redirect(Htmx(false), "/admin/settings?saved=yes"))
}
