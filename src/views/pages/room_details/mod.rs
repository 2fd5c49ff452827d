//! The page of a room's details, in sections: about the room, its members, one's own settings, and how it is run.

pub mod state;

mod administration;
mod members;
mod own_settings;
mod removal;

use maud::{Markup, html};

use crate::model::{Account, Room, RoomKind, RoomView};
use crate::views::i18n::durations;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::admin::audit;
use crate::views::pages::room_details::state::{Permissions, RoomDetails};
use crate::views::parts::forms::problem;
use crate::views::parts::room_names::{distinct, shown_distinct};
use crate::views::parts::shell::Shell;
use crate::views::parts::tabs::{Tab, tabs};
use crate::views::parts::{layout, sidebar, urls};

pub use removal::removal_page;

/// The page. Its sections are in the order in which most people need them; what ends something comes last.
#[must_use]
pub fn page(
    shell: &Shell<'_>,
    entered: &RoomView,
    members: &[Account],
    may: Permissions,
    details: &RoomDetails,
) -> Markup {
    let i18n = shell.strings();
    let room = &entered.room;
    let address = urls::room(&room.slug);
    let distinction = shell.rooms.distinction(room.id);
    let title = i18n.details_of_room(shown_distinct(&entered.name, distinction, i18n));
    let to_room = html! { a href=(address) { (distinct(&entered.name, room.kind, distinction, i18n)) } };
    let content = html! {
        header.bar {
            (sidebar::button(shell))
            h1 { (with_markup(&i18n.details_of_room(GAPS[0]), &[&to_room])) }
        }
        div.scroller {
            div.column.sheet.details {
                (problem(details.problem.as_deref()))
                @if details.saved { p.saved role="status" { (i18n.settings_saved) } }
                (contents(entered, may, details, i18n))
                (about(entered, &address, details, i18n))
                (members::section(shell, room, members, may, details))
                @if let Some(membership) = &entered.membership {
                    section #notifications {
                        h2 { (i18n.notifications) }
                        (own_settings::notification_level(&address, membership.notification_level, details.muted_until, shell))
                        (own_settings::placement(shell, room, details.placement.as_ref(), i18n))
                    }
                }
                (finding(room, &address, details, i18n))
                @if may.change { (administration::upkeep(room, &address, details, i18n)) }
                (audit::acts_in_room(&details.acts, shell))
                (administration::ending(entered, &address, may, i18n))
            }
        }
    };
    layout::page(&title, shell, &content)
}

/// Links to the sections.
fn contents(entered: &RoomView, may: Permissions, details: &RoomDetails, i18n: &Strings) -> Markup {
    let count = members::count(&entered.room, details, i18n);
    let link = |address, label| Tab { address, label, current: false };
    let mut links = vec![link("#members", count.as_str())];
    if entered.membership.is_some() {
        links.push(link("#notifications", &i18n.notifications));
    }
    links.push(link("#finding", &i18n.messages));
    if may.change {
        links.push(link("#upkeep", &i18n.manage_room));
    }
    tabs(&i18n.on_this_page, links)
}

/// The description, and the kind and rules of the room.
fn about(entered: &RoomView, address: &str, details: &RoomDetails, i18n: &Strings) -> Markup {
    let room = &entered.room;
    html! {
        @if !room.description.is_empty() { p dir="auto" lang="" { (room.description) } }
        p { (kind(room, i18n)) }
        @if room.rules.announcements { p { (i18n.announcements_only_note) } }
        @if room.rules.slow_seconds > 0 { p { (i18n.slow_mode_note(durations::in_words(room.rules.slow_seconds, i18n))) } }
        @if details.retention_days > 0 { p { (i18n.messages_are_removed_after(details.retention_days)) } }
        @if entered.membership.is_none() { (administration::button(address, "join", &i18n.join_room, "primary")) }
    }
}

fn kind(room: &Room, i18n: &Strings) -> String {
    let kind = match room.kind {
        RoomKind::Open => &i18n.open_room_note,
        RoomKind::Closed => &i18n.closed_room_note,
        RoomKind::Direct => &i18n.direct_room_note,
    };
    if room.archived { i18n.two_sentences(kind.as_str(), i18n.it_is_archived.as_str()) } else { kind.clone() }
}

/// Ways to messages: pins, search, days.
fn finding(room: &Room, address: &str, details: &RoomDetails, i18n: &Strings) -> Markup {
    html! {
        section #finding {
            h2 { (i18n.messages) }
            p { a href=(urls::pins(&room.slug)) { (i18n.to_pinned_messages) " (" (details.pin_count) ")" } }
            p { a href=(urls::room_files(&room.slug, None, None)) { (i18n.room_files) } }
            p { a href=(urls::search(&format!("in:{} ", room.slug.as_str()), None)) { (i18n.search_in_room) } }
            form.row.to-day action=(address) {
                div.field {
                    label for="date" { (i18n.go_to_day) }
                    input #date type="date" name="date" required;
                }
                button { (i18n.show_day) }
            }
        }
    }
}
