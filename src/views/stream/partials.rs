//! The content of streams for htmx: partials with their targets.

use maud::{Markup, html};

use crate::model::{Change, Due, Locale, Mark, Message, MessageId, OwnRooms, Page, Person, Room, RoomId, Slug};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::people;
use crate::views::pages::rooms::older_link;
use crate::views::parts::messages::Marks;
use crate::views::parts::room_names::distinct;
use crate::views::parts::{alerts, messages, sidebar, urls};

/// The partial for a change: a new message is appended to the list, if the page has a live one; a changed message
/// replaces the old one. `message` is the message's markup.
#[must_use]
pub fn change(change: &Change, message: &Markup) -> Markup {
    if change.is_new() {
        partial("#messages", "beforeend", message)
    } else {
        partial(&format!("#message-{}", change.message.id.0), "outerHTML", message)
    }
}

/// Removes messages from the page, where it shows them.
#[must_use]
pub fn expiry(messages: &[MessageId]) -> Markup {
    html! { @for id in messages { (partial(&format!("#message-{}", id.0), "delete", &html! {})) } }
}

/// Replaces the list by the first of the newest messages, together with the link to older messages and the note in an
/// empty list.
#[must_use]
pub fn begin_list(page: &Page, first: &[Message], room: &Room, locale: &Locale) -> Markup {
    let i18n = strings(locale.language);
    let list = html! {
        (messages::list(first, &room.slug, locale, Marks::default()))
        @if first.is_empty() && !room.archived && !room.rules.announcements { (messages::empty_room(i18n)) }
    };
    html! {
        // Only above the live list: a page of older messages has a link of its own.
        (partial(".older:has(+ #messages)", "innerHTML", &older_link(room, page, i18n)))
        (partial("#messages", "innerHTML", &list))
    }
}

/// Appends messages to a list after [`begin_list`]. app.js adds the headings of days.
#[must_use]
pub fn go_on_with_list(next: &[Message], slug: &Slug, locale: &Locale) -> Markup {
    partial(
        "#messages",
        "beforeend",
        &html! { @for message in next { (messages::message(message, slug, locale)) } },
    )
}

/// The most people named as present; the others are counted.
const MAX_NAMED: usize = 12;

/// The partial with those who are present and those who are typing.
#[must_use]
pub fn presence(here: &[Person], typing: &[Person], i18n: &Strings) -> Markup {
    let list = html! {
        @if !here.is_empty() {
            span.here {
                (i18n.people_here) " "
                @for (number, name) in here.iter().take(MAX_NAMED).enumerate() {
                    @if number > 0 { (i18n.comma) }
                    bdi title=[people::handle(name)] lang=[people::lang(name)] { (name) }
                }
                @if here.len() > MAX_NAMED { " " (i18n.and_more(here.len() - MAX_NAMED)) }
            }
        }
        @if !typing.is_empty() {
            " " span #typing {
                @for name in typing.iter().take(3) {
                    span data-user=(name.username) { (with_markup(&i18n.typing(GAPS[0]), &[&html! { bdi { (name) } }])) " " }
                }
            }
        }
    };
    partial("#signs", "innerHTML", &list)
}

/// Replaces rooms' unread marks in the sidebar, the numbers of what is due if those have changed (`is_due`), and the sum
/// of all on the sidebar's button.
#[must_use]
pub fn marks(
    marks: impl Iterator<Item = (RoomId, Mark)>,
    is_due: bool,
    rooms: &OwnRooms,
    current: Option<RoomId>,
    i18n: &Strings,
) -> Markup {
    let mut marks = marks.peekable();
    let any = marks.peek().is_some();
    html! {
        @for (room, mark) in marks {
            (partial(&format!("#mark-{}", room.0), "outerHTML", &sidebar::mark(room, mark, i18n)))
        }
        @if is_due { (due(rooms, i18n)) }
        @if any || is_due { (mark_of_others(rooms, current, i18n)) }
    }
}

/// Replaces the list of rooms in the sidebar, and the current room's name in the title bar.
#[must_use]
pub fn own_rooms(rooms: &OwnRooms, current: Option<RoomId>, i18n: &Strings) -> Markup {
    let name = rooms
        .rooms
        .iter()
        .find(|own| current == Some(own.id))
        .map(|own| distinct(&own.name, own.kind, own.distinction.as_deref(), i18n));
    html! {
        (partial("#own-rooms", "outerHTML", &sidebar::own_rooms(rooms, current, i18n)))
        (mark_of_others(rooms, current, i18n))
        (due(rooms, i18n))
        @if current.is_some() {
            (partial("#scheduled-here", "innerHTML", &sidebar::scheduled_here(rooms, current, i18n)))
        }
        @if let Some(name) = name { (partial("#room-name", "innerHTML", &name)) }
    }
}

