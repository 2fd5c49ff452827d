//! Alerts on all pages of a person: warnings of moderators, and guests that wait.

use maud::{Markup, html};

use crate::model::OwnRooms;
use crate::model::alerts::WaitingGuests;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::{room_names, urls};

/// The most rooms with waiting guests that are named; the others are counted.
const MAX_NAMED: usize = 3;

/// The content of the element for alerts; empty where there are none.
pub(crate) fn alerts(rooms: &OwnRooms, i18n: &Strings) -> Markup {
    let waiting = &rooms.alerts.waiting;
    html! {
        @if rooms.alerts.warnings > 0 {
            p { (i18n.you_were_warned) " " a href="/settings/warnings" { (i18n.read_warning) } }
        }
        @for in_room in waiting.iter().take(MAX_NAMED) { (guests_in(*in_room, rooms, i18n)) }
        @if waiting.len() > MAX_NAMED { p { (i18n.and_more(waiting.len() - MAX_NAMED)) } }
    }
}

/// The number of guests that wait in a room, linked to the page that lets them in.
fn guests_in(waiting: WaitingGuests, rooms: &OwnRooms, i18n: &Strings) -> Markup {
    let Some(own) = rooms.rooms.iter().find(|own| own.id == waiting.room) else { return html! {} };
    let name = room_names::distinct(&own.name, own.kind, own.distinction.as_deref(), i18n);
    let address = urls::room(&own.slug) + "/guests";
    html! {
        p { a href=(address) { (with_markup(&i18n.guests_wait_in(waiting.guests, GAPS[0]), &[&name])) } }
    }
}
