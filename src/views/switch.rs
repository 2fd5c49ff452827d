//! Going somewhere by typing a part of its name, and the keys that do something.

use maud::{Markup, html};

use super::rooms::shown;
use super::texts::Texts;
use super::{Shell, accounts, layout, urls};
use crate::model::{Account, RoomKind, RoomSummary};

/// No more are shown of each kind.
pub const MOST: usize = 8;

/// Where one may go.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// Rooms and conversations.
    pub rooms: &'a [RoomSummary],
    /// People with whom there is no conversation yet.
    pub people: &'a [Account],
}

/// The page, with everything in links and forms.
#[must_use]
pub fn page(shell: &Shell<'_>, typed: &str, found: &Found<'_>) -> Markup {
    let t = shell.texts();
    let content = html! {
        header.bar { (layout::sidebar_button(t)) h1 { "Go to…" } }
        div.scroller {
            div.column.sheet {
                form.row action="/switch" role="search" {
                    div.field {
                        label for="q" { "Room or person" }
                        input #q type="search" name="q" value=(typed) autocomplete="off" autocapitalize="none" autofocus;
                    }
                    button { "Find" }
                }
                ul.found {
                    @for room in found.rooms {
                        li { a href=(urls::room(&room.slug)) { bdi { (shown(&room.name, t)) } " " (detail(room)) } }
                    }
                    @for person in found.people {
                        li {
                            form action="/direct" method="post" {
                                input type="hidden" name="people" value=(person.username);
                                button.quiet { (accounts::avatar(&person.username)) bdi { (person.username) } }
                            }
                        }
                    }
                }
                @if found.rooms.is_empty() && found.people.is_empty() { p { "Nothing and nobody has such a name." } }
            }
        }
    };
    layout::page("Go to", shell, &content)
}

/// The options of a list box: a room has its address, a person the name to begin a conversation with.
#[must_use]
pub fn options(found: &Found<'_>, t: &Texts) -> Markup {
    html! {
        @for (number, room) in found.rooms.iter().enumerate() {
            li role="option" #{ "found-" (number) } data-href=(urls::room(&room.slug)) {
                bdi { (shown(&room.name, t)) } " " (detail(room))
            }
        }
        @for (number, person) in found.people.iter().enumerate() {
            li role="option" #{ "found-" (number + found.rooms.len()) } data-people=(person.username) {
                bdi { (person.username) } " " span.detail { "New conversation" }
            }
        }
    }
}

fn detail(room: &RoomSummary) -> Markup {
    let detail = match room.kind {
        RoomKind::Direct => "Conversation",
        _ if room.archived => "Archived",
        _ if !room.joined => "Not joined",
        RoomKind::Closed => "Closed room",
        RoomKind::Open => "Room",
    };
    html! { span.detail { (detail) } }
}

/// The page of the keys that do something; with JavaScript, `?` shows its list anywhere.
#[must_use]
pub fn shortcuts(shell: &Shell<'_>) -> Markup {
    let t = shell.texts();
    let keys: [(&str, &[&str], &str); 9] = [
        ("Enter", &["Enter"], "Send the message"),
        ("Shift+Enter", &["Shift", "Enter"], "Begin a new line"),
        ("Up", &["↑"], "Edit your last message, when the box is empty"),
        ("Escape", &["Esc"], "Close a list, or stop editing"),
        ("Signs", &["@", "#", ":"], "Complete a person, a room, an emoji"),
        ("Switch", &["Ctrl or ⌘", "K"], "Go to a room or a person"),
        ("Next", &["Alt", "↑ or ↓"], "Previous or next room"),
        ("Unread", &["Alt", "Shift", "↑ or ↓"], "Previous or next room with something unread"),
        ("Help", &["?"], "Show these keys"),
    ];
    let content = html! {
        header.bar { (layout::sidebar_button(t)) h1 { "Keyboard shortcuts" } }
        div.scroller {
            div.column.sheet {
                dl #shortcuts.shortcuts {
                    @for (name, keys, does) in keys {
                        div {
                            dt {
                                @for (number, key) in keys.iter().enumerate() {
                                    @if number > 0 { (if name == "Signs" { " or " } else { " + " }) }
                                    kbd { (key) }
                                }
                            }
                            dd { (does) }
                        }
                    }
                }
                p.hint { "They need JavaScript; everything they do is also reached by links and buttons." }
            }
        }
    };
    layout::page("Keyboard shortcuts", shell, &content)
}
