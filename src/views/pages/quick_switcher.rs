//! The quick switcher and the list of keyboard shortcuts.

use maud::{Markup, html};

use crate::model::appearance::SendKey;
use crate::model::{Account, RoomKind, RoomSummary};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::room_names::distinct;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar, urls};

/// The most results of each kind.
pub const MAX_RESULTS: usize = 8;

/// A result of the quick switcher.
#[derive(Clone, Debug)]
pub enum Destination {
    /// A room or a direct conversation.
    Room(RoomSummary),
    /// Somebody to begin a direct conversation with.
    Person(Account),
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
                                Destination::Room(room) => a href=(urls::room(&room.slug)) {
                                    (distinct(&room.name, room.kind, room.distinction.as_deref(), i18n)) " " (detail(room, i18n))
                                },
                                Destination::Person(Account { person, .. }) => form action="/direct" method="post" {
                                    input type="hidden" name="people" value=(person.username);
                                    button.quiet { (people::avatar(person)) (people::both_names(person, i18n)) }
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
                Destination::Room(room) => li role="option" #{ "found-" (number) } data-href=(urls::room(&room.slug)) {
                    (distinct(&room.name, room.kind, room.distinction.as_deref(), i18n)) " " (detail(room, i18n))
                },
                Destination::Person(Account { person, .. }) => li role="option" #{ "found-" (number) } data-people=(person.username) {
                    (people::both_names(person, i18n)) " " span.detail { (i18n.new_conversation) }
                },
            }
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

/// The page of keyboard shortcuts; with JavaScript, `?` shows its list on any page.
#[must_use]
pub fn shortcuts(shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    // For each shortcut, the keys pressed together, each with its alternatives.
    let (enter, ctrl_enter): (&[&[&str]], &[&[&str]]) = (&[&["Enter"]], &[&["Ctrl", "⌘"], &["Enter"]]);
    let (sends, breaks): (_, &[&[&str]]) = match shell.appearance.send_key {
        SendKey::Enter => (enter, &[&["Shift"], &["Enter"]]),
        SendKey::CtrlEnter => (ctrl_enter, enter),
    };
    let keys: [(&[&[&str]], &str); 16] = [
        (sends, &i18n.key_sends),
        (breaks, &i18n.key_breaks_line),
        (&[&["↑"]], &i18n.key_edits_last),
        (&[&["Esc"]], &i18n.key_closes),
        (&[&["@", "#", ":"]], &i18n.key_completes),
        (&[&["Ctrl", "⌘"], &["B"]], &i18n.bold),
        (&[&["Ctrl", "⌘"], &["I"]], &i18n.italic),
        (&[&["Ctrl", "⌘"], &["E"]], &i18n.code),
        (&[&["Ctrl", "⌘"], &["Shift"], &["X"]], &i18n.strikethrough),
        (&[&["Ctrl", "⌘"], &["K"]], &i18n.key_links),
        (&[&["Ctrl", "⌘"], &["K"]], &i18n.key_switches),
        (&[&["Alt"], &["↑", "↓"]], &i18n.key_next_room),
        (&[&["Alt"], &["Shift"], &["↑", "↓"]], &i18n.key_next_unread),
        (&[&["?"]], &i18n.key_shows_keys),
        (&[&["↑", "↓"]], &i18n.key_next_message),
        (&[&["Home", "End"]], &i18n.key_first_message),
    ];
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (i18n.keyboard_shortcuts) } }
        // Focusable, so that the keyboard can scroll it: it contains nothing else that is.
        div.scroller tabindex="0" role="region" aria-label=(i18n.keyboard_shortcuts) {
            div.column.sheet {
                dl #shortcuts.shortcuts {
                    @for (keys, does) in keys {
                        div {
                            // Also in right-to-left languages, modifier keys are left of the key.
                            dt { bdi dir="ltr" { (held(keys, i18n)) } }
                            dd { (does) }
                        }
                    }
                }
                p.hint { (i18n.keys_need_scripts) }
            }
        }
    };
    layout::page(&i18n.keyboard_shortcuts, shell, &content)
}

fn held(keys: &[&[&str]], i18n: &Strings) -> Markup {
    html! {
        @for (number, alternatives) in keys.iter().enumerate() {
            @if number > 0 { " + " }
            @for (number, key) in alternatives.iter().enumerate() {
                @if number > 0 { (i18n.or) }
                kbd { (key) }
            }
        }
    }
}
