//! The language and time zone of a page for somebody who has chosen none: content negotiation.
//!
//! The `fluent-langneg` crate (0.14) doesn't fit: it ignores quality values, and takes the order of the list for that
//! of preference. `en;q=0.5, ja;q=0.9` would be English, and `ja;q=0` Japanese.

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

/// The language that the request asks for, and the site's zone.
pub(crate) fn requested_locale(headers: &HeaderMap, site: &Site) -> Locale {
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|list| preferred(list.to_str().ok()?));
    Locale { language: language.unwrap_or_default(), zone: site.zone.clone() }
}

/// The supported language with the highest quality value in an `Accept-Language` list (RFC 9110, 12.5.4). A range
/// with a region matches its language, too (RFC 4647, 3.4). None if no range matches.
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
    fn the_supported_language_with_the_highest_quality_is_taken() {
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
