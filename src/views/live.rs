//! What streams carry: for htmx, sets of partials, each saying where it goes; for browsers without JavaScript, the
//! pieces of an endless page.

use maud::{Markup, html};

use super::rooms::{in_room, shown};
use super::{Zone, layout, messages, urls};
use crate::model::{Change, Mark, OwnRooms, Page, Room, RoomId, RoomKind, Slug, Username};

/// What a change does to a page: a new message goes to the end of the list, where the page shows it; a changed one
/// takes the place it has. `message` is the message's own markup.
#[must_use]
pub fn change(change: &Change, message: &Markup) -> Markup {
    if change.is_new() {
        partial("#messages", "beforeend", message)
    } else {
        partial(&format!("#message-{}", change.message.id.0), "outerHTML", message)
    }
}

/// Puts the newest messages in place of what the list shows.
#[must_use]
pub fn replace_list(page: &Page, slug: &Slug, zone: &Zone) -> Markup {
    partial("#messages", "innerHTML", &messages::list(&page.messages, slug, zone, None))
}

/// Names of people beyond this many are only counted.
const MOST_NAMED: usize = 12;

/// Says who is here, and who is typing.
#[must_use]
pub fn signs(here: &[&Username], typing: &[&Username]) -> Markup {
    let list = html! {
        @if !here.is_empty() {
            span.here {
                "Here: "
                @for (number, name) in here.iter().take(MOST_NAMED).enumerate() {
                    @if number > 0 { ", " }
                    bdi { (name) }
                }
                @if here.len() > MOST_NAMED { " and " (here.len() - MOST_NAMED) " more" }
            }
        }
        @if !typing.is_empty() {
            " " span #typing {
                @for name in typing.iter().take(3) { span data-user=(name) { bdi { (name) } " is typing… " } }
            }
        }
    };
    partial("#signs", "innerHTML", &list)
}

/// Puts rooms' marks in their places among the rooms at the side.
#[must_use]
pub fn marks(marks: impl Iterator<Item = (RoomId, Mark)>) -> Markup {
    html! {
        @for (room, mark) in marks {
            (partial(&format!("#mark-{}", room.0), "outerHTML", &layout::mark(room, mark)))
        }
    }
}

/// Puts somebody's rooms in place of those at the side, and the current one's name in its place.
#[must_use]
pub fn own_rooms(rooms: &OwnRooms, current: RoomId) -> Markup {
    let name = rooms.rooms.iter().find(|own| own.id == current).map(|own| html! { (shown(&own.name)) });
    html! {
        (partial("#own-rooms", "outerHTML", &layout::own_rooms(rooms, Some(current))))
        @if let Some(name) = name { (partial("#room-name", "innerHTML", &name)) }
    }
}

/// Says that the viewer may not see the room any more, and ends the stream for good.
#[must_use]
pub fn shut_out() -> Markup {
    let note = html! { "This room is not open to you any more. " a href="/rooms" { "To the other rooms" } };
    html! {
        (partial("#offline", "innerHTML", &note))
        (partial("#live", "delete", &html! {}))
        (partial("#messages", "innerHTML", &html! {}))
        (partial("#composer", "delete", &html! {}))
    }
}

/// Says that the session has ended, and ends the stream for good: without its element it isn't opened again.
#[must_use]
pub fn signed_out(slug: &Slug) -> Markup {
    let note = html! {
        "You are logged out. "
        a href=(urls::login(&urls::room(slug))) { "Log in again" }
        " to go on."
    };
    html! {
        (partial("#offline", "innerHTML", &note))
        (partial("#live", "delete", &html! {}))
    }
}

fn partial(target: &str, swap: &str, content: &Markup) -> Markup {
    html! { hx-partial hx-target=(target) hx-swap=(swap) { (content) } }
}

/// The beginning of a room's endless page. It stays open: its end is only written when the stream ends.
#[must_use]
pub fn page_start(room: &Room, page: &Page, zone: &Zone) -> String {
    let head = html! {
        // Counts once the page has ended: then it begins anew.
        meta http-equiv="refresh" content="1";
        base target="_top";
    };
    let body = html! { main.scroller.from-end { div.column { (heading(room)) (list(room, page, zone)) } } };
    let whole = layout::document(title(room), "frame", &head, &body).into_string();
    // Everything up to the list's end tag; what follows would close the page.
    let end = whole.rfind("</div>").and_then(|column| whole[..column].rfind("</div>")).unwrap_or(whole.len());
    whole[..end].to_owned()
}

/// The same as a finite page, for browsers that show nothing before a page has ended.
#[must_use]
pub fn finite_page(room: &Room, page: &Page, zone: &Zone) -> Markup {
    let body = html! {
        main.scroller.from-end {
            div.column {
                h1 { bdi { (title(room)) } }
                (list(room, page, zone))
                p { a href=(urls::live(&room.slug)) { "Reload" } " · " a href=(urls::room(&room.slug)) { "Write" } }
            }
        }
    };
    layout::document(title(room), "frame", &html! {}, &body)
}

/// The messages as a page that soon gives way to the endless one: not before the page around it has finished loading,
/// which would wait for the endless one otherwise.
#[must_use]
pub fn start_page(room: &Room, page: &Page, zone: &Zone) -> Markup {
    let head = html! {
        meta http-equiv="refresh" content={ "1; url=" (urls::live(&room.slug)) };
        base target="_top";
    };
    let body = html! { main.scroller.from-end { div.column { (heading(room)) (list(room, page, zone)) } } };
    layout::document(title(room), "frame", &head, &body)
}

/// What the frame shows when the session has ended.
#[must_use]
pub fn frame_signed_out(slug: &Slug) -> Markup {
    let head = html! { base target="_top"; };
    let body = html! {
        p.frame-note {
            "You are logged out. " a href=(urls::login(&urls::room(slug))) { "Log in again" } " to go on."
        }
    };
    layout::document("Logged out", "frame", &head, &body)
}

/// What the frame shows when the session has as many pages open as it may: it tries again by itself.
#[must_use]
pub fn frame_full(slug: &Slug) -> Markup {
    let head = html! {
        meta http-equiv="refresh" content="5";
        base target="_top";
    };
    let body = html! {
        p.frame-note {
            "More pages are open than this server allows: new messages do not appear here. Close some of the others, or "
            a href=(urls::room(slug)) { "reload" } " to see what is new."
        }
    };
    layout::document("Too many pages are open", "frame", &head, &body)
}

/// A title that is the same for everybody in the room.
fn title(room: &Room) -> &str {
    if room.kind == RoomKind::Direct { "Messages" } else { room.name.as_str() }
}

/// What the frame is called where the page around it is not seen, above the headings of the days.
fn heading(room: &Room) -> Markup {
    html! { h1.hidden { bdi { (title(room)) } } }
}

fn list(room: &Room, page: &Page, zone: &Zone) -> Markup {
    html! {
        @if page.older {
            nav.paging aria-label="Older messages" {
                @if let Some(first) = page.messages.first() {
                    a.button rel="prev" href=(urls::before(&room.slug, first.id)) { "Older messages" }
                }
            }
        }
        div #messages role="log" aria-label={ "Messages" (in_room(room)) } {
            @if page.messages.is_empty() { (messages::nothing_yet()) }
            (messages::list(&page.messages, &room.slug, zone, None))
        }
    }
}
