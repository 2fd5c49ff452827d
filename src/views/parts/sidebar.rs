//! The sidebar: search, ways to other pages, rooms and conversations, and the viewer's own menu.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::model::sidebar::{SectionName, SidebarWidth};
use crate::model::{Branding, Due, Mark, NotificationLevel, OwnRoom, OwnRooms, Role, RoomId, RoomKind};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::shell::Shell;
use crate::views::parts::{assets, room_names, urls};

/// The button that opens the sidebar where it is hidden, without JavaScript.
pub(crate) fn button(shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    html! {
        button.rooms-button type="button" popovertarget="sidebar" {
            span.hidden { (i18n.rooms) }
            span aria-hidden="true" { "☰" }
            (mark_of_others(shell.rooms, shell.current, i18n))
        }
    }
}

/// The unread badge of that button: the sum over all rooms except the current one.
pub(crate) fn mark_of_others(rooms: &OwnRooms, current: Option<RoomId>, i18n: &Strings) -> Markup {
    let mut mark = rooms.total_without(current);
    mark.mentions = mark.mentions.saturating_add(rooms.due.reminders).saturating_add(rooms.due.unsent);
    html! { span #mark-of-others .mark.unread[mark.unread] { (badge(mark, i18n)) } }
}

/// The sidebar of a page.
pub(crate) fn sidebar(shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let person = &shell.account.person;
    html! {
        nav #sidebar popover="auto" aria-label=(i18n.rooms) {
            div.top {
                button.quiet.close type="button" popovertarget="sidebar" popovertargetaction="hide" aria-label=(i18n.close) {
                    span aria-hidden="true" { "×" }
                }
                a.brand href="/rooms" aria-label=(i18n.brand_link(shell.branding.name())) title=(i18n.brand_link(shell.branding.name())) { (logo(shell.branding)) } " "
                form.search action="/search" role="search" aria-label=(i18n.search_messages) {
                    label.hidden for="sought" { (i18n.search_messages) }
                    input #sought type="search" name="q" placeholder=(i18n.search_messages) autocapitalize="none";
                    button.quiet { (i18n.search) }
                }
                button.own type="button" popovertarget="me" aria-label=(i18n.own_menu) title=(i18n.own_menu)
                    data-face=(person.username) { (people::avatar(person)) }
            }
            p.ways {
                a href="/switch" { (i18n.go_to) } " " a href="/unread" { (i18n.unread_tab) } " " a href="/mentions" { (i18n.mentions) } " "
                a href="/bookmarks" { (i18n.bookmarks) } " "
                a href=(urls::REMINDERS) { (i18n.reminders) (due_reminders(shell.rooms.due, i18n)) } " "
                a href=(urls::SCHEDULED) { (i18n.scheduled) (unsent(shell.rooms.due, i18n)) }
            }
            (own_rooms(shell.rooms, shell.current, i18n))
            (own_menu(shell))
        }
    }
}

/// The menu behind the viewer's picture.
fn own_menu(shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let account = shell.account;
    let hidden = SidebarWidth::Hidden;
    html! {
        div #me .me.administrator[account.role == Role::Administrator] popover="auto" data-username=(account.person.username)
            data-zone=[shell.zone] data-reactions=[Some(shell.favourite_reactions).filter(|used| !used.is_empty())] {
            (people::avatar(&account.person))
            bdi.name title=[people::handle(&account.person)] lang=[people::lang(&account.person)] { (account.person) }
            p.own-ways {
                a href={ "/people/" (urls::encoded(account.person.username.as_str())) } { (i18n.own_card) } " " a href="/settings/status" { (i18n.set_status) } " "
                a href=(urls::REMINDERS) { (i18n.reminders) } " " a href=(urls::SCHEDULED) { (i18n.scheduled) } " "
                a href="/settings" { (i18n.settings) } " " a href="/shortcuts" { (i18n.keyboard_shortcuts) }
                @match account.role {
                    Role::Administrator => { " " a href="/admin" { (i18n.administration) } }
                    Role::Moderator => { " " a href="/admin/reports" { (i18n.reports) } }
                    Role::Member => {}
                }
            }
            form.width action="/settings/sidebar" method="post" {
                @if shell.appearance.sidebar == hidden {
                    button.quiet name="width" value=(SidebarWidth::Normal.name()) { (i18n.show_sidebar) }
                } @else {
                    button.quiet name="width" value=(hidden.name()) { (i18n.hide_sidebar) }
                }
            }
            form action="/logout" method="post" {
                // Lynx submits a form without fields by GET.
                input type="hidden" name="logout" value="yes";
                button.quiet { (i18n.log_out) }
            }
        }
    }
}

