//! Leads small browsers to pages that they have not kept.
//!
//! Links and Dillo show a page that they have, whatever they are told about keeping it. After something was sent that
//! would be the page without it, and after logging in the login page. So what leads them on leads to an address that
//! they have not seen.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;

/// The parameter that makes an address a new one; it means nothing.
const PARAMETER: &str = "fresh=";

/// Whether what answers a request may lead to a page that its browser has kept: it was a form, or leads on from one.
///
/// Browsers that heed what they are told send one of these headers with each page that they ask for (Fetch Metadata;
/// Upgrade Insecure Requests).
pub(super) fn is_needed<B>(request: &Request<B>) -> bool {
    let leads_on = request.uri().query().is_some_and(|query| query.contains(PARAMETER));
    (request.method() == Method::POST || leads_on)
        && !["sec-fetch-mode", "upgrade-insecure-requests"]
            .iter()
            .any(|name| request.headers().contains_key(*name))
}

/// Makes the address that a response leads to one that was never seen before.
pub(super) fn lead<B>(response: &mut Response<B>) {
    if response.status() == StatusCode::SEE_OTHER {
        renew(response.headers_mut(), now());
    }
}

fn now() -> u128 {
    // A clock before 1970 makes addresses that may have been seen.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis())
}

fn renew(headers: &mut HeaderMap, number: u128) {
    let Some(address) = headers.get(header::LOCATION).and_then(|address| address.to_str().ok()) else { return };
    let (page, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let with = if page.contains('?') { '&' } else { '?' };
    if let Ok(fresh) = HeaderValue::try_from(format!("{page}{with}{PARAMETER}{number}{fragment}")) {
        headers.insert(header::LOCATION, fresh);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_query_and_its_fragment() {
        for (address, fresh) in [
            ("/", "/?fresh=7"),
            ("/settings?saved=yes", "/settings?saved=yes&fresh=7"),
            ("/rooms/general/messages/5#message-5", "/rooms/general/messages/5?fresh=7#message-5"),
        ] {
            let mut headers = HeaderMap::from_iter([(header::LOCATION, HeaderValue::from_static(address))]);
            renew(&mut headers, 7);
            assert_eq!(headers[header::LOCATION], fresh);
        }
    }
}
