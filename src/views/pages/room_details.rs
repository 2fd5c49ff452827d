//! The page of a room's details.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::model::administration::audit::AuditEntry;
use crate::model::notifications::settings::Pause;
use crate::model::sidebar::SectionName;
use crate::model::{Account, NotificationLevel, Person, Room, RoomKind, RoomView, Timestamp};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::admin::audit;
use crate::views::pages::people;
use crate::views::pages::room_list::{RoomForm, name_and_description};
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::pauses::pause_label;
use crate::views::parts::room_names::{distinct, shown_distinct};
use crate::views::parts::room_rules::RulesForm;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, room_rules, sidebar, urls};

/// The viewer's permissions in a room.
#[derive(Clone, Copy, Debug, Default)]
pub struct Permissions {
    /// Add members.
    pub invite: bool,
    /// Remove members.
    pub remove: bool,
    /// Rename, describe, archive and delete the room.
    pub change: bool,
}

/// The state of the page's forms: the values typed, and their errors.
#[derive(Clone, Debug, Default)]
pub struct RoomDetails {
    /// The search for members, as typed.
    pub search: String,
    /// The username to invite, as typed.
    pub invite: String,
    /// The error of that username.
    pub invite_error: Option<String>,
    /// Whether a change has just been saved.
    pub saved: bool,
    /// An error of another form.
    pub problem: Option<String>,
    /// The name and description as typed; none: the stored ones.
    pub form: Option<RoomForm>,
    /// The days after which messages are removed; 0: never.
    pub retention_days: u32,
    /// The latest acts of administrators here.
    pub acts: Vec<AuditEntry>,
    /// The place in the sidebar as typed; none: the stored one.
    pub placement: Option<TypedPlacement>,
    /// The rules as typed; none: the stored ones.
    pub rules: Option<RulesForm>,
    /// Until when the viewer has muted the room; none: it isn't muted.
    pub muted_until: Option<Timestamp>,
}

/// A place in the sidebar as typed, and its error.
#[derive(Clone, Debug, Default)]
pub struct TypedPlacement {
    /// Whether the room is to be starred.
    pub starred: bool,
    /// The name of the section.
    pub section: String,
    /// Why that name was refused.
    pub error: String,
}

/// The page of a room's details: members, notifications, settings.
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
            div.column.sheet {
                (problem(details.problem.as_deref()))
                @if details.saved { p.saved role="status" { (i18n.settings_saved) } }
                @if !room.description.is_empty() { p dir="auto" lang="" { (room.description) } }
                p { (kind(room, i18n)) }
                @if details.retention_days > 0 { p { (i18n.messages_are_removed_after(details.retention_days)) } }
                p { a href=(urls::pins(&room.slug)) { (i18n.to_pinned_messages) } }
                form.row.to-day action=(address) {
                    div.field {
                        label for="date" { (i18n.go_to_day) }
                        input #date type="date" name="date" required;
                    }
                    button { (i18n.show_day) }
                }
                p { a href=(urls::search(&format!("in:{} ", room.slug.as_str()), None)) { (i18n.search_in_room) } }
                @match &entered.membership {
                    Some(membership) => {
                        (notification_level(&address, membership.notification_level, details.muted_until, shell))
                        (placement(shell, room, details, i18n))
                        @if room.kind != RoomKind::Direct { (button(&address, "leave", &i18n.leave_room)) }
                    }
                    None => (button(&address, "join", &i18n.join_room)),
                }
                (self::members(shell, room, members, may, details))
                @if may.change { (upkeep(room, &address, details, i18n)) }
                (audit::acts_in_room(&details.acts, shell))
            }
        }
    };
    layout::page(&title, shell, &content)
}

fn kind(room: &Room, i18n: &Strings) -> String {
    let kind = match room.kind {
        RoomKind::Open => &i18n.open_room_note,
        RoomKind::Closed => &i18n.closed_room_note,
        RoomKind::Direct => &i18n.direct_room_note,
    };
    if room.archived { i18n.two_sentences(kind.as_str(), i18n.it_is_archived.as_str()) } else { kind.clone() }
}

fn notification_level(
    address: &str,
    current: NotificationLevel,
    muted_until: Option<Timestamp>,
    shell: &Shell<'_>,
) -> Markup {
    let i18n = shell.strings();
    html! {
        form action={ (address) "/involvement" } method="post" {
            fieldset.choices {
                legend { (i18n.notify_label) }
                @for (level, text) in [
                    (NotificationLevel::Everything, &i18n.notify_everything),
                    (NotificationLevel::Mentions, &i18n.notify_mentions),
                    (NotificationLevel::Nothing, &i18n.notify_nothing),
                    (NotificationLevel::Hidden, &i18n.notify_nothing_hidden),
                ] {
                    div {
                        label {
                            input type="radio" name="involvement" value=(level) checked[level == current]; " " (text)
                        }
                    }
                }
            }
            @if let Some(until) = muted_until {
                p.muted { (with_markup(&i18n.room_is_muted(GAPS[0]), &[&dates::day_and_time(until, shell.locale)])) }
            }
            div.field {
                label for="mute" { (i18n.mute_room_label) }
                select #mute name="mute" {
                    @if muted_until.is_some() {
                        option value="" { (i18n.leave_muted) }
                        option value="off" { (i18n.end_muting) }
                    } @else {
                        option value="" { (i18n.not_muted) }
                    }
                    @for pause in Pause::ALL { option value=(pause.name()) { (pause_label(pause, i18n)) } }
                }
            }
            button { (i18n.save) }
        }
    }
}

