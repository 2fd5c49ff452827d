//! Rooms: the list of them, and the page of one.

use maud::{Markup, html};

use super::forms::{Field, field};
use super::layout::MARK;
use super::messages::{self, Composer};
use super::{Shell, Zone, dates, layout, urls};
use crate::model::{Entered, MessageId, Page, Room, RoomKind, RoomSummary};

/// A form for a room's name and what it is for: what was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct RoomForm {
    /// The name as typed.
    pub name: String,
    /// What the room is for, as typed.
    pub description: String,
    /// The kind as chosen.
    pub kind: RoomKind,
    /// What is wrong with the name.
    pub name_error: Option<String>,
    /// What is wrong with the description.
    pub description_error: Option<String>,
}

/// The page of all rooms that somebody may know of.
#[must_use]
pub fn list_page(shell: &Shell<'_>, rooms: &[RoomSummary], form: Option<&RoomForm>, zone: &Zone) -> Markup {
    let of = |test: fn(&RoomSummary) -> bool| rooms.iter().filter(|room| test(room)).collect::<Vec<_>>();
    let own = of(|room| room.joined && room.kind != RoomKind::Direct);
    let others = of(|room| !room.joined);
    let direct = of(|room| room.kind == RoomKind::Direct);
    let content = html! {
        header.bar {
            (layout::sidebar_button())
            h1 { "Rooms" }
            a.button href="/direct" { "New conversation" } " "
            @if form.is_some() { a.button href="#new-room" { "New room" } }
        }
        div.scroller {
            div.column {
                @for (title, rooms) in [("Your rooms", own), ("Rooms you can join", others), ("Conversations", direct)] {
                    @if !rooms.is_empty() {
                        h2 { (title) }
                        ul.room-list { @for room in rooms { (summary(room, zone)) } }
                    }
                }
                @if let Some(form) = form { (new_room(form)) }
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
                (name_and_description(form))
                fieldset.choices {
                    legend { "Who can be in it" }
                    @for (kind, text) in [
                        (RoomKind::Open, "Open: everybody with an account here finds it and can read and write in it"),
                        (RoomKind::Closed, "Closed: only whoever is invited knows of it"),
                    ] {
                        label { input type="radio" name="kind" value=(kind.as_str()) checked[form.kind == kind]; " " (text) }
                    }
                }
                button.primary { "Create room" }
            }
        }
    }
}

/// The fields for a room's name and description.
pub(super) fn name_and_description(form: &RoomForm) -> Markup {
    html! {
        (field(&Field {
            name: "name",
            label: "Name",
            kind: "text",
            value: &form.name,
            autocomplete: "off",
            hint: None,
            error: form.name_error.as_deref(),
            required: true,
            autofocus: false,
        }))
        (field(&Field {
            name: "description",
            label: "What it is for (optional)",
            kind: "text",
            value: &form.description,
            autocomplete: "off",
            hint: None,
            error: form.description_error.as_deref(),
            required: false,
            autofocus: false,
        }))
    }
}

fn summary(room: &RoomSummary, zone: &Zone) -> Markup {
    html! {
        li {
            a href=(urls::room(&room.slug)) { bdi { (shown(&room.name)) } }
            @match room.kind {
                RoomKind::Closed => { " " span.tag { "closed" } }
                RoomKind::Open | RoomKind::Direct => {}
            }
            @if room.archived { " " span.tag { "archived" } }
            " "
            span.last {
                @match &room.last {
                    Some((author, at)) => { bdi { (author) } ", " (dates::day_and_time(*at, zone)) }
                    None => { "nobody has spoken yet" }
                }
            }
            @if !room.description.is_empty() { p.description dir="auto" { (room.description) } }
        }
    }
}

/// A room's name; a direct conversation with nobody else in it is with oneself.
pub(super) fn shown(name: &str) -> &str {
    if name.is_empty() { "Yourself" } else { name }
}

