//! The acts of those who run a room, on the page of its details.

use maud::{Markup, html};

use crate::model::{Room, RoomKind, RoomView};
use crate::views::i18n::names::Strings;
use crate::views::pages::room_details::state::{Permissions, RoomDetails};
use crate::views::pages::room_list::{RoomForm, name_and_description};
use crate::views::parts::room_rules;
use crate::views::parts::room_rules::RulesForm;

/// Rules, guests, name and description.
pub(super) fn upkeep(room: &Room, address: &str, details: &RoomDetails, i18n: &Strings) -> Markup {
    let current = RoomForm {
        name: room.name.to_string(),
        description: room.description.clone(),
        kind: room.kind,
        ..RoomForm::default()
    };
    html! {
        section #upkeep {
            h2 { (i18n.room_rules) }
            (room_rules::form(&format!("{address}/rules"), details.rules.as_ref().unwrap_or(&RulesForm::of(room.rules)), i18n))
            h2 { (i18n.guests) }
            p { a href={ (address) "/guests" } { (i18n.to_guests) } }
            h2 { (i18n.name_and_description) }
            form action={ (address) "/about" } method="post" {
                (name_and_description(details.form.as_ref().unwrap_or(&current), i18n))
                button { (i18n.save) }
            }
        }
    }
}

/// Leaving the room, and for those who run it archiving and deleting.
pub(super) fn ending(entered: &RoomView, address: &str, may: Permissions, i18n: &Strings) -> Markup {
    let room = &entered.room;
    let may_leave = room.kind != RoomKind::Direct && entered.membership.is_some();
    html! {
        @if may_leave || may.change {
            section #ending {
                h2 { (if may.change { &i18n.leave_archive_delete } else { &i18n.leave_heading }) }
                @if may_leave {
                    @if room.kind == RoomKind::Closed { p.hint { (i18n.leave_closed_note) } }
                    (button(address, "leave", &i18n.leave_room, "danger"))
                }
                @if may.change {
                    @if room.archived {
                        (button(address, "unarchive", &i18n.unarchive_room, ""))
                    } @else {
                        (button(address, "archive", &i18n.archive_room, ""))
                    }
                    p { a.button.danger href={ (address) "/delete" } { (i18n.to_delete_room) } }
                }
            }
        }
    }
}

/// A button that acts on the room.
pub(super) fn button(address: &str, action: &str, text: &str, class: &str) -> Markup {
    html! {
        form.buttons action={ (address) "/" (action) } method="post" {
            // Lynx submits a form without fields by GET.
            input type="hidden" name=(action) value="yes";
            button class=[(!class.is_empty()).then_some(class)] { (text) }
        }
    }
}