/// The viewer's rooms. Hidden rooms are left out, except the current one.
pub(crate) fn own_rooms(rooms: &OwnRooms, current: Option<RoomId>, i18n: &Strings) -> Markup {
    let seen = |own: &OwnRoom| own.notification_level != NotificationLevel::Hidden || current == Some(own.id);
    let mut sections = Sections::default();
    for (own, mark) in rooms.sorted() {
        if seen(own) {
            sections.add((own, mark));
        }
    }
    let list = |class: &str, label: Option<&str>, rows: &[Row<'_>]| {
        html! {
            ul class={ "rooms" (class) } aria-label=[label] { @for one in rows { (row(*one, current, i18n)) } }
        }
    };
    let Sections { starred, named, rooms: others, archived, conversations } = sections;
    html! {
        div #own-rooms data-version=(rooms.version()) {
            @if !starred.is_empty() {
                h2 { (i18n.starred) }
                (list("", Some(&i18n.starred), &starred))
            }
            @for (name, rows) in &named {
                h2 { bdi lang="" { (name) } }
                (list("", Some(name.as_str()), rows))
            }
            h2 { a href="/rooms" { (i18n.rooms) } a.add href="/rooms#new-room" aria-label=(i18n.new_room) title=(i18n.new_room) { span aria-hidden="true" { "+" } } }
            (list("", None, &others))
            @if !archived.is_empty() {
                details open[archived.iter().any(|(own, _)| current == Some(own.id))] {
                    summary { (i18n.archived_rooms(archived.len())) }
                    (list(" archived", Some(&i18n.archived_tag), &archived))
                }
            }
            h2 { a href="/people" title=(i18n.people) { (i18n.conversations) } a.add href="/direct" aria-label=(i18n.new_conversation) title=(i18n.new_conversation) { span aria-hidden="true" { "+" } } }
            (list(" direct", Some(&i18n.conversations), &conversations))
        }
    }
}

type Row<'a> = (&'a OwnRoom, Mark);

/// The rows of the sidebar by section.
#[derive(Default)]
struct Sections<'a> {
    starred: Vec<Row<'a>>,
    named: BTreeMap<&'a SectionName, Vec<Row<'a>>>,
    rooms: Vec<Row<'a>>,
    archived: Vec<Row<'a>>,
    conversations: Vec<Row<'a>>,
}

impl<'a> Sections<'a> {
    fn add(&mut self, row: Row<'a>) {
        let own = row.0;
        let section = match (&own.placement, own.kind) {
            _ if own.archived => &mut self.archived,
            (placement, _) if placement.starred => &mut self.starred,
            (placement, _) if let Some(name) = &placement.section => self.named.entry(name).or_default(),
            (_, RoomKind::Direct) => &mut self.conversations,
            (_, RoomKind::Open | RoomKind::Closed) => &mut self.rooms,
        };
        section.push(row);
    }
}

