//! The list of rooms, and the form for a new one.

use maud::{Markup, html};

use crate::model::{Locale, RoomKind, RoomSummary};
use crate::views::i18n::dates;
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::people;
use crate::views::parts::forms::{Field, field};
use crate::views::parts::room_names::distinct;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar, urls};

/// The form for a room's name, description and kind: the values typed, and their errors.
#[derive(Clone, Debug, Default)]
pub struct RoomForm {
    /// The name as typed.
    pub name: String,
    /// The description as typed.
    pub description: String,
    /// The kind as chosen.
    pub kind: RoomKind,
    /// The error of the name.
    pub name_error: Option<String>,
    /// The error of the description.
    pub description_error: Option<String>,
}

/// The page of all rooms that the viewer may see. `may_invite`: whether the viewer may invite people to the server;
/// `greeting`: the address of this page for somebody whose account is new, whom it greets.
#[must_use]
pub fn list_page(
    shell: &Shell<'_>,
    rooms: &[RoomSummary],
    form: Option<&RoomForm>,
    may_invite: bool,
    greeting: Option<&str>,
) -> Markup {
    let i18n = shell.strings();
    let locale = shell.locale;
    let of = |test: fn(&RoomSummary) -> bool| rooms.iter().filter(|room| test(room)).collect::<Vec<_>>();
    let own = of(|room| room.joined && room.kind != RoomKind::Direct);
    let others = of(|room| !room.joined);
    let direct = of(|room| room.kind == RoomKind::Direct);
    let mut lists = vec![(&i18n.your_rooms, own), (&i18n.rooms_to_join, others), (&i18n.conversations, direct)];
    if greeting.is_some() {
        lists.swap(0, 1);
    }
    let content = html! {
        header.bar {
            (sidebar::button(shell))
            h1 { (i18n.rooms) }
            a.button href="/direct" { (i18n.new_conversation) } " "
            @if form.is_some() { a.button href="#new-room" { (i18n.new_room) } }
        }
        div.scroller {
            div.column {
                @if greeting.is_some() {
                    section.welcome {
                        h2 { (i18n.welcome_title(shell.branding.name())) }
                        p { (i18n.welcome_note) " " a href="/" { (i18n.to_the_rooms) } }
                    }
                }
                @for (title, rooms) in &lists {
                    @if !rooms.is_empty() {
                        h2 { (title) }
                        ul.room-list { @for room in rooms { (summary(room, greeting, locale)) } }
                    }
                }
                @if let Some(form) = form { (new_room(form, i18n)) }
                @if may_invite { p { a href="/invitations" { (i18n.invite_people) } } }
            }
        }
    };
    layout::page(&i18n.rooms, shell, &content)
}

/// The form for a new room.
#[must_use]
pub fn new_room(form: &RoomForm, i18n: &Strings) -> Markup {
    html! {
        section #new-room {
            h2 { (i18n.new_room) }
            form action="/rooms" method="post" hx-post="/rooms" hx-target="#new-room" hx-swap="outerHTML" {
                (name_and_description(form, i18n))
                fieldset.choices {
                    legend { (i18n.room_kind_label) }
                    @for (kind, text) in [(RoomKind::Open, &i18n.open_room_choice), (RoomKind::Closed, &i18n.closed_room_choice)] {
                        div {
                            label { input type="radio" name="kind" value=(kind.as_str()) checked[form.kind == kind]; " " (text) }
                        }
                    }
                }
                button.primary { (i18n.create_room) }
            }
        }
    }
}

/// The fields for a room's name and description.
pub(crate) fn name_and_description(form: &RoomForm, i18n: &Strings) -> Markup {
    html! {
        (field(&Field {
            name: "name",
            label: &i18n.room_name_label,
            kind: "text",
            value: &form.name,
            autocomplete: "off",
            hint: None,
            error: form.name_error.as_deref(),
            required: true,
            autofocus: form.name_error.is_some(),
        }))
        (field(&Field {
            name: "description",
            label: &i18n.room_description_label,
            kind: "text",
            value: &form.description,
            autocomplete: "off",
            hint: None,
            error: form.description_error.as_deref(),
            required: false,
            autofocus: form.name_error.is_none() && form.description_error.is_some(),
        }))
    }
}

fn summary(room: &RoomSummary, next: Option<&str>, locale: &Locale) -> Markup {
    let i18n = strings(locale.language);
    html! {
        li {
            span.called {
                a href=(urls::room(&room.slug)) { (distinct(&room.name, room.kind, room.distinction.as_deref(), i18n)) }
                @match room.kind {
                    RoomKind::Closed => { " " span.tag { (i18n.closed_tag) } }
                    RoomKind::Open | RoomKind::Direct => {}
                }
                @if room.archived { " " span.tag { (i18n.archived_tag) } }
            }
            " "
            span.last {
                @match &room.last {
                    Some((author, at)) => { bdi title=[people::handle(author)] lang=[people::lang(author)] { (people::shown(author, i18n)) } (i18n.comma) (dates::day_and_time(*at, locale)) }
                    None => { (i18n.no_messages_yet) }
                }
            }
            @if !room.description.is_empty() { p.description dir="auto" lang="" { (room.description) } }
            @if room.is_joinable() {
                form action=(urls::join(&room.slug)) method="post" {
                    // Lynx submits a form without fields by GET.
                    input type="hidden" name="next" value=(next.unwrap_or_default());
                    button aria-label={ (i18n.join) " " (room.name) } { (i18n.join) }
                }
            }
        }
    }
}
