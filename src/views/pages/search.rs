//! The search page.

use maud::{Markup, html};

use crate::model::rooms::address;
use crate::model::search::{Hit, Query, SearchPage};
use crate::model::{Locale, OwnRooms, RoomKind, Slug};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::people;
use crate::views::parts::room_names::named;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar, urls};

/// A search and its results.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The query as typed.
    pub typed: &'a str,
    /// The results; none for an empty query.
    pub found: Option<&'a SearchPage>,
    /// Whether these results continue an earlier page.
    pub older: bool,
}

/// The longest part of the query in the page's title, in characters.
const TITLE_CHARS: usize = 80;

/// The search page.
#[must_use]
pub fn page(shell: &Shell<'_>, search: &Search<'_>) -> Markup {
    let i18n = shell.strings();
    let title = match search.typed.trim() {
        "" => i18n.search.clone(),
        typed => format!("{} · {}", typed.chars().take(TITLE_CHARS).collect::<String>(), i18n.search),
    };
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (i18n.search) } }
        div.scroller {
            div.column.sheet {
                form.search action="/search" role="search" {
                    label.hidden for="q" { (i18n.search_all_messages) }
                    input #q type="search" name="q" value=(search.typed) maxlength=(Query::MAX_CHARS)
                        placeholder=(i18n.search_all_messages) autocapitalize="none" spellcheck="false"
                        autofocus[search.found.is_none()];
                    button.primary { (i18n.search) }
                }
                (operators(i18n, search.found.is_some_and(|found| !found.hits.is_empty())))
                @match search.found {
                    Some(found) => (results(search, found, shell)),
                    None if !search.typed.trim().is_empty() => {
                        p role="status" { (i18n.empty_search) }
                    }
                    None => {}
                }
            }
        }
    };
    layout::page(&title, shell, &content)
}

/// Examples of queries, and what they find. Text browsers, which fold nothing, show them without results only: the
/// results would be further down than a screen.
fn operators(i18n: &Strings, beside_results: bool) -> Markup {
    let operators = [
        ("meet nine", &i18n.finds_words),
        ("\"meet at nine\"", &i18n.finds_phrase),
        ("meet*", &i18n.finds_beginnings),
        ("in:general", &i18n.finds_in_room),
        ("from:ann", &i18n.finds_from_person),
        ("after:2026-11-01", &i18n.finds_since),
        ("before:2026-12-01", &i18n.finds_until),
        ("has:file", &i18n.finds_with_files),
        ("has:image", &i18n.finds_with_pictures),
        ("has:audio", &i18n.finds_with_sounds),
        ("has:video", &i18n.finds_with_films),
    ];
    html! {
        details.operators.beside[beside_results] {
            summary { (i18n.how_to_search) }
            dl {
                @for (typed, meaning) in operators { dt { code dir="ltr" { (typed) } } dd { (meaning) } }
            }
            p { (i18n.operators_note) }
        }
    }
}

fn results(search: &Search<'_>, found: &SearchPage, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    html! {
        section #results aria-label=(i18n.results) {
            @if !found.hits.is_empty() {
                ol.hits { @for hit in &found.hits { (self::hit(hit, distinction(hit, found, shell.rooms).as_deref(), shell.locale)) } }
            }
            @if let Some(text) = outcome(search, found, i18n) { p.outcome role="status" { (text) } }
            @if let Some(before) = found.more {
                nav.paging aria-label=(i18n.more_results) {
                    a.button rel="next" href=(urls::search(search.typed, Some(before))) {
                        (if found.cut_short { &i18n.search_further_back } else { &i18n.older_results })
                    }
                }
            }
        }
    }
}

/// The status below the results: why there are none, or not all.
fn outcome(search: &Search<'_>, found: &SearchPage, i18n: &Strings) -> Option<String> {
    if let Some(room) = &found.unknown_room {
        return Some(i18n.no_such_room(room.as_str()));
    }
    if let Some(name) = &found.unknown_author {
        return Some(i18n.no_such_author(name.as_str()));
    }
    let told = match (found.cut_short, found.hits.is_empty()) {
        (true, true) => &i18n.no_results_so_far,
        (true, false) => &i18n.partial_results,
        (false, true) if search.older => &i18n.no_older_results,
        (false, true) => &i18n.no_results,
        (false, false) => return None,
    };
    let reason = match (found.cut_short, found.indexing) {
        (true, true) => &i18n.still_indexing,
        (true, false) => &i18n.full_search_is_slower,
        (false, _) => return Some(told.clone()),
    };
    Some(i18n.two_sentences(told.as_str(), reason.as_str()))
}

/// What distinguishes a hit's room from others of the same name, among the viewer's rooms and those of the other hits.
fn distinction(hit: &Hit, found: &SearchPage, own: &OwnRooms) -> Option<String> {
    if let Some(room) = own.rooms.iter().find(|room| room.slug == hit.slug)
        && (room.distinction.is_some() || room.kind == RoomKind::Direct)
    {
        return room.distinction.clone();
    }
    let is_other = |name: &str, slug: &Slug| name == hit.room && *slug != hit.slug;
    let mut rooms = own.rooms.iter().filter(|room| room.kind != RoomKind::Direct);
    let shared = rooms.any(|room| is_other(&room.name, &room.slug))
        || found.hits.iter().any(|other| is_other(&other.room, &other.slug));
    shared.then(|| address(&hit.slug))
}

fn hit(hit: &Hit, distinction: Option<&str>, locale: &Locale) -> Markup {
    let i18n = strings(locale.language);
    let (author, room) = (
        html! { bdi.author title=[people::handle(&hit.author)] lang=[people::lang(&hit.author)] { (people::shown(&hit.author, i18n)) } },
        html! { (named(&hit.room, i18n)) @if let Some(distinction) = distinction { " " bdi.detail lang="" { (distinction) } } },
    );
    html! {
        li data-message=(hit.id.0) {
            p.from {
                a href=(urls::message(&hit.slug, hit.id)) {
                    (with_markup(&i18n.author_in_room(GAPS[0], GAPS[1]), &[&author, &room]))
                }
                " "
                span.last { (dates::day_and_time(hit.posted_at, locale)) }
            }
            p.snippet dir="auto" lang="" {
                @for (piece, sought) in &hit.snippet.pieces {
                    @if *sought { mark { (piece) } } @else { (piece) }
                }
            }
        }
    }
}