/// The numbers in the sidebar, and on their own pages a link to the list as it is now.
fn due(rooms: &OwnRooms, i18n: &Strings) -> Markup {
    let Due { reminders, unsent } = rooms.due;
    let news = |count: u32, sentence: String, page: &str| {
        html! { @if count > 0 { a href=(page) { (sentence) } } }
    };
    html! {
        (partial("#due-reminders", "outerHTML", &sidebar::due_reminders(rooms.due, i18n)))
        (partial("#unsent", "outerHTML", &sidebar::unsent(rooms.due, i18n)))
        (partial("#reminders-news", "innerHTML", &news(reminders, i18n.reminders_due(reminders), urls::REMINDERS)))
        (partial("#scheduled-news", "innerHTML", &news(unsent, i18n.scheduled_unsent(unsent), urls::SCHEDULED)))
    }
}

/// Shows the others of these conversations as present, and those of `before` that are not among them as gone.
#[must_use]
pub fn presence_in_sidebar(present: &[RoomId], before: &[RoomId], i18n: &Strings) -> Markup {
    let partial_of = |room: RoomId, is_present| {
        let content = sidebar::presence(room, is_present, i18n);
        partial(&format!("#presence-{}", room.0), "outerHTML", &content)
    };
    html! {
        @for room in present.iter().filter(|room| !before.contains(room)) { (partial_of(*room, true)) }
        @for room in before.iter().filter(|room| !present.contains(room)) { (partial_of(*room, false)) }
    }
}

/// Several partials as one event.
#[must_use]
pub fn together(partials: &[Markup]) -> Markup {
    html! { @for one in partials { (one) } }
}

/// Replaces the alerts of the page; screen readers announce them where they differ.
#[must_use]
pub fn alerts(rooms: &OwnRooms, i18n: &Strings) -> Markup {
    partial("#alerts", "innerMorph", &alerts::alerts(rooms, i18n))
}

fn mark_of_others(rooms: &OwnRooms, current: Option<RoomId>, i18n: &Strings) -> Markup {
    partial("#mark-of-others", "outerHTML", &sidebar::mark_of_others(rooms, current, i18n))
}

/// Tells the viewer that they may no longer see the room, removes its messages and ends the stream for good.
#[must_use]
pub fn shut_out(i18n: &Strings) -> Markup {
    let note = html! { (i18n.access_lost) " " a href="/rooms" { (i18n.to_other_rooms) } };
    html! {
        (partial("#offline", "innerHTML", &note))
        (partial("#live", "delete", &html! {}))
        (partial("#messages", "innerHTML", &html! {}))
        (partial("#composer", "delete", &html! {}))
    }
}

/// Tells the viewer that the session has ended, and ends the stream for good: without its element, htmx doesn't
/// reconnect.
#[must_use]
pub fn signed_out(slug: &Slug, i18n: &Strings) -> Markup {
    let note = log_in_again(slug, i18n);
    html! {
        (partial("#offline", "innerHTML", &note))
        (partial("#live", "delete", &html! {}))
    }
}

/// Tells the viewer of a page without a room that the session has ended, and ends its stream for good.
#[must_use]
pub fn signed_out_on_page(i18n: &Strings) -> Markup {
    let link = html! { a href="/login" { (i18n.log_in_again) } };
    let note = html! { p.banner role="status" { (with_markup(&i18n.logged_out_note(GAPS[0]), &[&link])) } };
    html! {
        (partial("#main", "beforeend", &note))
        (partial("#live", "delete", &html! {}))
    }
}

pub(super) fn log_in_again(slug: &Slug, i18n: &Strings) -> Markup {
    let link = html! { a href=(urls::login(&urls::room(slug))) { (i18n.log_in_again) } };
    with_markup(&i18n.logged_out_note(GAPS[0]), &[&link])
}

fn partial(target: &str, swap: &str, content: &Markup) -> Markup {
    html! { hx-partial hx-target=(target) hx-swap=(swap) { (content) } }
}
