//! The list of people, and the card of each.

use std::collections::HashSet;

use jiff::Timestamp;
use maud::{Markup, html};

use crate::model::cards::{Card, ListedPerson};
use crate::model::{AccountId, Locale, Role, RoomKind, Slug};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, sidebar, urls};

/// A page of the list.
#[derive(Debug)]
pub struct PeoplePage<'a> {
    /// The search, as typed.
    pub search: &'a str,
    /// The people, by username.
    pub people: &'a [ListedPerson],
    /// The people who are present.
    pub present: &'a HashSet<AccountId>,
    /// Whether there are more.
    pub more: bool,
}

/// The list of people.
#[must_use]
pub fn page(shell: &Shell<'_>, page: &PeoplePage<'_>) -> Markup {
    let i18n = shell.strings();
    let PeoplePage { search, people: listed, present, more } = page;
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (i18n.people) } }
        div.scroller {
            div.column.sheet {
                form.search action="/people" role="search" {
                    label.hidden for="q" { (i18n.find_somebody) }
                    input #q type="search" name="q" value=(search) placeholder=(i18n.find_somebody) autocapitalize="none";
                    button { (i18n.find) }
                }
                ul.people {
                    @for one in *listed {
                        @let person = &one.account.person;
                        li {
                            (people::avatar(person))
                            a.card-link href=(urls::person(person.username.as_str(), None)) { (people::both_names(person, i18n)) }
                            @if present.contains(&one.account.id) { span.tag { (i18n.is_online) } }
                            (status(one))
                            @if one.account.id != shell.account.id { (message_button(person.username.as_str(), i18n)) }
                        }
                    }
                }
                @if listed.is_empty() { p { (i18n.nobody_found) } }
                @if *more && let Some(last) = listed.last() {
                    nav.paging aria-label=(i18n.more_people) {
                        a.button rel="next" href={ "/people?q=" (urls::encoded(search)) "&after=" (urls::encoded(&last.account.person.username.key())) } { (i18n.more_people) }
                    }
                }
            }
        }
    };
    layout::page(&i18n.people, shell, &content)
}

fn status(listed: &ListedPerson) -> Markup {
    html! {
        @if !listed.status.as_str().is_empty() { span.status { bdi lang="" { (listed.status) } } }
    }
}

fn message_button(username: &str, i18n: &Strings) -> Markup {
    html! {
        form.message-them action="/direct" method="post" {
            input type="hidden" name="people" value=(username);
            button { (i18n.send_message_to) span.hidden { " " bdi { (username) } } }
        }
    }
}

/// The actions on somebody's card.
#[derive(Clone, Copy, Debug)]
pub struct Actions<'a> {
    /// Whether the person can be written to.
    pub reachable: bool,
    /// Mention the person in this room.
    pub mention: Option<&'a Slug>,
    /// Whether the card is the viewer's own.
    pub is_self: bool,
    /// Whether the person is present.
    pub is_present: bool,
}

/// A card as a page.
#[must_use]
pub fn card_page(shell: &Shell<'_>, card: &Card, actions: &Actions<'_>, now: Timestamp) -> Markup {
    let person = &card.listed.account.person;
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { bdi lang=[people::lang(person)] { (person.shown()) } } }
        div.scroller { div.column.sheet { (self::card(card, actions, now, shell.locale, shell.strings())) } }
    };
    layout::page(person.shown(), shell, &content)
}

/// A card.
#[must_use]
pub fn card(card: &Card, actions: &Actions<'_>, now: Timestamp, locale: &Locale, i18n: &Strings) -> Markup {
    let Card { listed, status_until, zone, is_guest, is_active, rooms } = card;
    let person = &listed.account.person;
    let username = person.username.as_str();
    html! {
        div.person {
        div.card-head {
            (people::avatar(person))
            h2 { (people::both_names(person, i18n)) }
        }
        p.tags {
            @if actions.is_present { span.tag { (i18n.is_online) } " " }
            @match listed.account.role {
                Role::Administrator => { span.tag { (i18n.role_administrator) } " " }
                Role::Moderator => { span.tag { (i18n.role_moderator) } " " }
                Role::Member => {}
            }
            @if *is_guest { span.tag { (i18n.guest_word) } " " }
            @if !*is_active { span.tag { (i18n.deactivated) } }
        }
        @if !listed.status.as_str().is_empty() {
            p.status {
                bdi lang="" { (listed.status) }
                @if let Some(until) = status_until { " " span.hint { (with_markup(&i18n.status_until(GAPS[0]), &[&dates::day_and_time(*until, locale)])) } }
            }
        }
        @if let Some(zone) = zone {
            @let there = Locale { zone: zone.clone(), ..locale.clone() };
            p.local-time { (i18n.local_time(dates::time_of_day(now, &there))) }
        }
        @if !rooms.is_empty() {
            h3 { @if actions.is_self { (i18n.rooms) } @else { (i18n.rooms_of_both) } }
            ul.common-rooms {
                @for room in rooms {
                    li { a.room-link href=(urls::room(&room.slug)) { @if room.kind == RoomKind::Open { "#" } bdi lang="" { (room.name) } } }
                }
            }
        }
        div.buttons {
            @if actions.reachable { (message_button(username, i18n)) }
            @if let Some(slug) = actions.mention {
                a.button.mention-them href={ (urls::room(slug)) "?mention=" (urls::encoded(username)) } data-mention=(username) { (i18n.mention_them) }
            }
            @if !actions.is_self && !card.is_guest { a.button.quiet href={ "/settings/blocked?name=" (urls::encoded(username)) } { (i18n.block_ask(username)) } }
            @if actions.is_self { a.button href="/settings/status" { (i18n.set_status) } a.button href="/settings" { (i18n.settings) } }
        }
        }
    }
}
