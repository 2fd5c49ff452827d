//! Going somewhere by typing a part of its name, and the keys that do something.

use maud::{Markup, html};

use crate::model::{Account, RoomKind, RoomSummary};
use crate::views::i18n::names::Texts;
use crate::views::pages::people;
use crate::views::parts::layout::Shell;
use crate::views::parts::room_names::distinct;
use crate::views::parts::{layout, urls};

/// No more are shown of each kind.
pub const MOST: usize = 8;

/// Where one may go.
#[derive(Clone, Debug)]
pub enum Place {
    /// A room or a conversation.
    Room(RoomSummary),
    /// Somebody with whom there is no conversation yet.
    Person(Account),
}

/// The page, with everything in links and forms.
#[must_use]
pub fn page(shell: &Shell<'_>, typed: &str, found: &[Place]) -> Markup {
    let t = shell.texts();
    let content = html! {
        header.bar { (layout::sidebar_button(shell)) h1 { (t.go_to) } }
        div.scroller {
            div.column.sheet {
                form.row action="/switch" role="search" {
                    div.field {
                        label for="q" { (t.room_or_person) }
                        input #q type="search" name="q" value=(typed) autocomplete="off" autocapitalize="none" autofocus;
                    }
                    button { (t.find) }
                }
                ul.found {
                    @for place in found {
                        li {
                            @match place {
                                Place::Room(room) => a href=(urls::room(&room.slug)) {
                                    (distinct(&room.name, room.kind, room.distinction.as_deref(), t)) " " (detail(room, t))
                                },
                                Place::Person(Account { person, .. }) => form action="/direct" method="post" {
                                    input type="hidden" name="people" value=(person.username);
                                    button.quiet { (people::avatar(person)) (people::both_names(person)) }
                                },
                            }
                        }
                    }
                }
                @if found.is_empty() { p { (t.nothing_so_called) } }
            }
        }
    };
    layout::page(&t.go_to_title, shell, &content)
}

/// The options of a list box: a room has its address, a person the name to begin a conversation with.
#[must_use]
pub fn options(found: &[Place], t: &Texts) -> Markup {
    html! {
        @for (number, place) in found.iter().enumerate() {
            @match place {
                Place::Room(room) => li role="option" #{ "found-" (number) } data-href=(urls::room(&room.slug)) {
                    (distinct(&room.name, room.kind, room.distinction.as_deref(), t)) " " (detail(room, t))
                },
                Place::Person(Account { person, .. }) => li role="option" #{ "found-" (number) } data-people=(person.username) {
                    (people::both_names(person)) " " span.detail { (t.new_conversation) }
                },
            }
        }
    }
}

fn detail(room: &RoomSummary, t: &Texts) -> Markup {
    let detail = match room.kind {
        RoomKind::Direct => &t.a_conversation,
        _ if room.archived => &t.an_archived_room,
        _ if !room.joined => &t.a_room_not_joined,
        RoomKind::Closed => &t.a_closed_room,
        RoomKind::Open => &t.a_room,
    };
    html! { span.detail { (detail) } }
}

/// The page of the keys that do something; with JavaScript, `?` shows its list anywhere.
#[must_use]
pub fn shortcuts(shell: &Shell<'_>) -> Markup {
    let t = shell.texts();
    // Keys that are held together, each with others that do the same.
    let keys: [(&[&[&str]], &str); 11] = [
        (&[&["Enter"]], &t.key_sends),
        (&[&["Shift"], &["Enter"]], &t.key_breaks_line),
        (&[&["↑"]], &t.key_edits_last),
        (&[&["Esc"]], &t.key_closes),
        (&[&["@", "#", ":"]], &t.key_completes),
        (&[&["Ctrl", "⌘"], &["K"]], &t.key_switches),
        (&[&["Alt"], &["↑", "↓"]], &t.key_next_room),
        (&[&["Alt"], &["Shift"], &["↑", "↓"]], &t.key_next_unread),
        (&[&["?"]], &t.key_shows_keys),
        (&[&["↑", "↓"]], &t.key_next_message),
        (&[&["Home", "End"]], &t.key_first_message),
    ];
    let content = html! {
        header.bar { (layout::sidebar_button(shell)) h1 { (t.keyboard_shortcuts) } }
        // Nothing in it takes the focus, and it may be longer than the screen.
        div.scroller tabindex="0" role="region" aria-label=(t.keyboard_shortcuts) {
            div.column.sheet {
                dl #shortcuts.shortcuts {
                    @for (keys, does) in keys {
                        div {
                            // Where people write from right to left, too, what is held stands left of what is pressed.
                            dt { bdi dir="ltr" { (held(keys, t)) } }
                            dd { (does) }
                        }
                    }
                }
                p.hint { (t.keys_need_scripts) }
            }
        }
    };
    layout::page(&t.keyboard_shortcuts, shell, &content)
}

fn held(keys: &[&[&str]], t: &Texts) -> Markup {
    html! {
        @for (number, alternatives) in keys.iter().enumerate() {
            @if number > 0 { " + " }
            @for (number, key) in alternatives.iter().enumerate() {
                @if number > 0 { (t.or) }
                kbd { (key) }
            }
        }
    }
}
