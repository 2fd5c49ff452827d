//! A room's page.

use maud::{Markup, PreEscaped, html};

use crate::model::unread::NewMessages;
use crate::model::{Locale, MessageId, Page, Room, RoomKind, RoomView};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::parts::join_bar::join_bar;
use crate::views::parts::layout::MARK;
use crate::views::parts::messages::{Composer, Marks};
use crate::views::parts::room_names::{distinct, shown_distinct};
use crate::views::parts::shell::Shell;
use crate::views::parts::timed::Timed;
use crate::views::parts::{layout, messages, setup, sidebar, urls};

/// The title of a room's page for one viewer.
fn page_title(shell: &Shell<'_>, entered: &RoomView) -> String {
    shown_distinct(&entered.name, shell.rooms.distinction(entered.room.id), shell.strings())
}

/// The content of a room's page.
#[derive(Clone, Debug)]
pub struct RoomPage<'a> {
    /// The room.
    pub room: &'a Room,
    /// The messages shown.
    pub page: &'a Page,
    /// The message to be highlighted: that of a permalink.
    pub marked: Option<MessageId>,
    /// The unread messages that begin on the page.
    pub new: Option<NewMessages>,
    /// The unread messages that begin before the page.
    pub new_before: Option<NewMessages>,
    /// The number of unread messages.
    pub unread: Option<u32>,
    /// Whether the list opens at its first message rather than its last.
    pub from_start: bool,
    /// Whether the viewer can post by the room's rules.
    pub may_post: bool,
    /// The number of members, for somebody who can join the room.
    pub joinable: Option<u32>,
    /// The composer.
    pub composer: &'a Composer,
}

/// The page of a room. It is live where it ends with the newest message.
#[must_use]
pub fn room_page(shell: &Shell<'_>, entered: &RoomView, view: &RoomPage<'_>) -> Markup {
    let i18n = shell.strings();
    let marks = Marks { marked: view.marked, new: view.new, new_before: view.new_before };
    let list = messages::list(&view.page.messages, &view.room.slug, shell.locale, marks);
    let whole = html! { (heading(shell, entered)) (content(view, &list, i18n)) };
    layout::live_page(&page_title(shell, entered), shell, &whole)
}

/// The viewer-specific markup before and after [`shared_content`] on a room's page.
#[must_use]
pub fn frame(shell: &Shell<'_>, entered: &RoomView) -> (String, String) {
    let (mut before, after) = layout::frame(&page_title(shell, entered), shell);
    before.push_str(&heading(shell, entered).0);
    (before, after)
}

/// A room's name for this viewer, and links and buttons.
fn heading(shell: &Shell<'_>, entered: &RoomView) -> Markup {
    let i18n = shell.strings();
    let room = &entered.room;
    html! {
        header.bar {
            (sidebar::button(shell))
            h1 #room-name { (distinct(&entered.name, room.kind, shell.rooms.distinction(room.id), i18n)) }
            @if !room.description.is_empty() { p.description dir="auto" lang="" { (room.description) } }
            @if room.archived { span.tag { (i18n.archived_tag) } }
            span #scheduled-here { (sidebar::scheduled_here(shell.rooms, Some(room.id), i18n)) } " "
            a.button.wide-only href={ (urls::room(&room.slug)) "/about#members" } { (i18n.people) } " "
            a.button.wide-only href=(urls::search(&format!("in:{} ", room.slug.as_str()), None)) { (i18n.search) } " "
            a.button href=(urls::pins(&room.slug)) { (i18n.to_pins) } " "
            a.button href={ (urls::room(&room.slug)) "/about" } { (i18n.to_room_details) }
            @if let Some(reach) = shell.setup { (setup::card(shell, reach, &urls::room(&room.slug))) }
        }
    }
}

/// The shared content of a room's page with an empty composer, before and after the composer's nonce. It is the same
/// for everybody with the same language, except for times.
#[must_use]
pub fn shared_content(room: &Room, page: &Page, locale: &Locale) -> (Timed, String) {
    let composer = Composer { nonce: MARK.to_owned(), ..Composer::default() };
    let view = RoomPage {
        room,
        page,
        marked: None,
        new: None,
        new_before: None,
        unread: None,
        from_start: false,
        // Viewers who can post announcements get uncached pages.
        may_post: !room.rules.announcements,
        joinable: None,
        composer: &composer,
    };
    let shared = content(&view, &PreEscaped(MARK.to_owned()), strings(locale.language)).into_string();
    let list = Timed::list(&page.messages, &room.slug, locale);
    let (before, rest) = shared.split_once(MARK).unwrap_or_default();
    // An archived room has no composer, and one for announcements none that is shared.
    let (between, after) = rest.split_once(MARK).unwrap_or((rest, ""));
    (list.between(before, between), after.to_owned())
}

