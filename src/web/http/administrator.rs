//! The permissions of administrators and moderators, as extractors.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::model::Viewer;
use crate::store::{Administrator, Moderator};
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

/// A viewer who keeps order. Others get 403.
pub(crate) struct Moderating {
    pub(crate) viewer: Viewer,
    pub(crate) moderator: Moderator,
}

impl FromRequestParts<State> for Moderating {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        let viewer = <Viewer as FromRequestParts<State>>::from_request_parts(parts, state).await?;
        let moderator = state.store.moderator(&viewer).await?;
        Ok(Self { viewer, moderator })
    }
}
