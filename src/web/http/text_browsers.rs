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

use crate::web::site::Site;

/// What is to be done for the browser that sends a request.
pub(crate) struct TextBrowser {
    /// Whether what answers may lead to a page that its browser has kept: it was a form, or leads on from one.
    fresh: bool,
    /// Where its addresses begin, `http://localhost:5001`; empty where that isn't known for sure.
    base: String,
}

impl TextBrowser {
    /// None where a browser heeds what it is told, and says so by one of these headers with each page that it asks for
    /// (Fetch Metadata; Upgrade Insecure Requests), where a script asks, or where no browser does: they all say what
    /// they can show.
    pub(crate) fn of<B>(request: &mut Request<B>, site: &Site) -> Option<Self> {
        let has = |name: &str| request.headers().contains_key(name);
        let shows = has("accept-language") || has("accept-charset");
        if !shows || ["sec-fetch-mode", "upgrade-insecure-requests", "hx-request"].into_iter().any(has) {
            return None;
        }
        let leads_on = request.uri().query().is_some_and(|query| query.contains(PARAMETER));
        let fresh = request.method() == Method::POST || leads_on;
        // What is compressed can't be made simpler.
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        Some(Self { fresh, base: base(request.headers(), site).unwrap_or_default() })
    }

    /// The answer as it understands it.
    pub(crate) async fn suit(&self, mut response: Response) -> Response {
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

/// Where the addresses begin that a request's sender uses.
fn base(headers: &HeaderMap, site: &Site) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let forwarded =
        || ["forwarded", "x-forwarded-for", "x-forwarded-proto"].iter().any(|name| headers.contains_key(*name));
    match &site.public_url {
        Some(url) if site.behind_proxy || url.split_once("//").is_some_and(|(_, public)| public == host) => {
            Some(url.clone())
        }
        None if !forwarded() => Some(format!("http://{host}")),
        _ => None,
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
    let page = simplified(&String::from_utf8_lossy(&page), number);
    Response::from_parts(head, Body::from(page))
}

/// How the start tags of elements begin that small browsers do nothing with, and their end tags; none for `link`. The
/// sanitiser lets nobody write such tags.
const NOTHING_TO_THEM: [(&str, Option<&str>); 6] = [
    ("<link rel=\"manifest\"", None),
    ("<input class=\"for-password-managers\"", None),
    ("<button class=\"rooms-button\"", Some("</button>")),
    ("<button class=\"quiet close\"", Some("</button>")),
    ("<p class=\"float\"", Some("</p>")),
    ("<iframe class=\"live-frame\"", Some("</iframe>")),
];

/// Elements to which w3m and ELinks find no way by their ids, and one to which they do.
const PLACES: [(&str, &str); 4] =
    [("<main ", "<div "), ("</main>", "</div>"), ("<article ", "<div "), ("</article>", "</div>")];

/// How a link begins that loads a page again, or the frame in it, which is the page for those who know no frames.
const RELOAD: &str = "<a class=\"reload\" href=\"";
const FRAME: (&str, &str) = ("/live/start", " target=\"live\"");

/// A page without what small browsers do nothing with. Only tags are changed, never texts or what attributes say:
/// people write those.
fn simplified(page: &str, number: u128) -> String {
    let mut whole = String::with_capacity(page.len());
    let mut rest = page;
    let mut left_out: Option<&str> = None;
    while let Some((text, tag, after)) = next_tag(rest) {
        rest = after;
        if let Some(end) = left_out {
            left_out = Some(end).filter(|end| tag != *end);
            continue;
        }
        whole.push_str(text);
        match NOTHING_TO_THEM.iter().find(|(begin, _)| tag.starts_with(begin)) {
            Some((_, end)) => left_out = *end,
            None => add_tag(&mut whole, tag, number),
        }
    }
    whole.push_str(rest);
    whole
}

/// What stands before the next tag, the tag, and what stands after it (WHATWG HTML, 13.2.5; views quote all attributes
/// alike).
fn next_tag(page: &str) -> Option<(&str, &str, &str)> {
    let is_start =
        |at: &usize| page[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let start = page.match_indices('<').map(|(at, _)| at).find(is_start)?;
    let mut quoted = false;
    let end = page[start..].find(|c| {
        quoted ^= c == '"';
        c == '>' && !quoted
    })?;
    let (text, tag) = page[..=start + end].split_at(start);
    Some((text, tag, &page[start + end + 1..]))
}

fn add_tag(page: &mut String, tag: &str, number: u128) {
    if let Some((unknown, known)) = PLACES.iter().find(|(unknown, _)| tag.starts_with(unknown)) {
        page.extend([*known, &tag[unknown.len()..]]);
    } else if let Some((address, rest)) = tag.strip_prefix(RELOAD).and_then(|link| link.split_once('"')) {
        let address = renewed(address.strip_suffix(FRAME.0).unwrap_or(address), number);
        page.extend([RELOAD, &address, "\"", rest.strip_prefix(FRAME.1).unwrap_or(rest)]);
    } else {
        page.push_str(tag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Zone;

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
    fn an_address_is_only_whole_where_it_is_known_how_people_reach_the_server() {
        let public = Some("https://chat.example.org".to_owned());
        let here = Some("http://localhost:5001".to_owned());
        for (url, behind_proxy, host, forwarded, known) in [
            (&None, false, "localhost:5001", false, &here),
            (&None, false, "localhost:5001", true, &None),
            (&public, false, "chat.example.org", true, &public),
            (&public, true, "localhost:5001", true, &public),
            (&public, false, "localhost:5001", false, &None),
        ] {
            let site = Site::new(url.clone(), behind_proxy, Zone::default(), None, "0");
            let mut headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]);
            if forwarded {
                headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
            }
            assert_eq!(&base(&headers, &site), known, "{url:?} {behind_proxy} {host} {forwarded}");
        }
    }

    #[test]
    fn what_loads_the_frame_again_loads_the_page() {
        let page = r#"<p><a class="reload" href="/rooms/a/live/start" target="live">Reload</a> <a class="reload" href="/rooms/a/live">x</a>"#;
        let small = r#"<p><a class="reload" href="/rooms/a?fresh=7">Reload</a> <a class="reload" href="/rooms/a/live?fresh=7">x</a>"#;
        assert_eq!(simplified(page, 7), small);
    }

    #[test]
    fn only_tags_are_changed() {
        let page = r#"<!DOCTYPE html><main id="a"><p title="<main >, <article >">1 < 2 class="reload" href="x"</p><iframe class="live-frame"><p>b</p></iframe>c</main>"#;
        let small = r#"<!DOCTYPE html><div id="a"><p title="<main >, <article >">1 < 2 class="reload" href="x"</p>c</div>"#;
        assert_eq!(simplified(page, 7), small);
        assert_eq!(simplified("<p>a <b", 7), "<p>a <b");
    }
}
