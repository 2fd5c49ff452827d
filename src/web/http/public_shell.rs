//! The shell of pages for somebody who isn't logged in.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::model::Locale;
use crate::views::PublicShell;
use crate::web::http::error::Error;
use crate::web::state::State;

impl FromRequestParts<State> for PublicShell {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        let Ok(locale) = Locale::from_request_parts(parts, state).await;
        Ok(Self { locale, branding: state.store.server_settings().await?.branding })
    }
}
