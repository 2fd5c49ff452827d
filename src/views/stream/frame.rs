//! The content of the frame for browsers without JavaScript: parts of an endless page, and the pages that lead to it.

use maud::{Markup, PreEscaped, html};

use crate::model::appearance::Appearance;
use crate::model::unread::NewMessages;
use crate::model::{Branding, Locale, OwnRooms, Page, Room, RoomKind, Slug};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::rooms::{messages_in, older};
use crate::views::parts::layout::MARK;
use crate::views::parts::messages::Marks;
use crate::views::parts::{alerts, layout, messages, urls};
use crate::views::stream::partials::log_in_again;

/// A reader's language, times and appearance.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Language and time zone.
    pub locale: &'a Locale,
    /// Colours and size of text.
    pub appearance: Appearance,
}

/// The beginning of a room's endless page. The list of messages stays open; its end tags are written when the stream
/// ends.
#[must_use]
pub fn page_start(room: &Room, page: &Page, new: Option<NewMessages>, look: Look<'_>) -> String {
    let i18n = strings(look.locale.language);
    let head = html! {
        // Takes effect once the page has ended: reloads it.
        (refresh(1, &urls::live(&room.slug)))
        base target="_top";
    };
    // Keep only the markup up to the end of the list: the rest closes the page.
    let list = list(room, page, &html! { (PreEscaped(MARK)) }, i18n);
    let body = html! { main.scroller.from-end { div.column { (heading(room, i18n)) (list) } } };
    let whole =
        layout::document(i18n, &Branding::default(), look.appearance, title(room, i18n), "frame", &head, &body)
            .into_string();
    let start = whole.split(MARK).next().unwrap_or_default();
    [start, &messages(room, page, new, look.locale).0].concat()
}

/// The messages as a finite page, for browsers that show a page only once it has ended.
#[must_use]
pub fn finite_page(room: &Room, page: &Page, new: Option<NewMessages>, look: Look<'_>) -> Markup {
    let i18n = strings(look.locale.language);
    let body = html! {
        main.scroller.from-end {
            div.column {
                h1 { bdi { (title(room, i18n)) } }
                (list(room, page, &messages(room, page, new, look.locale), i18n))
                p { a.reload href=(urls::live(&room.slug)) { (i18n.reload) } " · " a href=(urls::room(&room.slug)) { (i18n.write) } }
            }
        }
    };
    layout::document(i18n, &Branding::default(), look.appearance, title(room, i18n), "frame", &html! {}, &body)
}

/// Loads a page after some seconds. The URL is always given: without it, a browser at a fragment of this page would
/// only scroll there again.
#[must_use]
pub fn refresh(seconds: u32, url: &str) -> Markup {
    html! { meta http-equiv="refresh" content={ (seconds) "; url=" (url) }; }
}

/// The messages as a finite page that then loads the endless one. The page around the frame would otherwise never
/// finish loading.
#[must_use]
pub fn start_page(room: &Room, page: &Page, new: Option<NewMessages>, look: Look<'_>) -> Markup {
    let i18n = strings(look.locale.language);
    let head = html! {
        (refresh(1, &(urls::live(&room.slug) + "#new")))
        base target="_top";
    };
    let list = list(room, page, &messages(room, page, new, look.locale), i18n);
    let body = html! { main.scroller.from-end { div.column { (heading(room, i18n)) (list) } } };
    layout::document(i18n, &Branding::default(), look.appearance, title(room, i18n), "frame", &head, &body)
}

/// The messages as a page that reloads itself after some seconds: used where other frames already hold several of the
/// browser's few connections.
#[must_use]
pub fn renewing_page(room: &Room, page: &Page, new: Option<NewMessages>, look: Look<'_>) -> Markup {
    let i18n = strings(look.locale.language);
    let head = html! {
        (refresh(5, &urls::live(&room.slug)))
        base target="_top";
    };
    let list = list(room, page, &messages(room, page, new, look.locale), i18n);
    let body = html! { main.scroller.from-end { div.column { (heading(room, i18n)) (list) } } };
    layout::document(i18n, &Branding::default(), look.appearance, title(room, i18n), "frame", &head, &body)
}

/// The frame when the session has ended.
#[must_use]
pub fn frame_signed_out(slug: &Slug, i18n: &Strings) -> Markup {
    let head = html! { base target="_top"; };
    let body = html! {
        p.frame-note { (log_in_again(slug, i18n)) }
    };
    layout::document(i18n, &Branding::default(), Appearance::default(), &i18n.logged_out, "frame", &head, &body)
}

/// The frame when the session has as many streams open as it may. It retries by itself.
#[must_use]
pub fn frame_full(slug: &Slug, i18n: &Strings) -> Markup {
    let head = html! {
        (refresh(5, &urls::live(slug)))
        base target="_top";
    };
    let body = html! {
        p.frame-note {
            (with_markup(&i18n.frame_full(GAPS[0]), &[&html! { a href=(urls::room(slug)) { (i18n.frame_full_reload) } }]))
        }
    };
    layout::document(
        i18n,
        &Branding::default(),
        Appearance::default(),
        &i18n.too_many_pages,
        "frame",
        &head,
        &body,
    )
}

/// The title, the same for everybody in the room.
fn title<'a>(room: &'a Room, i18n: &'a Strings) -> &'a str {
    if room.kind == RoomKind::Direct { &i18n.messages } else { room.name.as_str() }
}

/// The frame's heading for screen readers, above the headings of days.
fn heading(room: &Room, i18n: &Strings) -> Markup {
    html! { h1.hidden { bdi lang="" { (title(room, i18n)) } } }
}

/// The list of messages, with the link to older ones.
fn list(room: &Room, page: &Page, messages: &Markup, i18n: &Strings) -> Markup {
    html! {
        (older(room, page, i18n))
        div #messages role="log" aria-label=(messages_in(room, i18n)) {
            (messages)
        }
    }
}

fn messages(room: &Room, page: &Page, new: Option<NewMessages>, locale: &Locale) -> Markup {
    html! {
        @if page.messages.is_empty() && !room.archived && !room.rules.announcements { (messages::empty_room(strings(locale.language))) }
        (messages::list(&page.messages, &room.slug, locale, Marks { new, ..Marks::default() }))
    }
}

/// The alerts in an endless page, where they came while it is open.
#[must_use]
pub fn alerts_in_frame(rooms: &OwnRooms, i18n: &Strings) -> Markup {
    html! { div.frame-note { (alerts::alerts(rooms, i18n)) } }
}
