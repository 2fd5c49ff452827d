//! Presence reports from open pages.

use std::time::Instant;

use axum::extract::State as FromState;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::model::Viewer;
use crate::web::http::enter::enter;
use crate::web::http::error::Error;
use crate::web::http::extractors::Path;
use crate::web::http::forms::Form;
use crate::web::state::State;
use crate::web::stream::presence::Signal;

#[derive(Deserialize)]
pub(crate) struct Fields {
    sign: Signal,
}

/// Records that the viewer is here, gone, typing or paused.
pub(crate) async fn sign(
    viewer: Viewer,
    FromState(state): FromState<State>,
    Path(slug): Path<String>,
    Form(Fields { sign }): Form<Fields>,
) -> Result<Response, Error> {
    let room = enter(&state, &viewer, &slug).await?.into_view().room;
    state.presence.take(room.id, &viewer, sign, Instant::now());
    Ok(StatusCode::NO_CONTENT.into_response())
}
