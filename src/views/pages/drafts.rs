//! The page of the viewer's drafts in a room.

use maud::{Markup, html};

use crate::model::RoomView;
use crate::model::drafts::SavedDraft;
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::parts::room_names::{distinct, shown_distinct};
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar, urls};

/// The page that lists them, the newest first.
#[must_use]
pub fn page(shell: &Shell<'_>, entered: &RoomView, drafts: &[SavedDraft]) -> Markup {
    let i18n = shell.strings();
    let room = &entered.room;
    let distinction = shell.rooms.distinction(room.id);
    let title = i18n.drafts_in(shown_distinct(&entered.name, distinction, i18n));
    let to_room =
        html! { a href=(urls::room(&room.slug)) { (distinct(&entered.name, room.kind, distinction, i18n)) } };
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (with_markup(&i18n.drafts_in(GAPS[0]), &[&to_room])) } }
        div.scroller {
            div.column.sheet {
                p.hint { (i18n.drafts_note) }
                @if drafts.is_empty() { p.empty { (i18n.no_drafts) } }
                @for draft in drafts {
                    section.draft {
                        p.last { (dates::day_and_time(draft.saved_at, shell.locale)) }
                        pre dir="auto" lang="" { (draft.body) }
                        form.buttons action=(urls::drafts(&room.slug)) method="post" {
                            input type="hidden" name="draft" value=(draft.version.0);
                            button.primary name="act" value="use" { (i18n.use_draft) } " "
                            button.danger name="act" value="discard" { (i18n.discard_draft) }
                        }
                    }
                }
            }
        }
    };
    layout::page(&title, shell, &content)
}
