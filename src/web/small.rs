//! Small browsers: lynx, w3m, Links, ELinks, Dillo, NetSurf and their like get what they understand.
//!
//! Links and Dillo show a page that they have, whatever they are told about keeping it. After something was sent that
//! would be the page without it, and after logging in the login page. So what leads them on leads to an address that
//! they have not seen. Lynx takes two seconds to complain of each address that is not absolute.
//!
//! None of them knows popovers, frames that never end, what is hidden, or installed pages: they would show buttons that
//! do nothing, and links that lead nowhere. To the places of newer elements, links don't lead in w3m and ELinks.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;
use hyper::body::Body as _;

use super::state::Site;

/// What is to be done for the browser that sends a request.
pub(super) struct Small {
    /// Whether what answers may lead to a page that its browser has kept: it was a form, or leads on from one.
    fresh: bool,
    /// Where its addresses begin: `http://localhost:5001`.
    base: String,
}

impl Small {
    /// None where a browser heeds what it is told, and says so by one of these headers with each page that it asks for
    /// (Fetch Metadata; Upgrade Insecure Requests), where a script asks, or where no browser does: they all say what
    /// they can show.
    pub(super) fn of<B>(request: &mut Request<B>, site: &Site) -> Option<Self> {
        let has = |name: &str| request.headers().contains_key(name);
        let shows = has("accept-language") || has("accept-charset");
        if !shows || ["sec-fetch-mode", "upgrade-insecure-requests", "hx-request"].into_iter().any(has) {
            return None;
        }
        let leads_on = request.uri().query().is_some_and(|query| query.contains(PARAMETER));
        let fresh = request.method() == Method::POST || leads_on;
        // What is compressed can't be made simpler.
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        let here = host.map(|host| format!("http://{host}"));
        Some(Self { fresh, base: site.public_url.clone().or(here).unwrap_or_default() })
    }

    /// The answer as it understands it.
    pub(super) async fn suit(&self, mut response: Response) -> Response {
        let now = now();
        if let Some(address) = response.headers().get(header::LOCATION).and_then(|address| address.to_str().ok()) {
            let fresh = self.fresh && response.status() == StatusCode::SEE_OTHER;
            let address = if fresh { renewed(address, now) } else { address.to_owned() };
            let base = if address.starts_with('/') { &self.base } else { "" };
            if let Ok(whole) = HeaderValue::try_from(format!("{base}{address}")) {
                response.headers_mut().insert(header::LOCATION, whole);
            }
        }
        if is_page(response.headers()) && response.body().size_hint().exact().is_some() {
            simpler(response, now).await
        } else {
            response
        }
    }
}

/// The parameter that makes an address a new one; it means nothing.
const PARAMETER: &str = "fresh=";

fn now() -> u128 {
    // A clock before 1970 makes addresses that may have been seen.
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis())
}

fn renewed(address: &str, number: u128) -> String {
    let (page, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let with = if page.contains('?') { '&' } else { '?' };
    format!("{page}{with}{PARAMETER}{number}{fragment}")
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

async fn simpler(response: Response, number: u128) -> Response {
    let (mut head, body) = response.into_parts();
    // It is in memory as a whole: reading it doesn't fail.
    let page = to_bytes(body, usize::MAX).await.unwrap_or_default();
    head.headers.remove(header::CONTENT_LENGTH);
    let page = with_fresh_links(&without(&String::from_utf8_lossy(&page)), number);
    Response::from_parts(head, Body::from(page))
}

/// How the elements begin and end that small browsers do nothing with. Nobody else's text can look like them.
const NOTHING_TO_THEM: [(&str, &str); 5] = [
    ("<link rel=\"manifest\"", ">"),
    ("<button class=\"rooms-button\"", "</button>"),
    ("<button class=\"quiet close\"", "</button>"),
    ("<p class=\"float\"", "</p>"),
    ("<iframe class=\"live-frame\"", "</iframe>"),
];

/// Elements to which w3m and ELinks find no way by their ids, and one to which they do.
const PLACES: [(&str, &str); 4] =
    [("<main ", "<div "), ("</main>", "</div>"), ("<article ", "<div "), ("</article>", "</div>")];

fn without(page: &str) -> String {
    let mut page = page.to_owned();
    for (unknown, known) in PLACES {
        page = page.replace(unknown, known);
    }
    for (begin, end) in NOTHING_TO_THEM {
        if let Some(from) = page.find(begin)
            && let Some(length) = page[from..].find(end)
        {
            page.replace_range(from..from + length + end.len(), "");
        }
    }
    page
}

/// How a link begins that loads a page again, or the frame in it, which is the page for those who know no frames.
const RELOAD: &str = "class=\"reload\" href=\"";
const FRAME: (&str, &str) = ("/live/start", " target=\"live\"");

fn with_fresh_links(page: &str, number: u128) -> String {
    let mut parts = page.split(RELOAD);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (address, rest) = part.split_once('"').unwrap_or((part, ""));
        let address = renewed(address.strip_suffix(FRAME.0).unwrap_or(address), number);
        let rest = rest.strip_prefix(FRAME.1).unwrap_or(rest);
        whole.extend([RELOAD, &address, "\"", rest]);
    }
    whole
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
            assert_eq!(renewed(address, 7), fresh);
        }
    }

    #[test]
    fn what_loads_the_frame_again_loads_the_page() {
        let page = r#"<p><a class="reload" href="/rooms/a/live/start" target="live">Reload</a> <a class="reload" href="/rooms/a/live">x</a>"#;
        let small = r#"<p><a class="reload" href="/rooms/a?fresh=7">Reload</a> <a class="reload" href="/rooms/a/live?fresh=7">x</a>"#;
        assert_eq!(with_fresh_links(page, 7), small);
    }
}
