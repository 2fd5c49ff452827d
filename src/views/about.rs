//! What there is to know and to do about a room.

use maud::{Markup, html};

use super::forms::{Field, field, problem};
use super::rooms::{RoomForm, name_and_description, shown};
use super::{Shell, accounts, layout, urls};
use crate::model::{Account, Entered, Involvement, Room, RoomKind};

/// What somebody may do about a room.
#[derive(Clone, Copy, Debug, Default)]
pub struct Powers {
    /// Bring others in.
    pub invite: bool,
    /// Take others out.
    pub remove: bool,
    /// Rename, describe, archive and delete it.
    pub change: bool,
}

/// What a form on the page had, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The search among the members, as typed.
    pub search: String,
    /// Whom to bring in, as typed.
    pub invite: String,
    /// Why that was not done.
    pub invite_error: Option<String>,
    /// Why something else was not done.
    pub problem: Option<String>,
    /// The name and description as typed; none where they are as they are.
    pub form: Option<RoomForm>,
}

/// The page about a room: who is in it, and what can be done.
#[must_use]
pub fn page(shell: &Shell<'_>, entered: &Entered, members: &[Account], may: Powers, about: &About) -> Markup {
    let room = &entered.room;
    let address = urls::room(&room.slug);
    let title = format!("About {}", shown(&entered.name));
    let content = html! {
        header.bar {
            (layout::sidebar_button())
            h1 { "About " a href=(address) { bdi { (shown(&entered.name)) } } }
        }
        div.scroller {
            div.column.sheet {
                (problem(about.problem.as_deref()))
                @if !room.description.is_empty() { p dir="auto" { (room.description) } }
                p { (kind(room)) @if room.archived { " It is archived: it can be read, but nobody writes in it any more." } }
                p { a href=(urls::pins(&room.slug)) { "Pinned messages" } }
                p { a href=(urls::search(&format!("in:{} ", room.slug.as_str()), None)) { "Search what was said here" } }
                @match &entered.membership {
                    Some(membership) => {
                        (involvement(&address, membership.involvement))
                        @if room.kind != RoomKind::Direct { (button(&address, "leave", "Leave this room")) }
                    }
                    None => (button(&address, "join", "Join this room")),
                }
                (people(room, &address, members, may, about))
                @if may.change { (upkeep(room, &address, about)) }
            }
        }
    };
    layout::page(&title, shell, &content)
}

fn kind(room: &Room) -> &'static str {
    match room.kind {
        RoomKind::Open => "This room is open: everybody with an account here can read and write in it.",
        RoomKind::Closed => "This room is closed: only whoever was invited knows of it.",
        RoomKind::Direct => "This conversation is between these people, and nobody can join them.",
    }
}

fn involvement(address: &str, current: Involvement) -> Markup {
    html! {
        form action={ (address) "/involvement" } method="post" {
            fieldset.choices {
                legend { "Tell me about" }
                @for (involvement, text) in [
                    (Involvement::Everything, "every message"),
                    (Involvement::Mentions, "messages that mention me"),
                    (Involvement::Nothing, "nothing"),
                    (Involvement::Hidden, "nothing, and keep the room out of my list"),
                ] {
                    label {
                        input type="radio" name="involvement" value=(involvement) checked[involvement == current]; " " (text)
                    }
                }
            }
            button { "Save" }
        }
    }
}

fn people(room: &Room, address: &str, members: &[Account], may: Powers, about: &About) -> Markup {
    html! {
        section #members {
            h2 { "People" }
            @if room.kind != RoomKind::Direct {
                form.search action={ (address) "/about#members" } role="search" {
                    label.hidden for="q" { "Find somebody" }
                    input #q type="search" name="q" value=(about.search) placeholder="Find somebody" autocapitalize="none";
                    button { "Find" }
                }
            }
            ul.people {
                @for member in members {
                    li {
                        (accounts::avatar(&member.username))
                        bdi { (member.username) }
                        @if may.remove && room.kind != RoomKind::Direct && room.created_by != Some(member.id) {
                            form action={ (address) "/remove" } method="post" {
                                input type="hidden" name="username" value=(member.username);
                                button.quiet { "Remove" span.hidden { " " (member.username) } }
                            }
                        }
                    }
                }
            }
            @if members.is_empty() { p { "Nobody here has such a name." } }
            @if may.invite {
                form.row action={ (address) "/invite" } method="post" {
                    (field(&Field {
                        name: "username",
                        label: "Bring somebody in",
                        kind: "text",
                        value: &about.invite,
                        autocomplete: "off",
                        hint: Some("The name of somebody with an account here."),
                        error: about.invite_error.as_deref(),
                        required: true,
                        autofocus: about.invite_error.is_some(),
                    }))
                    button { "Add" }
                }
            }
        }
    }
}

fn upkeep(room: &Room, address: &str, about: &About) -> Markup {
    let current = RoomForm {
        name: room.name.to_string(),
        description: room.description.clone(),
        kind: room.kind,
        ..RoomForm::default()
    };
    html! {
        section #upkeep {
            h2 { "Name and description" }
            form action={ (address) "/about" } method="post" {
                (name_and_description(about.form.as_ref().unwrap_or(&current)))
                button { "Save" }
            }
            h2 { "Archive or delete" }
            @if room.archived {
                (button(address, "unarchive", "Take this room out of the archive"))
            } @else {
                (button(address, "archive", "Archive this room"))
            }
            p { a.button href={ (address) "/delete" } { "Delete this room…" } }
        }
    }
}

fn button(address: &str, action: &str, text: &str) -> Markup {
    html! {
        form.buttons action={ (address) "/" (action) } method="post" {
            // Lynx would ask for a form without any field by GET.
            input type="hidden" name=(action) value="yes";
            button { (text) }
        }
    }
}

/// The page that asks before a room is deleted.
#[must_use]
pub fn delete_page(shell: &Shell<'_>, entered: &Entered, error: Option<&str>) -> Markup {
    let address = urls::room(&entered.room.slug);
    let title = format!("Delete {}?", shown(&entered.name));
    let content = html! {
        header.bar { (layout::sidebar_button()) h1 { "Delete " bdi { (shown(&entered.name)) } "?" } }
        div.scroller {
            div.column.sheet {
                p { "Everything that was said in " b { bdi { (shown(&entered.name)) } } " goes for good, for everybody." }
                form action={ (address) "/delete" } method="post" {
                    (field(&Field {
                        name: "name",
                        label: "Type the room’s name to delete it",
                        kind: "text",
                        value: "",
                        autocomplete: "off",
                        hint: None,
                        error,
                        required: true,
                        autofocus: true,
                    }))
                    p.buttons {
                        button.primary { "Delete this room" } " "
                        a.button href={ (address) "/about" } { "Cancel" }
                    }
                }
            }
        }
    };
    layout::page(&title, shell, &content)
}

/// The page on which a direct conversation is found or begun.
#[must_use]
pub fn direct_page(shell: &Shell<'_>, typed: &str, error: Option<&str>) -> Markup {
    let content = html! {
        header.bar { (layout::sidebar_button()) h1 { "New conversation" } }
        div.scroller {
            div.column.sheet {
                form action="/direct" method="post" {
                    (field(&Field {
                        name: "people",
                        label: "With whom",
                        kind: "text",
                        value: typed,
                        autocomplete: "off",
                        hint: Some("One name or several, with spaces or commas between them. There is one conversation for each set of people."),
                        error,
                        required: true,
                        autofocus: true,
                    }))
                    button.primary { "Open the conversation" }
                }
            }
        }
    };
    layout::page("New conversation", shell, &content)
}
