//! The bar with which somebody joins an open room, at the place of the composer.

use maud::{Markup, html};

use crate::model::Room;
use crate::views::i18n::names::Strings;
use crate::views::parts::urls;

/// The bar: what the room is about, how many people are in it, and the button.
pub(crate) fn join_bar(room: &Room, members: u32, i18n: &Strings) -> Markup {
    html! {
        form #join-bar.join-bar action=(urls::join(&room.slug)) method="post" {
            // Lynx submits a form without fields by GET.
            input type="hidden" name="join" value="yes";
            div {
                strong { bdi lang="" { "# " (room.name) } } " "
                span.last { (i18n.count_members(members)) }
                @if !room.description.is_empty() { p.description dir="auto" lang="" { (room.description) } }
            }
            button.primary { (i18n.join_room) }
        }
    }
}