/// What a room's page shows.
#[derive(Clone, Debug)]
pub struct RoomPage<'a> {
    /// The room.
    pub room: &'a Room,
    /// Some of its messages.
    pub page: &'a Page,
    /// The message that the page is about, if it is about one.
    pub marked: Option<MessageId>,
    /// Whether it is read from its first message on, rather than from its last one back.
    pub from_start: bool,
    /// The form beneath.
    pub composer: &'a Composer,
}

/// The page of a room. Where it ends with the newest message, it goes on live.
#[must_use]
pub fn room_page(shell: &Shell<'_>, entered: &Entered, view: &RoomPage<'_>, zone: &Zone) -> Markup {
    let whole = html! { (heading(entered)) (content(view, zone)) };
    layout::page(shown(&entered.name), shell, &whole)
}

/// What stands before and after [`shared_content`] on the page of a room.
#[must_use]
pub fn around(shell: &Shell<'_>, entered: &Entered) -> (String, String) {
    let (mut before, after) = layout::around(shown(&entered.name), shell);
    before.push_str(&heading(entered).0);
    (before, after)
}

/// What a room is called by this viewer, and what the viewer can do about it.
fn heading(entered: &Entered) -> Markup {
    let room = &entered.room;
    html! {
        header.bar {
            (layout::sidebar_button())
            h1 { bdi #room-name { (shown(&entered.name)) } }
            @if !room.description.is_empty() { p.description dir="auto" { (room.description) } }
            @if room.archived { span.tag { "archived" } }
            @if entered.membership.is_none() {
                form action={ (urls::room(&room.slug)) "/join" } method="post" {
                    // Lynx would ask for a form without any field by GET.
                    input type="hidden" name="join" value="yes";
                    button.button { "Join" }
                }
            }
            a.button href=(urls::pins(&room.slug)) { "Pins" } " "
            a.button href={ (urls::room(&room.slug)) "/about" } { "About" }
        }
    }
}

/// The content of a room's page with a new composer, before and after the composer's nonce: the same for everyone.
#[must_use]
pub fn shared_content(room: &Room, page: &Page, zone: &Zone) -> (String, String) {
    let composer = Composer { nonce: MARK.to_owned(), ..Composer::default() };
    let view = RoomPage { room, page, marked: None, from_start: false, composer: &composer };
    let whole = content(&view, zone).into_string();
    // The last one: what people wrote, which comes before, may have any character. An archived room has no composer.
    match whole.rsplit_once(MARK) {
        Some((before, after)) if !room.archived => (before.to_owned(), after.to_owned()),
        _ => (whole, String::new()),
    }
}

fn content(view: &RoomPage<'_>, zone: &Zone) -> Markup {
    let RoomPage { room, page, marked, composer, .. } = view;
    let at_end = !page.newer;
    html! {
        // The list scrolls from its end without a script: an outer block in reverse around one in normal order.
        div #scroller.scroller.from-end[!view.from_start] tabindex="0" role="region" aria-label="Messages" {
            div.column {
                @if page.older && let Some(first) = page.messages.first() {
                    nav.paging aria-label="Older messages" {
                        a.button rel="prev" href=(urls::before(&room.slug, first.id)) { "Older messages" }
                    }
                }
                div #(if at_end { "messages" } else { "history" }) role="log" aria-label={ "Messages" (in_room(room)) }
                    aria-live="off" { // app.js says what is new
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
        @if room.archived {
            p.banner { "This room is archived: it can be read, but nobody writes in it any more." }
        } @else {
            (messages::composer(room, composer))
        }
    }
}

/// The end of a sentence about a room, in words that are the same for everybody in it.
pub(super) fn in_room(room: &Room) -> String {
    if room.kind == RoomKind::Direct { String::new() } else { format!(" in {}", room.name) }
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
        p #signs {}
        p #offline.banner role="status" {}
        div #live hx-sse:connect=(urls::events(slug, view.page.as_of)) hx-swap="none" hx-sync="this:drop"
            hx-config="sse.connectTimeout:10s sse.reconnectDelay:300 sse.reconnectMaxDelay:5s"
            hx-trigger="load, visibilitychange from:document, online from:window, every 5s" {}
    }
}
