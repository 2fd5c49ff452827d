//! Follows all links of all pages.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use reqwest::{Method, Url};
use scraper::{ElementRef, Html};

use crate::app::css;
use crate::collection::{Visitor, path_of};
use crate::routes::routes;

/// How many pages of each kind are also requested as htmx does.
const AS_HTMX: usize = 2;

/// The most pages of one kind in one room: pages of consecutive messages are alike.
const MOST: usize = 30;

/// Follows all links; returns the broken ones.
pub async fn walk(visitor: &Visitor<'_>, starts: &[&str]) -> Vec<String> {
    let home = Url::parse("http://snug.example/").unwrap();
    let mut open: VecDeque<(String, Url)> =
        starts.iter().map(|path| ("the beginning".to_owned(), home.join(path).unwrap())).collect();
    let mut known: BTreeSet<String> = open.iter().map(|(_, url)| path_of(url)).collect();
    let mut faults = Vec::new();
    let routes = routes();
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    while let Some((from, url)) = open.pop_front() {
        let path = path_of(&url);
        let route = routes.iter().find(|route| route.fits(&path)).map_or("", |route| &route.path);
        let room = url.path_segments().and_then(|mut segments| segments.nth(1)).unwrap_or_default();
        let count = counts.entry((route, room.to_owned())).or_default();
        *count += 1;
        // Streams are endless; `streams` reads them. The provider of single sign-on is none of ours.
        if *count > MOST || route.ends_with("/events") || route == "/login/oidc" {
            continue;
        }
        let answer = if *count <= AS_HTMX {
            visitor.both(visitor.person.request(Method::GET, &path)).await
        } else {
            visitor.get(&path).await
        };
        let html = answer.html();
        if !matches!(answer.status.as_u16(), 200 | 303) {
            faults.push(format!("{}: {from} leads to {path}: {}", visitor.name, answer.status));
        }
        let leads = if answer.status == 303 { vec![answer.location().to_owned()] } else { links(&html) };
        let within = leads.iter().filter_map(|link| link.strip_prefix('#')).chain(url.fragment());
        // Frames open at the line above the first unread message, which may not exist.
        let within = within.filter(|id| !(*id == "new" && route.contains("/live")));
        for id in within.filter(|id| answer.status == 200 && !has_id(&html, id)) {
            faults.push(format!("{}: something leads to #{id} of {path}, which is not there", visitor.name));
        }
        for link in leads {
            let to = url.join(&link).unwrap();
            if to.host() == home.host() && known.insert(path_of(&to)) {
                open.push_back((path.clone(), to));
            }
        }
    }
    faults
}

fn has_id(html: &Html, id: &str) -> bool {
    let found = html.tree.nodes().filter_map(ElementRef::wrap).any(|element| element.attr("id") == Some(id));
    found || without_scripts(html).iter().any(|html| has_id(html, id))
}

/// The URLs of a page's links, resources and searches.
fn links(html: &Html) -> Vec<String> {
    let mut links = Vec::new();
    for (selector, attribute) in [
        ("a[href]", "href"),
        ("link[href]", "href"),
        ("[formaction]", "formaction"),
        ("[src]", "src"),
        ("[hx-get]", "hx-get"),
        ("link[data-unread]", "data-unread"),
    ] {
        links.extend(html.select(&css(selector)).map(|element| element.attr(attribute).unwrap().to_owned()));
    }
    let refresh = css("meta[http-equiv=refresh]");
    links.extend(
        html.select(&refresh).filter_map(|meta| Some(meta.attr("content")?.split_once("url=")?.1.to_owned())),
    );
    for form in html.select(&css("form")).filter(|form| form.attr("method").is_none_or(|method| method == "get")) {
        for typed in ["", "ann", "to be", "\"nothing like this\" in:general"] {
            let mut query = form_urlencoded::Serializer::new(String::new());
            for field in form.select(&css("[name]")) {
                let value = field.attr("value").filter(|value| !value.is_empty()).unwrap_or(typed);
                query.append_pair(field.attr("name").unwrap(), value);
            }
            let action = form.attr("action").unwrap_or_default();
            let (path, fragment) = action.split_once('#').unwrap_or((action, ""));
            links.push(format!("{path}?{}#{fragment}", query.finish()).trim_end_matches('#').to_owned());
        }
    }
    links.extend(without_scripts(html).iter().flat_map(self::links));
    links
}

/// The content of `noscript`, which a parser with scripting treats as text.
fn without_scripts(html: &Html) -> Vec<Html> {
    html.select(&css("noscript")).map(|within| Html::parse_fragment(&within.text().collect::<String>())).collect()
}
