//! Adapts responses for text browsers and other small ones: Lynx, w3m, Links, ELinks, Dillo, NetSurf.
//!
//! Links and Dillo show cached pages whatever `Cache-Control` says: after a message was posted, the page without it,
//! and after a login the login page. So redirects lead to an address that they have not seen. Lynx waits two seconds
//! with a complaint for each redirect to a relative address.
//!
//! None of them supports popovers, endless frames, hidden elements, or web app manifests: they would show buttons that
//! do nothing, and broken links. In w3m and ELinks, links don't lead to the ids of newer elements.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::{Body, to_bytes};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::response::Response;
use hyper::body::Body as _;

use crate::model::{Language, Person};
use crate::views::i18n::strings::strings;
use crate::web::http::folding::Folding;
use crate::web::http::forwarded::AskedOrigin;
use crate::web::http::peer::Peer;
use crate::web::http::reader_language::LanguageHeaders;
use crate::web::site::Site;
use crate::web::state::State;

/// How to adapt the response to a request.
pub(crate) struct TextBrowser {
    /// Whether a redirect may lead to a cached page: the request was a form, or followed one.
    fresh: bool,
    /// The origin for absolute addresses, `http://localhost:5001`; empty if unknown.
    base: String,
}

impl TextBrowser {
    /// None for other browsers, which send one of these headers with each request for a page (Fetch Metadata; Upgrade
    /// Insecure Requests), for htmx, and for clients that ask for no language or charset, which are no browsers.
    pub(crate) fn of<B>(request: &mut Request<B>, site: &Site) -> Option<Self> {
        let has = |name: &str| request.headers().contains_key(name);
        let shows = has("accept-language") || has("accept-charset");
        if !shows || ["sec-fetch-mode", "upgrade-insecure-requests", "hx-request"].into_iter().any(has) {
            return None;
        }
        let leads_on = request.uri().query().is_some_and(|query| query.contains(PARAMETER));
        let fresh = request.method() == Method::POST || leads_on;
        // A compressed page can't be simplified.
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        Some(Self { fresh, base: base(request.extensions(), request.headers(), site).unwrap_or_default() })
    }

    /// Adapts the response.
    pub(crate) async fn suit(&self, mut response: Response, reader: &LanguageHeaders, state: &State) -> Response {
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
            simpler(response, now, reader, state).await
        } else {
            response
        }
    }
}

/// The origin that the request's sender uses.
fn base(extensions: &Extensions, headers: &HeaderMap, site: &Site) -> Option<String> {
    let is_proxy = Peer::of(extensions).is_proxy;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let forwarded =
        || ["forwarded", "x-forwarded-for", "x-forwarded-proto"].iter().any(|name| headers.contains_key(*name));
    match site.public_url() {
        Some(url) if is_proxy || url.split_once("//").is_some_and(|(_, public)| public == host) => {
            Some(url.to_owned())
        }
        None if is_proxy || !forwarded() => AskedOrigin::of(extensions, headers, site).0,
        _ => None,
    }
}

/// The parameter that makes an address a new one. It has no meaning.
const PARAMETER: &str = "fresh=";

