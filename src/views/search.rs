//! Searching, and what is found.

use maud::{Markup, html};

use super::rooms::shown;
use super::texts::texts;
use super::{Shell, dates, layout, urls};
use crate::model::Locale;
use crate::model::search::{Found, Hit, Query};

/// A search, and what came of it.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// What was typed.
    pub typed: &'a str,
    /// What was found; none where nothing is sought.
    pub found: Option<&'a Found>,
    /// Whether these are older results, after others.
    pub older: bool,
}

/// What can be typed, and what it finds.
const OPERATORS: [(&str, &str); 7] = [
    ("meet nine", "messages with both words, whatever their case and accents"),
    ("\"meet at nine\"", "these words one after the other"),
    ("meet*", "words that begin so"),
    ("in:general", "in this room; in:\"Off topic\" by its name"),
    ("from:ann", "by this person"),
    ("after:2026-11-01", "on this day or later; also after:2026-11 and after:2026"),
    ("before:2026-12-01", "earlier than this day; also before:2026-12 and before:2026"),
];

/// No more of what was typed stands in a title.
const TITLE_CHARS: usize = 80;

/// The page on which messages are searched.
#[must_use]
pub fn page(shell: &Shell<'_>, search: &Search<'_>) -> Markup {
    let t = shell.texts();
    let locale = shell.locale;
    let title = match search.typed.trim() {
        "" => "Search".to_owned(),
        typed => format!("{} · Search", typed.chars().take(TITLE_CHARS).collect::<String>()),
    };
    let content = html! {
        header.bar { (layout::sidebar_button(t)) h1 { "Search" } }
        div.scroller {
            div.column.sheet {
                form.search action="/search" role="search" {
                    label.hidden for="q" { "Search what was said" }
                    input #q type="search" name="q" value=(search.typed) maxlength=(Query::MAX_CHARS)
                        placeholder="Search what was said" autocapitalize="none" spellcheck="false"
                        autofocus[search.found.is_none()];
                    button.primary { "Search" }
                }
                (operators())
                @match search.found {
                    Some(found) => (results(search, found, locale)),
                    None if !search.typed.trim().is_empty() => {
                        p role="status" { "There is no word in this. Type one that the message has." }
                    }
                    None => {}
                }
            }
        }
    };
    layout::page(&title, shell, &content)
}

fn operators() -> Markup {
    html! {
        details.operators {
            summary { "How to search" }
            dl {
                @for (typed, meaning) in OPERATORS { dt { code { (typed) } } dd { (meaning) } }
            }
            p { "All of them can be combined. Messages have everything that is typed; the newest come first." }
        }
    }
}

fn results(search: &Search<'_>, found: &Found, locale: &Locale) -> Markup {
    html! {
        section #results aria-label="Results" {
            @if !found.hits.is_empty() {
                ol.hits { @for hit in &found.hits { (self::hit(hit, locale)) } }
            }
            @if let Some(text) = outcome(search, found) { p.outcome role="status" { (text) } }
            @if let Some(before) = found.more {
                nav.paging aria-label="More results" {
                    a.button rel="next" href=(urls::search(search.typed, Some(before))) {
                        @if found.cut_short { "Search further back" } @else { "Older results" }
                    }
                }
            }
        }
    }
}

/// What is to be said beside the results.
fn outcome(search: &Search<'_>, found: &Found) -> Option<String> {
    if let Some(room) = &found.no_room {
        return Some(format!("You are in no room “{room}”, and there is no open one. Check how it is written."));
    }
    if let Some(name) = &found.nobody {
        return Some(format!("Nobody here is called “{name}”. Check how the name is written."));
    }
    let told = match (found.cut_short, found.hits.is_empty()) {
        (true, true) => "Nothing was found so far.",
        (true, false) => "That is not all yet.",
        (false, true) if search.older => "There are no older results.",
        (false, true) => "No message that you can see has all of this.",
        (false, false) => return None,
    };
    let reason = match (found.cut_short, found.indexing) {
        (true, true) => " Older messages are still being indexed, which makes searching them slow.",
        (true, false) => " Looking through everything takes longer.",
        (false, _) => "",
    };
    Some(format!("{told}{reason}"))
}

fn hit(hit: &Hit, locale: &Locale) -> Markup {
    let t = texts(locale.language);
    html! {
        li data-message=(hit.id.0) {
            p.from {
                a href=(urls::message(&hit.slug, hit.id)) {
                    bdi.author { (hit.author) } " in " bdi { (shown(&hit.room, t)) }
                }
                " "
                span.last { (dates::day_and_time(hit.posted_at, locale)) }
            }
            p.snippet dir="auto" {
                @for (piece, sought) in &hit.snippet.pieces {
                    @if *sought { mark { (piece) } } @else { (piece) }
                }
            }
        }
    }
}
