//! How a page is to be written: as its reader has chosen, or else as the browser asks.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::model::{Language, Locale};
use crate::web::site::Site;
use crate::web::state::State;

/// For those who are not logged in.
impl FromRequestParts<State> for Locale {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Self::Rejection> {
        Ok(requested_locale(&parts.headers, &state.site))
    }
}

/// What a request asks for.
pub(crate) fn requested_locale(headers: &HeaderMap, site: &Site) -> Locale {
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|list| preferred(list.to_str().ok()?));
    Locale { language: language.unwrap_or_default(), zone: site.zone.clone() }
}

/// The language of ours that a browser's reader likes best (RFC 9110, 12.5.4): a region of it asks for it, too
/// (RFC 4647, 3.4). None where none of them is ours.
pub(crate) fn preferred(list: &str) -> Option<Language> {
    let mut best = None;
    for range in list.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let primary = parts.next().unwrap_or_default().split('-').next().unwrap_or_default();
        let Some(language) = Language::parse(&primary.to_ascii_lowercase()) else { continue };
        let quality = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1_f32);
        if quality > best.map_or(0.0, |(_, best)| best) {
            best = Some((language, quality));
        }
    }
    best.map(|(language, _)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_is_liked_best_is_taken_of_those_there_are() {
        for (list, language) in [
            ("ja", Some(Language::Japanese)),
            ("ar-EG,ar;q=0.9,en;q=0.8", Some(Language::Arabic)),
            ("en;q=0.5, JA-jp;q=0.9", Some(Language::Japanese)),
            ("en, ja", Some(Language::English)),
            ("tlh, nah;q=0.9", None),
            ("ja;q=0", None),
            ("*", None),
            ("", None),
            (";;q=,,=;", None),
        ] {
            assert_eq!(preferred(list), language, "{list:?}");
        }
    }
}