fn row((own, mark): Row<'_>, current: Option<RoomId>, i18n: &Strings) -> Markup {
    let is_muted = own.notification_level == NotificationLevel::Nothing;
    let name = room_names::distinct(&own.name, own.kind, own.distinction.as_deref(), i18n);
    let class = match own.kind {
        RoomKind::Closed => Some("closed"),
        RoomKind::Direct if own.face.is_none() => Some("group"),
        RoomKind::Open | RoomKind::Direct => None,
    };
    html! {
        li.muted[is_muted] {
            a class=[class] href=(urls::room(&own.slug)) aria-current=[(current == Some(own.id)).then_some("page")]
                data-others=[(class == Some("group")).then_some(own.others)] {
                @if let Some(face) = &own.face {
                    span.face data-face=(face.person.username) { (people::avatar(&face.person)) (presence(own.id, false, i18n)) }
                }
                (name)
                @if own.kind == RoomKind::Closed { span.hidden { (i18n.comma) (i18n.closed_tag) } }
                @if own.has_draft { span.unsent-draft { span.hidden { (i18n.comma) (i18n.draft_tag) } span aria-hidden="true" { "✎" } } }
                (self::mark(own.id, mark, i18n))
            }
        }
    }
}

/// Whether the other member of a conversation is present. Open pages are told.
pub(crate) fn presence(room: RoomId, is_present: bool, i18n: &Strings) -> Markup {
    html! {
        span #{ "presence-" (room.0) } .present[is_present] { @if is_present { span.hidden { (i18n.person_present) } } }
    }
}

/// A room's unread mark in the sidebar.
pub(crate) fn mark(room: RoomId, mark: Mark, i18n: &Strings) -> Markup {
    html! {
        span #{ "mark-" (room.0) } .mark.unread[mark.unread] { (badge(mark, i18n)) }
    }
}

/// An unread mark outside of the sidebar, which is not kept current.
pub(crate) fn mark_of(mark: Mark, i18n: &Strings) -> Markup {
    html! { span.mark.unread[mark.unread] { (badge(mark, i18n)) } }
}

/// The number of reminders that are due, in the sidebar.
pub(crate) fn due_reminders(due: Due, i18n: &Strings) -> Markup {
    let Due { reminders: count, .. } = due;
    html! { span #due-reminders .mark.unread[count > 0] { @if count > 0 { (number(count, &i18n.reminders_due(count), i18n)) } } }
}

/// The number of scheduled messages that could not be sent, in the sidebar.
pub(crate) fn unsent(due: Due, i18n: &Strings) -> Markup {
    let Due { unsent: count, .. } = due;
    html! { span #unsent .mark.unread[count > 0] { @if count > 0 { (number(count, &i18n.scheduled_unsent(count), i18n)) } } }
}

/// A number on a badge, and for screen readers and text browsers what it counts.
fn number(count: u32, in_words: &str, i18n: &Strings) -> Markup {
    html! { span.badge aria-hidden="true" { (count) } span.hidden { (i18n.comma) (in_words) } }
}

/// The link on a room's page to the messages that the viewer has scheduled for it.
pub(crate) fn scheduled_here(rooms: &OwnRooms, current: Option<RoomId>, i18n: &Strings) -> Markup {
    let own = rooms.rooms.iter().find(|own| current == Some(own.id));
    html! {
        @if let Some(OwnRoom { scheduled: count @ 1.., .. }) = own {
            a.button href=(urls::SCHEDULED) { (i18n.scheduled_here(*count)) }
        }
    }
}

fn badge(mark: Mark, i18n: &Strings) -> Markup {
    html! {
        @if mark.mentions > 0 {
            span.hidden { (i18n.comma) } span.badge { (mark.mentions) } span.hidden { " " (i18n.for_you(mark.mentions)) }
        } @else if mark.unread {
            span.hidden { (i18n.comma) (i18n.unread) }
        }
    }
}

/// The server's logo.
pub(crate) fn logo(branding: &Branding) -> Markup {
    let own = branding.logo.map(urls::logo);
    html! { img.logo src=(own.as_deref().unwrap_or(assets::ICON)) alt="" width="28" height="28"; }
}
