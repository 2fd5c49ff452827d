//! Pages on which people are chosen: for a conversation, and to be added to a room.

use maud::{Markup, html};

use crate::model::RoomView;
use crate::model::cards::ListedPerson;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::forms::{Field, field};
use crate::views::parts::room_names::{distinct, shown_distinct};
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar, urls};

/// The state of such a page.
#[derive(Clone, Debug, Default)]
pub struct PeopleChoice {
    /// The names typed.
    pub typed: String,
    /// The usernames chosen from the list.
    pub chosen: Vec<String>,
    /// The error of the names.
    pub error: Option<String>,
    /// The search in the list.
    pub search: String,
}

/// The page for opening or beginning a direct conversation.
#[must_use]
pub fn direct_page(shell: &Shell<'_>, choice: &PeopleChoice, listed: &[ListedPerson]) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (i18n.new_conversation) } }
        div.scroller {
            div.column.sheet {
                form action="/direct" method="post" {
                    (names("people", &i18n.direct_people_label, &i18n.direct_people_hint, choice))
                    (list(choice, listed, i18n))
                    button.primary { (i18n.open_conversation) }
                }
                (search("/direct", choice, i18n))
            }
        }
    };
    layout::page(&i18n.new_conversation, shell, &content)
}

/// The page for adding people to a room.
#[must_use]
pub fn invite_page(
    shell: &Shell<'_>,
    entered: &RoomView,
    choice: &PeopleChoice,
    listed: &[ListedPerson],
) -> Markup {
    let i18n = shell.strings();
    let room = &entered.room;
    let address = [urls::room(&room.slug).as_str(), "/invite"].concat();
    let distinction = shell.rooms.distinction(room.id);
    let title = i18n.add_people_to(shown_distinct(&entered.name, distinction, i18n));
    let to_room = html! {
        a href={ (urls::room(&room.slug)) "/about" } { (distinct(&entered.name, room.kind, distinction, i18n)) }
    };
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (with_markup(&i18n.add_people_to(GAPS[0]), &[&to_room])) } }
        div.scroller {
            div.column.sheet {
                form action=(address) method="post" {
                    (names("username", &i18n.add_member, &i18n.add_member_hint, choice))
                    (list(choice, listed, i18n))
                    button.primary { (i18n.add) }
                }
                (search(&address, choice, i18n))
            }
        }
    };
    layout::page(&title, shell, &content)
}

fn names(name: &str, label: &str, hint: &str, choice: &PeopleChoice) -> Markup {
    field(&Field {
        name,
        label,
        kind: "text",
        value: &choice.typed,
        autocomplete: "off",
        hint: Some(hint),
        error: choice.error.as_deref(),
        required: false,
        autofocus: true,
    })
}

/// The people to choose from.
fn list(choice: &PeopleChoice, listed: &[ListedPerson], i18n: &Strings) -> Markup {
    let is_chosen = |username: &str| choice.chosen.iter().any(|chosen| chosen == username);
    html! {
        @if !listed.is_empty() {
            fieldset.choices.people-choice {
                legend { (i18n.or_choose_people) }
                @for one in listed {
                    @let person = &one.account.person;
                    label {
                        input type="checkbox" name="person" value=(person.username) checked[is_chosen(person.username.as_str())];
                        (people::avatar(person)) (people::both_names(person))
                    }
                }
            }
        }
    }
}

fn search(address: &str, choice: &PeopleChoice, i18n: &Strings) -> Markup {
    html! {
        form.search action=(address) role="search" {
            label.hidden for="q" { (i18n.find_somebody) }
            input #q type="search" name="q" value=(choice.search) placeholder=(i18n.find_somebody) autocapitalize="none";
            button { (i18n.find) }
        }
    }
}
