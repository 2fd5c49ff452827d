//! The reader of pages that are rendered or adapted after the handler has returned.

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::Timestamp;

use crate::model::{Language, Locale, Viewer};
use crate::views::PublicShell;
use crate::web::http::locale::preferred;
use crate::web::http::sessions;
use crate::web::state::State;

/// The headers that the reader and the reader's language depend on, kept until an error is rendered.
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
    pub(crate) async fn language(&self, state: &State) -> Language {
        let chosen = self.viewer(state).await.and_then(|viewer| viewer.chosen.language);
        let accepted = || self.accepted.as_ref().and_then(|list| preferred(list.to_str().ok()?));
        chosen.or_else(accepted).unwrap_or_default()
    }

    /// The shell of a page that an error is shown on. It doesn't fail: where the name and logo can't be read, Snug's
    /// own are shown.
    pub(crate) async fn shell(&self, state: &State) -> PublicShell {
        let language = self.language(state).await;
        let branding = state.store.server_settings().await.map(|settings| settings.branding).unwrap_or_default();
        PublicShell { locale: Locale { language, zone: state.site.zone.clone() }, branding }
    }

    /// The account that is logged in; none also where that can't be read.
    pub(crate) async fn viewer(&self, state: &State) -> Option<Viewer> {
        for sessions::Token { secret: token, .. } in sessions::tokens(self.cookie.as_ref(), &state.site) {
            if let Ok(viewer) = state.store.viewer(token.id(), Timestamp::now()).await {
                return Some(viewer);
            }
        }
        None
    }
}
