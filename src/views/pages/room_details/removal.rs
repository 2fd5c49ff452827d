//! The page that asks before a member is removed.

use maud::{Markup, html};

use crate::model::{Person, RoomKind, RoomView};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::pages::people;
use crate::views::parts::room_names::{distinct, shown_distinct};
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar, urls};

/// The page that asks before somebody is removed from a room.
#[must_use]
pub fn removal_page(shell: &Shell<'_>, entered: &RoomView, person: &Person) -> Markup {
    let i18n = shell.strings();
    let room = &entered.room;
    let address = urls::room(&room.slug);
    let distinction = shell.rooms.distinction(room.id);
    let title =
        i18n.remove_member_title(people::shown(person, i18n), shown_distinct(&entered.name, distinction, i18n));
    let names = [&people::name(person, i18n), &distinct(&entered.name, room.kind, distinction, i18n)];
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (with_markup(&i18n.remove_member_title(GAPS[0], GAPS[1]), &names)) } }
        div.scroller {
            div.column.sheet {
                ul.people { li { (people::avatar(person)) (people::both_names(person, i18n)) } }
                p { (if room.kind == RoomKind::Closed { &i18n.remove_closed_note } else { &i18n.remove_open_note }) }
                form.buttons action={ (address) "/remove" } method="post" {
                    input type="hidden" name="username" value=(person.username);
                    button.primary.danger { (i18n.remove_from_room) } " "
                    a.button href={ (address) "/about#members" } { (i18n.cancel) }
                }
            }
        }
    };
    layout::page(&title, shell, &content)
}