/// A room's page around its list of messages.
fn content(view: &RoomPage<'_>, list: &Markup, i18n: &Strings) -> Markup {
    let RoomPage { room, page, marked, composer, .. } = view;
    let at_end = !page.newer;
    html! {
        // Without a script, the list opens at its end: an outer block in reverse order around one in normal order.
        div #scroller.scroller.from-end[!view.from_start] tabindex="0" role="region" aria-label=(i18n.messages) data-unread=[view.unread]
            data-archived[room.archived] {
            div.column {
                (older(room, page, i18n))
                div #(if at_end { "messages" } else { "history" }) role="log" aria-label=(messages_in(room, i18n))
                    aria-live="off" { // app.js announces new messages
                    (list)
                    @if page.messages.is_empty() { (nothing_here(room, page, i18n)) }
                }
                @if page.newer {
                    nav.paging aria-label=(i18n.newer_messages) {
                        @let newest = page.messages.last().map_or(MessageId(0), |last| last.id);
                        a.button rel="next" href=(urls::after(&room.slug, newest)) { (i18n.newer_messages) }
                        a.button.count-new[view.unread.is_some()] href=(urls::newest(&room.slug)) {
                            @match view.unread { Some(count) => (i18n.count_new(count)), None => (i18n.jump_to_newest) }
                        }
                    }
                    @if view.unread.is_some() {
                        form.paging action={ (urls::room(&room.slug)) "/read" } method="post" {
                            input type="hidden" name="change" value=(page.as_of);
                            button.button name="all" value="yes" { (i18n.mark_all_read) }
                        }
                    }
                }
            }
        }
        // Without JavaScript, a permalink shows its message instead of the live frame.
        @if at_end && marked.is_none() { (live_frame(room, i18n)) } @else if at_end { (not_live(room, i18n)) }
        (live(view, i18n))
        @if room.archived {
            p.banner.instead { (i18n.archived_note) }
        } @else if let Some(members) = view.joinable && composer.is_blank() {
            (join_bar(room, members, i18n))
        } @else if !view.may_post && composer.body.is_empty() {
            p.banner.instead { (i18n.announcements_note) }
        } @else {
            (messages::composer(room, composer, i18n))
        }
    }
}

/// The note on a page without messages: the room is empty, or messages are elsewhere.
fn nothing_here(room: &Room, page: &Page, i18n: &Strings) -> Markup {
    html! {
        @if page.newer {
            p.empty { (i18n.no_older_messages) }
        } @else if page.older {
            p.empty { (i18n.no_newer_messages) " " a href=(urls::newest(&room.slug)) { (i18n.jump_to_newest) } }
        } @else if !room.archived && !room.rules.announcements {
            (messages::empty_room(i18n))
        }
    }
}

/// The element above a list that has the link to older messages.
pub(crate) fn older(room: &Room, page: &Page, i18n: &Strings) -> Markup {
    html! { div.older { (older_link(room, page, i18n)) } }
}

/// The link to messages before a page, if there are any.
pub(crate) fn older_link(room: &Room, page: &Page, i18n: &Strings) -> Markup {
    html! {
        @if page.older && let Some(first) = page.messages.first() {
            nav.paging aria-label=(i18n.older_messages) {
                a.button rel="prev" href=(urls::before(&room.slug, first.id)) { (i18n.older_messages) }
            }
        }
    }
}

/// The accessible name of a room's list of messages, the same for everybody in the room.
pub(crate) fn messages_in(room: &Room, i18n: &Strings) -> String {
    if room.kind == RoomKind::Direct { i18n.messages.clone() } else { i18n.messages_in(room.name.as_str()) }
}

/// The frame with the newest messages, live without JavaScript.
fn live_frame(room: &Room, i18n: &Strings) -> Markup {
    // Reloads only the frame: the text in the composer stays.
    let reload = html! { a.reload href=(urls::live_start(&room.slug)) target="live" { (i18n.stalled_reload) } };
    html! {
        noscript {
            // Opens at the line above the first unread message.
            iframe.live-frame name="live" src={ (urls::live_start(&room.slug)) "#new" } title=(i18n.messages_live) {}
            p.frame-note { (with_markup(&i18n.stalled_note(GAPS[0]), &[&reload])) }
        }
    }
}

/// Without JavaScript, the note that this page isn't live, with a link to the one that is.
fn not_live(room: &Room, i18n: &Strings) -> Markup {
    let newest = html! { a href=(urls::newest(&room.slug)) { (i18n.jump_to_newest) } };
    html! { noscript { p.frame-note { (with_markup(&i18n.not_live(GAPS[0]), &[&newest])) } } }
}

/// The connection to the room's event stream, and the elements it updates. On a page of older messages, only changes of
/// its messages are shown.
fn live(view: &RoomPage<'_>, i18n: &Strings) -> Markup {
    let slug = &view.room.slug;
    html! {
        p.float { button #to-newest.button type="button" hidden { (i18n.jump_to_newest) } }
        p #signs {}
        p #offline.banner role="status" {}
        div #live hx-sse:connect=(urls::events(slug, view.page.as_of)) data-people=(view.page.people) hx-swap="none"
            hx-sync="this:drop" hx-config=(layout::STREAM_CONFIG)
            hx-trigger="wake, visibilitychange from:document, online from:window, every 5s" {}
    }
}