/// Where the viewer has the room in the sidebar.
fn placement(shell: &Shell<'_>, room: &Room, details: &RoomDetails, i18n: &Strings) -> Markup {
    let own = shell.rooms.rooms.iter().find(|own| own.id == room.id);
    let stored = own.map(|own| own.placement.clone()).unwrap_or_default();
    let sections: BTreeSet<&str> = shell
        .rooms
        .rooms
        .iter()
        .filter_map(|own| own.placement.section.as_ref())
        .map(SectionName::as_str)
        .collect();
    let (starred, section, error) = match &details.placement {
        Some(typed) => (typed.starred, typed.section.as_str(), Some(typed.error.as_str())),
        None => (stored.starred, stored.section.as_ref().map_or("", SectionName::as_str), None),
    };
    html! {
        form action={ (urls::room(&room.slug)) "/placement" } method="post" {
            fieldset.choices {
                legend { (i18n.in_the_sidebar) }
                div { label { input type="checkbox" name="starred" value="yes" checked[starred]; " " (i18n.starred_room) } }
                (field(&Field {
                    name: "section",
                    label: &i18n.section_label,
                    kind: "text",
                    value: section,
                    autocomplete: "off",
                    hint: Some(&i18n.section_hint),
                    error,
                    required: false,
                    autofocus: error.is_some(),
                }))
                @if !sections.is_empty() {
                    p.hint { (i18n.your_sections) " " @for (number, name) in sections.iter().enumerate() { @if number > 0 { (i18n.comma) } bdi lang="" { (name) } } }
                }
            }
            button { (i18n.save) }
        }
    }
}

fn members(
    shell: &Shell<'_>,
    room: &Room,
    members: &[Account],
    may: Permissions,
    details: &RoomDetails,
) -> Markup {
    let i18n = shell.strings();
    let address = urls::room(&room.slug);
    // The creator can't be removed, and nobody removes themselves: they leave.
    let removable = |member: &Account| {
        may.remove
            && room.kind != RoomKind::Direct
            && room.created_by != Some(member.id)
            && shell.account.id != member.id
    };
    html! {
        section #members {
            h2 { (i18n.people) }
            @if room.kind != RoomKind::Direct {
                form.search action={ (address) "/about#members" } role="search" {
                    label.hidden for="q" { (i18n.find_somebody) }
                    input #q type="search" name="q" value=(details.search) placeholder=(i18n.find_somebody) autocapitalize="none";
                    button { (i18n.find) }
                }
            }
            ul.people {
                @for member in members {
                    li {
                        (people::avatar(&member.person))
                        (people::both_names(&member.person, i18n))
                        @if removable(member) {
                            form action={ (address) "/remove" } method="post" {
                                input type="hidden" name="username" value=(member.person.username);
                                button.quiet { (with_markup(&i18n.remove_member(GAPS[0]), &[&heard(&member.person)])) }
                            }
                        }
                    }
                }
            }
            @if members.is_empty() { p { (i18n.no_such_member) } }
            @if may.invite {
                form.row action={ (address) "/invite" } method="post" {
                    (field(&Field {
                        name: "username",
                        label: &i18n.add_member,
                        kind: "text",
                        value: &details.invite,
                        autocomplete: "off",
                        hint: Some(&i18n.add_member_hint),
                        error: details.invite_error.as_deref(),
                        required: true,
                        autofocus: details.invite_error.is_some(),
                    }))
                    button { (i18n.add) }
                }
                p { a href={ (address) "/invite" } { (i18n.choose_people) } }
            }
        }
    }
}

/// A person's name for screen readers only, where it is visible beside it.
fn heard(person: &Person) -> Markup {
    html! { bdi.hidden { (person) } }
}

fn upkeep(room: &Room, address: &str, details: &RoomDetails, i18n: &Strings) -> Markup {
    let current = RoomForm {
        name: room.name.to_string(),
        description: room.description.clone(),
        kind: room.kind,
        ..RoomForm::default()
    };
    html! {
        section #upkeep {
            h2 { (i18n.name_and_description) }
            form action={ (address) "/about" } method="post" {
                (name_and_description(details.form.as_ref().unwrap_or(&current), i18n))
                button { (i18n.save) }
            }
            h2 { (i18n.room_rules) }
            (room_rules::form(&format!("{address}/rules"), details.rules.as_ref().unwrap_or(&RulesForm::of(room.rules)), i18n))
            p { a href={ (address) "/guests" } { (i18n.to_guests) } }
            h2 { (i18n.archive_or_delete) }
            @if room.archived {
                (button(address, "unarchive", &i18n.unarchive_room))
            } @else {
                (button(address, "archive", &i18n.archive_room))
            }
            p { a.button href={ (address) "/delete" } { (i18n.to_delete_room) } }
        }
    }
}

fn button(address: &str, action: &str, text: &str) -> Markup {
    html! {
        form.buttons action={ (address) "/" (action) } method="post" {
            // Lynx submits a form without fields by GET.
            input type="hidden" name=(action) value="yes";
            button { (text) }
        }
    }
}
