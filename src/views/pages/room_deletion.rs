//! The page for deleting a room.

use maud::{Markup, html};

use crate::model::RoomView;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::parts::forms::{Field, field};
use crate::views::parts::room_names::{distinct, shown_distinct};
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar, urls};

/// The page that asks for confirmation before a room is deleted.
#[must_use]
pub fn delete_page(shell: &Shell<'_>, entered: &RoomView, typed: &str, error: Option<&str>) -> Markup {
    let i18n = shell.strings();
    let address = urls::room(&entered.room.slug);
    let distinction = shell.rooms.distinction(entered.room.id);
    let title = i18n.delete_room_title(shown_distinct(&entered.name, distinction, i18n));
    let name = distinct(&entered.name, entered.room.kind, distinction, i18n);
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (with_markup(&i18n.delete_room_title(GAPS[0]), &[&name])) } }
        div.scroller {
            div.column.sheet {
                p { (with_markup(&i18n.delete_room_note(GAPS[0]), &[&html! { b { (name) } }])) }
                form action={ (address) "/delete" } method="post" {
                    (field(&Field {
                        name: "name",
                        label: &i18n.type_name_to_delete,
                        kind: "text",
                        value: typed,
                        autocomplete: "off",
                        hint: None,
                        error,
                        required: true,
                        autofocus: true,
                    }))
                    p.buttons {
                        button.primary.danger { (i18n.delete_room) } " "
                        a.button href={ (address) "/about" } { (i18n.cancel) }
                    }
                }
            }
        }
    };
    layout::page(&title, shell, &content)
}
