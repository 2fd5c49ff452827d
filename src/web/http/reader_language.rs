//! The language of error pages, which are rendered after the handler has returned.

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::Timestamp;

use crate::model::Language;
use crate::web::http::locale::preferred;
use crate::web::http::sessions;
use crate::web::state::State;

/// The headers that the reader's language depends on, kept until an error is rendered.
pub(crate) struct LanguageHeaders {
    cookie: Option<HeaderValue>,
    accepted: Option<HeaderValue>,
}

impl LanguageHeaders {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let header = |name| headers.get(name).cloned();
        Self { cookie: header(header::COOKIE), accepted: header(header::ACCEPT_LANGUAGE) }
    }

    /// The language that the account has chosen, or else the browser's.
    pub(crate) async fn language(self, state: &State) -> Language {
        for sessions::Token { secret: token, .. } in sessions::tokens(self.cookie.as_ref(), &state.site) {
            if let Ok(viewer) = state.store.viewer(token.id(), Timestamp::now()).await
                && let Some(chosen) = viewer.chosen.language
            {
                return chosen;
            }
        }
        self.accepted.and_then(|list| preferred(list.to_str().ok()?)).unwrap_or_default()
    }
}
