//! The quick switcher.

use maud::{Markup, html};

use crate::model::{Account, Mark, OwnRoom, Person, RoomKind, RoomSummary};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::room_names::distinct;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar, urls};

/// The most results of each kind.
pub const MAX_RESULTS: usize = 8;

/// The most rooms and conversations before anything is typed.
pub const MAX_RECENT: usize = 20;

/// A result of the quick switcher.
#[derive(Clone, Debug)]
pub enum Destination {
    /// A room or a direct conversation.
    Room(Box<FoundRoom>),
    /// A person to begin a direct conversation with, and whether that person is here.
    Person(Account, bool),
}

/// A room or a direct conversation, as found.
#[derive(Clone, Debug)]
pub struct FoundRoom {
    /// The room.
    pub room: RoomSummary,
    /// The room in the viewer's sidebar; none for other rooms.
    pub own: Option<OwnRoom>,
    /// The unread mark.
    pub mark: Mark,
    /// Whether the other member of a conversation is here.
    pub is_present: bool,
}

/// The page, whose results are links and forms.
#[must_use]
pub fn page(shell: &Shell<'_>, typed: &str, found: &[Destination]) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (i18n.go_to) } }
        div.scroller {
            div.column.sheet {
                form.row action="/switch" role="search" {
                    div.field {
                        label for="q" { (i18n.room_or_person) }
                        input #q type="search" name="q" value=(typed) autocomplete="off" autocapitalize="none" autofocus;
                    }
                    button { (i18n.find) }
                }
                ul.found {
                    @for destination in found {
                        li {
                            @match destination {
                                Destination::Room(found) => a class={ "destination" (glyph(found)) } href=(urls::room(&found.room.slug))
                                    data-others=[others(found)] { (row(found, i18n)) },
                                Destination::Person(Account { person, .. }, is_present) => form action="/direct" method="post" {
                                    input type="hidden" name="people" value=(person.username);
                                    button.quiet.destination { (face(person, *is_present, i18n)) (people::both_names(person, i18n)) }
                                },
                            }
                        }
                    }
                }
                @if found.is_empty() { p { (i18n.no_such_destination) } }
            }
        }
    };
    layout::page(&i18n.go_to_title, shell, &content)
}

/// The results as options of a list box, for scripts: `data-href` of a room, `data-people` of a person.
#[must_use]
pub fn options(found: &[Destination], i18n: &Strings) -> Markup {
    html! {
        @for (number, destination) in found.iter().enumerate() {
            @match destination {
                Destination::Room(found) => li role="option" #{ "found-" (number) } class={ "destination" (glyph(found)) }
                    data-href=(urls::room(&found.room.slug)) data-others=[others(found)] { (row(found, i18n)) },
                Destination::Person(Account { person, .. }, is_present) => li.destination role="option" #{ "found-" (number) } data-people=(person.username) {
                    (face(person, *is_present, i18n)) (people::both_names(person, i18n)) " " span.detail { (i18n.new_conversation) }
                },
            }
        }
    }
}

/// The class whose style shows the kind of a room, as in the sidebar.
fn glyph(FoundRoom { room, own, .. }: &FoundRoom) -> &'static str {
    match room.kind {
        RoomKind::Closed => " closed",
        RoomKind::Direct if own.as_ref().is_none_or(|own| own.face.is_none()) => " group",
        RoomKind::Open | RoomKind::Direct => "",
    }
}

/// The number of others in a conversation of several.
fn others(found: &FoundRoom) -> Option<u32> {
    found.own.as_ref().filter(|own| own.kind == RoomKind::Direct && own.face.is_none()).map(|own| own.others)
}

fn row(found: &FoundRoom, i18n: &Strings) -> Markup {
    let FoundRoom { room, own, mark, is_present } = found;
    html! {
        @if let Some(face) = own.as_ref().and_then(|own| own.face.as_ref()) { (self::face(&face.person, *is_present, i18n)) }
        (distinct(&room.name, room.kind, room.distinction.as_deref(), i18n)) (sidebar::mark_of(*mark, i18n)) " " (detail(room, i18n))
    }
}

fn face(person: &Person, is_present: bool, i18n: &Strings) -> Markup {
    html! {
        span.face {
            (people::avatar(person))
            @if is_present { span.present { span.hidden { (i18n.person_present) " " } } }
        }
    }
}

fn detail(room: &RoomSummary, i18n: &Strings) -> Markup {
    let detail = match room.kind {
        RoomKind::Direct => &i18n.a_conversation,
        _ if room.archived => &i18n.an_archived_room,
        _ if !room.joined => &i18n.a_room_not_joined,
        RoomKind::Closed => &i18n.a_closed_room,
        RoomKind::Open => &i18n.a_room,
    };
    html! { span.detail { (detail) } }
}
