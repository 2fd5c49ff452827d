//! The list of rooms for administrators, and the page of one: everything but the messages.

use maud::{Markup, html};

use crate::model::administration::rooms::{RoomEntry, RoomFacts};
use crate::model::{RoomKind, Timestamp};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::forms::{Field, confirmation, field, problem};
use crate::views::parts::shell::Shell;
use crate::views::parts::{admin_nav, urls};

/// Which rooms are listed, as chosen.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// A part of the name.
    pub part: String,
    /// A kind; none: all.
    pub kind: Option<RoomKind>,
    /// `active`, `archived`, or empty for both.
    pub state: String,
}

/// The list. `next`: the address of the next page.
#[must_use]
pub fn list(shell: &Shell<'_>, chosen: &Chosen, rooms: &[RoomEntry], next: Option<&str>) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        p.hint { (i18n.rooms_note) }
        form.filter action="/admin/rooms" role="search" aria-label=(i18n.find_rooms) {
            div.field {
                label for="q" { (i18n.part_of_room_name) }
                input #q type="search" name="q" value=(chosen.part) autocapitalize="none" spellcheck="false";
            }
            div.field {
                label for="kind" { (i18n.room_kind) }
                select #kind name="kind" {
                    option value="" selected[chosen.kind.is_none()] { (i18n.all_kinds) }
                    @for kind in [RoomKind::Open, RoomKind::Closed] {
                        option value=(kind.as_str()) selected[chosen.kind == Some(kind)] { (self::kind(kind, i18n)) }
                    }
                }
            }
            div.field {
                label for="state" { (i18n.account_state) }
                select #state name="state" {
                    @for (value, text) in [("", &i18n.archived_or_not), ("active", &i18n.room_not_archived), ("archived", &i18n.archived_tag)] {
                        option value=(value) selected[chosen.state == value] { (text) }
                    }
                }
            }
            button { (i18n.find) }
        }
        @if rooms.is_empty() { p { (i18n.no_room_found) } }
        ul.people {
            @for entry in rooms {
                li {
                    a href={ "/admin/rooms/" (entry.id.0) } { bdi { (entry.name) } }
                    (tags(entry, i18n))
                    span.last { (i18n.count_members(entry.members)) (i18n.comma) (newest(entry, shell)) }
                }
            }
        }
        @if let Some(next) = next { p { a.button href=(next) { (i18n.more_rooms) } } }
    };
    admin_nav::page(shell, AdminPage::Rooms, None, &content)
}

fn kind(kind: RoomKind, i18n: &Strings) -> &str {
    if kind == RoomKind::Open { &i18n.open_kind } else { &i18n.closed_kind }
}

fn tags(entry: &RoomEntry, i18n: &Strings) -> Markup {
    html! {
        @if entry.kind != RoomKind::Open { " " span.tag { (kind(entry.kind, i18n)) } }
        @if entry.archived { " " span.tag { (i18n.archived_tag) } }
    }
}

fn newest(entry: &RoomEntry, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let Some(at) = entry.last_at else { return html! { (i18n.never_posted) } };
    with_markup(&i18n.newest_message(GAPS[0]), &[&dates::day_and_time(at, shell.locale)])
}

/// The state of a room's form: the outcome of the last change, and its errors. It never repeats passwords.
#[derive(Clone, Debug, Default)]
pub struct RoomActs {
    /// Whether a change has just been made.
    pub saved: bool,
    /// The days as typed; none: the stored ones.
    pub retention: Option<String>,
    /// The error of the days.
    pub retention_error: Option<String>,
    /// The error of the administrator's password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page of one room.
#[must_use]
pub fn one(shell: &Shell<'_>, facts: &RoomFacts, form: &RoomActs) -> Markup {
    let i18n = shell.strings();
    let RoomFacts { entry, messages, is_member } = facts;
    let stored = entry.retention.map(|days| days.to_string()).unwrap_or_default();
    let address = format!("/admin/rooms/{}", entry.id.0);
    let created = dates::day_and_time(entry.created_at, shell.locale);
    let content = html! {
        (problem(form.problem.as_deref()))
        @if form.saved { p.saved role="status" { (i18n.settings_saved) } }
        p.called {
            @if *is_member || entry.kind == RoomKind::Open { a href=(urls::room(&entry.slug)) { bdi { (entry.name) } } } @else { bdi { (entry.name) } }
            (tags(entry, i18n))
        }
        p.description {
            // The first room has no time of creation.
            @match &entry.created_by {
                None if entry.created_at <= Timestamp::UNIX_EPOCH => {}
                Some(name) => (with_markup(&i18n.room_created_by(GAPS[0], GAPS[1]), &[&html! { bdi { (name) } }, &created])),
                None => (with_markup(&i18n.room_created_at(GAPS[0]), &[&created])),
            }
            @if entry.created_at > Timestamp::UNIX_EPOCH { br; }
            (i18n.count_members(entry.members)) (i18n.comma) (i18n.count_messages(*messages))
            br; (newest(entry, shell))
        }
        form action=(address) method="post" {
            h2 { (i18n.change_room) }
            (field(&Field {
                name: "retention",
                label: &i18n.retention_label,
                kind: "text",
                value: form.retention.as_ref().unwrap_or(&stored),
                autocomplete: "off",
                hint: Some(&i18n.retention_hint),
                error: form.retention_error.as_deref(),
                required: false,
                autofocus: form.retention_error.is_some(),
            }))
            @if !is_member && entry.kind == RoomKind::Closed { p.hint { (i18n.join_as_administrator_note) } }
            (confirmation(shell, &address, &i18n.own_password_label, form.password_error.as_deref()))
            p.buttons {
                button.primary name="act" value="retention" { (i18n.set_retention) }
                @if !is_member { " " button name="act" value="join" { (i18n.join_as_administrator) } }
                @if entry.archived {
                    " " button name="act" value="reopen" { (i18n.unarchive_room) }
                } @else {
                    " " button name="act" value="archive" { (i18n.archive_room) }
                }
                " " button.danger name="act" value="delete" { (i18n.delete_room) }
            }
        }
    };
    admin_nav::page(shell, AdminPage::Rooms, Some(entry.name.as_str()), &content)
}
