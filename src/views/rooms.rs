//! Rooms: the list of them, and the page of one.

use maud::{Markup, html};

use super::forms::{Field, field};
use super::layout::MARK;
use super::messages::{self, Composer, Marked};
use super::{Shell, Zone, dates, layout, urls};
use crate::model::{Page, Room, RoomSummary};

/// A form for a new room: what was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct RoomForm {
    /// The name as typed.
    pub name: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// The page of all rooms.
#[must_use]
pub fn list_page(shell: &Shell<'_>, rooms: &[RoomSummary], form: &RoomForm, zone: &Zone) -> Markup {
    let content = html! {
        header.bar {
            (layout::sidebar_button())
            h1 { "Rooms" }
            a.button href="#new-room" { "New room" }
        }
        div.scroller {
            div.column {
                ul.room-list { @for room in rooms { (summary(room, zone)) } }
                (new_room(form))
            }
        }
    };
    layout::page("Rooms", shell, &content)
}

/// The form for a new room.
#[must_use]
pub fn new_room(form: &RoomForm) -> Markup {
    html! {
        section #new-room {
            h2 { "New room" }
            form action="/rooms" method="post" hx-post="/rooms" hx-target="#new-room" hx-swap="outerHTML" {
                (field(&Field {
                    name: "name",
                    label: "Name",
                    kind: "text",
                    value: &form.name,
                    autocomplete: "off",
                    hint: Some("Everybody with an account here can read and write in it."),
                    error: form.error.as_deref(),
                    autofocus: false,
                }))
                input type="hidden" name="kind" value="open";
                button.primary { "Create room" }
            }
        }
    }
}

fn summary(room: &RoomSummary, zone: &Zone) -> Markup {
    html! {
        li {
            a href=(urls::room(&room.link.slug)) { bdi { (room.link.name) } }
            " "
            span.last {
                @match &room.last {
                    Some((author, at)) => { bdi { (author) } ", " (dates::day_and_time(*at, zone)) }
                    None => { "nobody has spoken yet" }
                }
            }
        }
    }
}

/// What a room's page shows.
#[derive(Clone, Debug)]
pub struct RoomPage<'a> {
    /// The room.
    pub room: &'a Room,
    /// Some of its messages.
    pub page: &'a Page,
    /// The message that the page is about, if it is about one.
    pub marked: Option<Marked>,
    /// Whether it is read from its first message on, rather than from its last one back.
    pub from_start: bool,
    /// The form beneath.
    pub composer: &'a Composer,
}

/// The page of a room. Where it ends with the newest message, it goes on live.
#[must_use]
pub fn room_page(shell: &Shell<'_>, view: &RoomPage<'_>, zone: &Zone) -> Markup {
    layout::page(view.room.name.as_str(), shell, &content(view, zone))
}

/// What stands before and after [`content`] on the page of a room.
#[must_use]
pub fn around(shell: &Shell<'_>, room: &Room) -> (String, String) {
    layout::around(room.name.as_str(), shell)
}

/// The content of a room's page with a new composer, before and after the composer's nonce: the same for everyone.
#[must_use]
pub fn shared_content(room: &Room, page: &Page, zone: &Zone) -> (String, String) {
    let composer = Composer { nonce: MARK.to_owned(), ..Composer::default() };
    let view = RoomPage { room, page, marked: None, from_start: false, composer: &composer };
    let whole = content(&view, zone).into_string();
    // The last one: what people wrote, which comes before, may have any character.
    whole.rsplit_once(MARK).map(|(before, after)| (before.to_owned(), after.to_owned())).unwrap_or_default()
}

fn content(view: &RoomPage<'_>, zone: &Zone) -> Markup {
    let RoomPage { room, page, marked, composer, .. } = view;
    let at_end = !page.newer;
    html! {
        header.bar { (layout::sidebar_button()) h1 { bdi { (room.name) } } }
        // The list scrolls from its end without a script: an outer block in reverse around one in normal order.
        div #scroller.scroller.from-end[!view.from_start] tabindex="0" role="region" aria-label="Messages" {
            div.column {
                @if page.older && let Some(first) = page.messages.first() {
                    nav.paging aria-label="Older messages" {
                        a.button rel="prev" href=(urls::before(&room.slug, first.id)) { "Older messages" }
                    }
                }
                div #(if at_end { "messages" } else { "history" }) role="log" aria-label={ "Messages in " (room.name) }
                    aria-live=(if at_end { "polite" } else { "off" }) {
                    (messages::list(&page.messages, &room.slug, zone, *marked))
                    @if page.messages.is_empty() { (messages::nothing_yet()) }
                }
                @if page.newer {
                    nav.paging aria-label="Newer messages" {
                        @if let Some(last) = page.messages.last() {
                            a.button rel="next" href=(urls::after(&room.slug, last.id)) { "Newer messages" }
                        }
                        a.button href=(urls::room(&room.slug)) { "Jump to newest" }
                    }
                }
            }
        }
        // A page about one message shows it where there is no JavaScript, too.
        @if at_end && marked.is_none() { (live_frame(room)) }
        (live(view))
        (messages::composer(&room.slug, room.name.as_str(), composer))
    }
}

/// What shows the newest messages live where there is no JavaScript.
fn live_frame(room: &Room) -> Markup {
    html! {
        noscript {
            iframe.live-frame src=(urls::live_start(&room.slug)) title="Messages, live" {}
            p.frame-note { a href=(urls::room(&room.slug)) { "Reload" } " if new messages do not appear." }
        }
    }
}

/// What keeps the page live: a stream of events. An older page has no place for new messages, but shows changed ones.
fn live(view: &RoomPage<'_>) -> Markup {
    let slug = &view.room.slug;
    html! {
        p.float { button #to-newest.button type="button" hidden { "Jump to newest" } }
        p #offline.banner role="status" {}
        div #live hx-sse:connect=(urls::events(slug, view.page.as_of)) hx-swap="none" hx-sync="this:drop"
            hx-config="sse.connectTimeout:10s sse.reconnectDelay:300 sse.reconnectMaxDelay:5s"
            hx-trigger="load, visibilitychange from:document, online from:window, every 5s" {}
    }
}
