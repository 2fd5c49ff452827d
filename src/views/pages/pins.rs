//! The pages of a room's pinned messages and of one's bookmarks.

use maud::{Markup, html};

use crate::model::bookmarks::Bookmark;
use crate::model::{Message, RoomView};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::parts::room_names::{distinct, shown};
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, messages, urls};

/// The page of a room's pinned messages.
#[must_use]
pub fn pins_page(shell: &Shell<'_>, entered: &RoomView, pins: &[Message]) -> Markup {
    let i18n = shell.strings();
    let locale = shell.locale;
    let slug = &entered.room.slug;
    let (kind, distinction) = (entered.room.kind, shell.rooms.distinction(entered.room.id));
    let room = html! { a href=(urls::room(slug)) { (distinct(&entered.name, kind, distinction, i18n)) } };
    let content = html! {
        p { (with_markup(&i18n.pinned_in(GAPS[0]), &[&room])) }
        @if pins.is_empty() { p.empty { (i18n.no_pins) } }
        ol.kept {
            @for message in pins {
                li {
                    p.last { a href=(urls::message(slug, message.id)) { (dates::day_and_time(message.posted_at, locale)) } }
                    (messages::message_alone(message, slug, locale))
                }
            }
        }
    };
    layout::sheet(&i18n.pinned_messages, shell, &content)
}

/// The page of the viewer's bookmarks.
#[must_use]
pub fn bookmarks_page(shell: &Shell<'_>, bookmarks: &[Bookmark], more: bool) -> Markup {
    let i18n = shell.strings();
    let locale = shell.locale;
    // A direct conversation has a name of its own for each member.
    let name = |bookmark: &Bookmark| {
        let own = shell.rooms.rooms.iter().find(|own| own.id == bookmark.message.room);
        own.map_or(&bookmark.room, |own| &own.name).clone()
    };
    let content = html! {
        p { (i18n.bookmarks_note) }
        @if bookmarks.is_empty() { p.empty { (i18n.no_bookmarks) } }
        ol.kept {
            @for bookmark in bookmarks {
                @let Bookmark { message, slug, .. } = bookmark;
                li {
                    p.last {
                        bdi lang="" { (shown(&name(bookmark), i18n)) }
                        @if let Some(distinction) = shell.rooms.distinction(message.room) { " " bdi.detail lang="" { (distinction) } }
                        (i18n.comma)
                        a href=(urls::message(slug, message.id)) { (dates::day_and_time(message.posted_at, locale)) }
                    }
                    (messages::message_alone(message, slug, locale))
                }
            }
        }
        @if more && let Some(last) = bookmarks.last() {
            nav.paging aria-label=(i18n.older_bookmarks) {
                a.button rel="next" href={ "/bookmarks?after=" (last.message.id.0) } { (i18n.older_bookmarks) }
            }
        }
    };
    layout::sheet(&i18n.bookmarks, shell, &content)
}
