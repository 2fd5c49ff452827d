//! The permission of administrators, as an extractor.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::model::Viewer;
use crate::store::Administrator;
use crate::web::http::error::Error;
use crate::web::state::State;

/// A viewer who administers the server. Others get 403.
pub(crate) struct Administering {
    pub(crate) viewer: Viewer,
    pub(crate) administrator: Administrator,
}

impl FromRequestParts<State> for Administering {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        let viewer = <Viewer as FromRequestParts<State>>::from_request_parts(parts, state).await?;
        let administrator = state.store.administrator(&viewer).await?;
        Ok(Self { viewer, administrator })
    }
}
