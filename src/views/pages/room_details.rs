//! What there is to know and to do about a room.

use maud::{Markup, html};

use crate::model::{Account, Entered, Involvement, Person, Room, RoomKind};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Texts;
use crate::views::pages::people;
use crate::views::pages::rooms::{RoomForm, name_and_description};
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::layout::Shell;
use crate::views::parts::room_names::{named, shown};
use crate::views::parts::{layout, urls};

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
    /// Whether something has just been saved.
    pub saved: bool,
    /// Why something else was not done.
    pub problem: Option<String>,
    /// The name and description as typed; none where they are as they are.
    pub form: Option<RoomForm>,
}

/// The page about a room: who is in it, and what can be done.
#[must_use]
pub fn page(shell: &Shell<'_>, entered: &Entered, members: &[Account], may: Powers, about: &About) -> Markup {
    let t = shell.texts();
    let room = &entered.room;
    let address = urls::room(&room.slug);
    let title = t.about_room(shown(&entered.name, t));
    let to_room = html! { a href=(address) { (named(&entered.name, t)) } };
    let content = html! {
        header.bar {
            (layout::sidebar_button(shell))
            h1 { (with_markup(&t.about_room(GAPS[0]), &[&to_room])) }
        }
        div.scroller {
            div.column.sheet {
                (problem(about.problem.as_deref()))
                @if about.saved { p.saved role="status" { (t.settings_saved) } }
                @if !room.description.is_empty() { p dir="auto" lang="" { (room.description) } }
                p { (kind(room, t)) }
                p { a href=(urls::pins(&room.slug)) { (t.to_pinned_messages) } }
                p { a href=(urls::search(&format!("in:{} ", room.slug.as_str()), None)) { (t.search_in_room) } }
                @match &entered.membership {
                    Some(membership) => {
                        (involvement(&address, membership.involvement, t))
                        @if room.kind != RoomKind::Direct { (button(&address, "leave", &t.leave_room)) }
                    }
                    None => (button(&address, "join", &t.join_room)),
                }
                (self::members(shell, room, members, may, about))
                @if may.change { (upkeep(room, &address, about, t)) }
            }
        }
    };
    layout::page(&title, shell, &content)
}

fn kind(room: &Room, t: &Texts) -> String {
    let kind = match room.kind {
        RoomKind::Open => &t.open_room_note,
        RoomKind::Closed => &t.closed_room_note,
        RoomKind::Direct => &t.direct_room_note,
    };
    if room.archived { t.two_sentences(kind.as_str(), t.it_is_archived.as_str()) } else { kind.clone() }
}

fn involvement(address: &str, current: Involvement, t: &Texts) -> Markup {
    html! {
        form action={ (address) "/involvement" } method="post" {
            fieldset.choices {
                legend { (t.tell_me_about) }
                @for (involvement, text) in [
                    (Involvement::Everything, &t.tell_everything),
                    (Involvement::Mentions, &t.tell_mentions),
                    (Involvement::Nothing, &t.tell_nothing),
                    (Involvement::Hidden, &t.tell_nothing_hidden),
                ] {
                    div {
                        label {
                            input type="radio" name="involvement" value=(involvement) checked[involvement == current]; " " (text)
                        }
                    }
                }
            }
            button { (t.save) }
        }
    }
}

fn members(shell: &Shell<'_>, room: &Room, members: &[Account], may: Powers, about: &About) -> Markup {
    let t = shell.texts();
    let address = urls::room(&room.slug);
    // Whoever made the room stays; and oneself leaves.
    let removable = |member: &Account| {
        may.remove
            && room.kind != RoomKind::Direct
            && room.created_by != Some(member.id)
            && shell.account.id != member.id
    };
    html! {
        section #members {
            h2 { (t.people) }
            @if room.kind != RoomKind::Direct {
                form.search action={ (address) "/about#members" } role="search" {
                    label.hidden for="q" { (t.find_somebody) }
                    input #q type="search" name="q" value=(about.search) placeholder=(t.find_somebody) autocapitalize="none";
                    button { (t.find) }
                }
            }
            ul.people {
                @for member in members {
                    li {
                        (people::avatar(&member.person))
                        (people::both_names(&member.person))
                        @if removable(member) {
                            form action={ (address) "/remove" } method="post" {
                                input type="hidden" name="username" value=(member.person.username);
                                button.quiet { (with_markup(&t.remove_member(GAPS[0]), &[&heard(&member.person)])) }
                            }
                        }
                    }
                }
            }
            @if members.is_empty() { p { (t.no_member_so_named) } }
            @if may.invite {
                form.row action={ (address) "/invite" } method="post" {
                    (field(&Field {
                        name: "username",
                        label: &t.bring_in,
                        kind: "text",
                        value: &about.invite,
                        autocomplete: "off",
                        hint: Some(&t.bring_in_hint),
                        error: about.invite_error.as_deref(),
                        required: true,
                        autofocus: about.invite_error.is_some(),
                    }))
                    button { (t.add) }
                }
            }
        }
    }
}

/// A name for those who listen, where others see whom it is about.
fn heard(person: &Person) -> Markup {
    html! { bdi.hidden { (person) } }
}

fn upkeep(room: &Room, address: &str, about: &About, t: &Texts) -> Markup {
    let current = RoomForm {
        name: room.name.to_string(),
        description: room.description.clone(),
        kind: room.kind,
        ..RoomForm::default()
    };
    html! {
        section #upkeep {
            h2 { (t.name_and_description) }
            form action={ (address) "/about" } method="post" {
                (name_and_description(about.form.as_ref().unwrap_or(&current), t))
                button { (t.save) }
            }
            h2 { (t.archive_or_delete) }
            @if room.archived {
                (button(address, "unarchive", &t.unarchive_room))
            } @else {
                (button(address, "archive", &t.archive_room))
            }
            p { a.button href={ (address) "/delete" } { (t.to_delete_room) } }
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
pub fn delete_page(shell: &Shell<'_>, entered: &Entered, typed: &str, error: Option<&str>) -> Markup {
    let t = shell.texts();
    let address = urls::room(&entered.room.slug);
    let title = t.delete_what(shown(&entered.name, t));
    let name = named(&entered.name, t);
    let content = html! {
        header.bar { (layout::sidebar_button(shell)) h1 { (with_markup(&t.delete_what(GAPS[0]), &[&name])) } }
        div.scroller {
            div.column.sheet {
                p { (with_markup(&t.all_said_goes(GAPS[0]), &[&html! { b { (name) } }])) }
                form action={ (address) "/delete" } method="post" {
                    (field(&Field {
                        name: "name",
                        label: &t.type_name_to_delete,
                        kind: "text",
                        value: typed,
                        autocomplete: "off",
                        hint: None,
                        error,
                        required: true,
                        autofocus: true,
                    }))
                    p.buttons {
                        button.primary { (t.delete_room) } " "
                        a.button href={ (address) "/about" } { (t.cancel) }
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
    let t = shell.texts();
    let content = html! {
        header.bar { (layout::sidebar_button(shell)) h1 { (t.new_conversation) } }
        div.scroller {
            div.column.sheet {
                form action="/direct" method="post" {
                    (field(&Field {
                        name: "people",
                        label: &t.with_whom,
                        kind: "text",
                        value: typed,
                        autocomplete: "off",
                        hint: Some(&t.with_whom_hint),
                        error,
                        required: true,
                        autofocus: true,
                    }))
                    button.primary { (t.open_conversation) }
                }
            }
        }
    };
    layout::page(&t.new_conversation, shell, &content)
}
