//! Messages that are kept at hand: a room's pins, and somebody's own bookmarks.

use maud::{Markup, html};

use super::rooms::shown;
use super::{Shell, dates, layout, messages, urls};
use crate::model::bookmarks::Bookmark;
use crate::model::{Entered, Message};

/// The page of a room's pinned messages.
#[must_use]
pub fn pins_page(shell: &Shell<'_>, entered: &Entered, pins: &[Message]) -> Markup {
    let t = shell.texts();
    let locale = shell.locale;
    let slug = &entered.room.slug;
    let content = html! {
        p { "Pinned in " a href=(urls::room(slug)) { bdi { (shown(&entered.name, t)) } } ", the newest pin first." }
        @if pins.is_empty() { p.empty { "Nothing is pinned yet. Any member can pin a message from its menu (⋯)." } }
        ol.kept {
            @for message in pins {
                li {
                    p.last { a href=(urls::message(slug, message.id)) { (dates::day_and_time(message.posted_at, locale)) } }
                    (messages::message(message, slug, locale))
                }
            }
        }
    };
    layout::sheet("Pins", shell, &content)
}

/// The page of the messages that the viewer keeps at hand.
#[must_use]
pub fn bookmarks_page(shell: &Shell<'_>, bookmarks: &[Bookmark], more: bool) -> Markup {
    let t = shell.texts();
    let locale = shell.locale;
    // A direct conversation is called by its viewer's name for it.
    let name = |bookmark: &Bookmark| {
        let own = shell.rooms.rooms.iter().find(|own| own.id == bookmark.message.room);
        own.map_or(&bookmark.room, |own| &own.name).clone()
    };
    let content = html! {
        p { "Messages that you have bookmarked, the newest bookmark first. Nobody else sees them." }
        @if bookmarks.is_empty() { p.empty { "You have no bookmarks yet. Make one from a message’s menu (⋯)." } }
        ol.kept {
            @for bookmark in bookmarks {
                @let Bookmark { message, slug, .. } = bookmark;
                li {
                    p.last {
                        bdi { (shown(&name(bookmark), t)) } ", "
                        a href=(urls::message(slug, message.id)) { (dates::day_and_time(message.posted_at, locale)) }
                    }
                    (messages::message(message, slug, locale))
                }
            }
        }
        @if more && let Some(last) = bookmarks.last() {
            nav.paging aria-label="Older bookmarks" {
                a.button rel="next" href={ "/bookmarks?after=" (last.message.id.0) } { "Older bookmarks" }
            }
        }
    };
    layout::sheet("Bookmarks", shell, &content)
}