fn now() -> u128 {
    // With a clock before 1970, addresses repeat.
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

async fn simpler(response: Response, number: u128, reader: &LanguageHeaders, state: &State) -> Response {
    let (mut head, body) = response.into_parts();
    // The whole page is in memory: reading it doesn't fail.
    let page = to_bytes(body, usize::MAX).await.unwrap_or_default();
    head.headers.remove(header::CONTENT_LENGTH);
    let page = String::from_utf8_lossy(&page);
    let blocked = if page.contains(" data-author=") { blocked_people(reader, state).await } else { Vec::new() };
    let i18n = strings(if blocked.is_empty() { Language::default() } else { reader.language(state).await });
    let folding = Some(Folding::new(&blocked, i18n)).filter(|_| !blocked.is_empty());
    Response::from_parts(head, Body::from(simplified(&page, number, folding.as_ref())))
}

/// The people whom the viewer has blocked.
async fn blocked_people(reader: &LanguageHeaders, state: &State) -> Vec<Person> {
    let Some(viewer) = reader.viewer(state).await.filter(|viewer| viewer.appearance.blocks > 0) else {
        return Vec::new();
    };
    state.store.blocked_people(viewer.account.id).await.unwrap_or_else(|error| {
        tracing::error!(%error, "the people whom somebody has blocked cannot be read");
        Vec::new()
    })
}

/// The beginnings of start tags of elements that are left out, and their end tags; none for void elements. The
/// sanitiser removes such tags from messages, except for controls that unfold, where nothing is folded.
const LEFT_OUT: [(&str, Option<&str>); 17] = [
    ("<link rel=\"manifest\"", None),
    ("<input class=\"for-password-managers\"", None),
    ("<button class=\"rooms-button\"", Some("</button>")),
    ("<button class=\"quiet close\"", Some("</button>")),
    ("<button class=\"own\"", Some("</button>")),
    ("<button class=\"quiet pick\"", Some("</button>")),
    ("<button class=\"quiet attach\"", Some("</button>")),
    ("<button class=\"quiet record\"", Some("</button>")),
    ("<button class=\"quiet play\"", Some("</button>")),
    ("<form class=\"width\"", Some("</form>")),
    ("<p class=\"float\"", Some("</p>")),
    // The page of details has these links, too.
    ("<a class=\"button wide-only\"", Some("</a>")),
    ("<button class=\"quiet format-toggle\"", Some("</button>")),
    ("<details class=\"more\"", Some("</details>")),
    ("<details class=\"operators beside\"", Some("</details>")),
    ("<p class=\"hint\" id=\"other-drafts\" hidden", Some("</p>")),
    ("<iframe class=\"live-frame\"", Some("</iframe>")),
];

/// Elements whose ids w3m and ELinks ignore, and their replacement.
const REPLACED: [(&str, &str); 4] =
    [("<main ", "<div "), ("</main>", "</div>"), ("<article ", "<div "), ("</article>", "</div>")];

/// The beginning of the link that reloads the frame with live updates. Without frames, it reloads the page.
const RELOAD: &str = "<a class=\"reload\" href=\"";
const FRAME: (&str, &str) = ("/live/start", " target=\"live\"");

/// The part of a page that is left out at some point of it.
#[derive(Clone, Copy)]
enum LeftOut {
    Nothing,
    /// All up to this tag, and that tag.
    Until(&'static str),
    /// A message that is folded, up to the links to it.
    Message,
}

/// Simplifies a page, and folds messages. Otherwise only tags are changed, never texts or the values of attributes, which
/// people write.
fn simplified(page: &str, number: u128, folding: Option<&Folding<'_>>) -> String {
    let mut whole = String::with_capacity(page.len());
    let (mut rest, mut before) = (page, "");
    let mut left_out = LeftOut::Nothing;
    while let Some((text, tag, after)) = next_tag(rest) {
        rest = after;
        match left_out {
            LeftOut::Until(end) if tag != end => continue,
            LeftOut::Until(_) => {
                left_out = LeftOut::Nothing;
                continue;
            }
            LeftOut::Message if !Folding::shows_again(tag) => continue,
            LeftOut::Message => left_out = LeftOut::Nothing,
            LeftOut::Nothing => whole.push_str(text),
        }
        if let Some((_, end)) = LEFT_OUT.iter().find(|(begin, _)| tag.starts_with(begin)) {
            left_out = end.map_or(LeftOut::Nothing, LeftOut::Until);
            continue;
        }
        add_tag(&mut whole, tag, number);
        if let Some(folding) = folding.filter(|folding| folding.folds(tag, before)) {
            whole.push_str(&folding.note());
            left_out = LeftOut::Message;
        } else if let Some(quote) = folding.and_then(|folding| folding.quote(tag, rest)) {
            whole.extend([&quote, "</p>"]);
            left_out = LeftOut::Until("</p>");
        }
        before = tag;
    }
    whole.push_str(rest);
    whole
}

/// The text before the next tag, the tag, and the rest (WHATWG HTML, 13.2.5; views quote all attributes with `"`).
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
    if let Some((unknown, known)) = REPLACED.iter().find(|(unknown, _)| tag.starts_with(unknown)) {
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
    use crate::model::proxies::{NO_ADDRESS, Proxies};
    use crate::web::site::Endpoint;

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
    fn an_address_is_absolute_only_where_the_origin_is_known() {
        let public = Some("https://chat.example.org".to_owned());
        let here = Some("http://localhost:5001".to_owned());
        for (url, is_proxy, host, forwarded, known) in [
            (&None, false, "localhost:5001", false, &here),
            (&None, false, "localhost:5001", true, &None),
            (&public, false, "chat.example.org", true, &public),
            (&public, true, "localhost:5001", true, &public),
            (&public, false, "localhost:5001", false, &None),
        ] {
            let (public_url, listen) = (url.clone(), Some(([127, 0, 0, 1], 5001).into()));
            let endpoint = Endpoint { public_url, listen, tls: false, proxies: Proxies::default() };
            let site = Site::new(endpoint, Zone::default(), None, "0");
            let mut headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]);
            if forwarded {
                headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
            }
            let mut extensions = Extensions::new();
            extensions.insert(Peer { address: NO_ADDRESS, is_proxy });
            assert_eq!(&base(&extensions, &headers, &site), known, "{url:?} {is_proxy} {host} {forwarded}");
        }
    }

    #[test]
    fn the_link_that_reloads_the_frame_reloads_the_page() {
        let page = r#"<p><a class="reload" href="/rooms/a/live/start" target="live">Reload</a> <a class="reload" href="/rooms/a/live">x</a>"#;
        let small = r#"<p><a class="reload" href="/rooms/a?fresh=7">Reload</a> <a class="reload" href="/rooms/a/live?fresh=7">x</a>"#;
        assert_eq!(simplified(page, 7, None), small);
    }

    #[test]
    fn only_tags_are_changed() {
        let page = r#"<!DOCTYPE html><main id="a"><p title="<main >, <article >">1 < 2 class="reload" href="x"</p><iframe class="live-frame"><p>b</p></iframe>c</main>"#;
        let small = r#"<!DOCTYPE html><div id="a"><p title="<main >, <article >">1 < 2 class="reload" href="x"</p>c</div>"#;
        assert_eq!(simplified(page, 7, None), small);
        assert_eq!(simplified("<p>a <b", 7, None), "<p>a <b");
    }
}
