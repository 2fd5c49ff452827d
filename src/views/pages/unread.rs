//! The pages of mentions and of unread messages.

use maud::{Markup, html};

use crate::model::bookmarks::Bookmark;
use crate::model::{Message, RoomView};
use crate::views::i18n::dates;
use crate::views::parts::room_names::{distinct, shown};
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, messages, urls};

/// The messages that mention the viewer.
#[must_use]
pub fn mentions_page(shell: &Shell<'_>, mentions: &[Bookmark], more: bool) -> Markup {
    let (i18n, locale) = (shell.strings(), shell.locale);
    let content = html! {
        @if mentions.is_empty() { p.empty { (i18n.no_mentions) } }
        ol.kept {
            @for Bookmark { message, slug, room } in mentions {
                li {
                    p.last {
                        bdi lang="" { (shown(room, i18n)) }
                        @if let Some(distinction) = shell.rooms.distinction(message.room) { " " bdi.detail lang="" { (distinction) } }
                        (i18n.comma)
                        a href=(urls::message(slug, message.id)) { (dates::day_and_time(message.posted_at, locale)) }
                    }
                    (messages::message_alone(message, slug, locale))
                }
            }
        }
        @if more && let Some(last) = mentions.last() {
            nav.paging aria-label=(i18n.older_mentions) {
                a.button rel="next" href={ "/mentions?before=" (last.message.id.0) } { (i18n.older_mentions) }
            }
        }
    };
    layout::sheet(&i18n.mentions, shell, &content)
}

/// A room with unread messages.
#[derive(Clone, Debug)]
pub struct UnreadRoom {
    /// The room.
    pub view: RoomView,
    /// The first unread messages.
    pub messages: Vec<Message>,
    /// The number of unread messages.
    pub count: u32,
}

/// The unread messages of all rooms. `more`: further rooms have some; `marked`: all were just marked read.
#[must_use]
pub fn page(shell: &Shell<'_>, rooms: &[UnreadRoom], more: usize, marked: bool) -> Markup {
    let (i18n, locale) = (shell.strings(), shell.locale);
    let content = html! {
        @if marked {
            div.saved.undo {
                p role="status" { (i18n.all_marked_read) }
                form action="/unread" method="post" { button.link name="act" value="undo" { (i18n.undo) } }
            }
        }
        @if rooms.is_empty() { p.empty { (i18n.nothing_is_unread) } } @else {
            form.buttons action="/unread" method="post" { button name="act" value="all" { (i18n.mark_everything_read) } }
        }
        @for UnreadRoom { view, messages: unread, count } in rooms {
            @let room = &view.room;
            section.unread-room {
                h2 {
                    a href=(urls::room(&room.slug)) { (distinct(&view.name, room.kind, shell.rooms.distinction(room.id), i18n)) }
                    " " span.detail { (i18n.count_unread(*count)) }
                }
                @for message in unread { (messages::message_alone(message, &room.slug, locale)) }
                form.buttons action="/unread" method="post" {
                    input type="hidden" name="room" value=(room.slug.as_str());
                    input type="hidden" name="change" value=(room.change);
                    @if usize::try_from(*count).is_ok_and(|count| count > unread.len()) { a.button href=(urls::room(&room.slug)) { (i18n.all_unread_of_room) } " " }
                    button name="act" value="room" { (i18n.mark_read) span.hidden { " " bdi { (shown(&view.name, i18n)) } } }
                }
            }
        }
        @if more > 0 { p.hint { (i18n.more_unread_rooms(more)) } }
    };
    layout::sheet(&i18n.unread_messages, shell, &content)
}
