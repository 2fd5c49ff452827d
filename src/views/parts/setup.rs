//! The first steps of the administrator of a new server: how others reach it, who may register, and what to make first.

use maud::{Markup, html};

use crate::model::{OwnRooms, Reach, Registration, RoomKind};
use crate::views::i18n::names::Strings;
use crate::views::parts::shell::Shell;
use crate::views::parts::urls;

/// The card above the room that an administrator opens, until it is dismissed.
pub(crate) fn card(shell: &Shell<'_>, reach: &Reach, next: &str) -> Markup {
    let i18n = shell.strings();
    html! {
        section.setup aria-labelledby="setup" {
            h2 #setup { (i18n.setup_title) }
            (steps(shell, reach, next))
            form action=(urls::SETUP) method="post" {
                input type="hidden" name="next" value=(next);
                button name="act" value="dismiss" { (i18n.setup_dismiss) }
                " " span.hint { (i18n.setup_later) }
            }
        }
    }
}

/// The steps. `next`: the page that they are on.
pub(crate) fn steps(shell: &Shell<'_>, reach: &Reach, next: &str) -> Markup {
    let i18n = shell.strings();
    html! {
        dl.steps {
            div {
                dt { (i18n.setup_addresses) }
                dd { (addresses(reach, i18n)) }
            }
            div {
                dt { (i18n.who_may_register) }
                dd { (registration(reach, i18n)) " " a href="/admin/settings" { (i18n.change_who_may_register) } }
            }
            div {
                dt { (i18n.setup_people) }
                dd { a href="/admin/invitations" { (i18n.invite_people) } }
            }
            div {
                dt { (i18n.setup_rooms) }
                dd.buttons {
                    @for (name, description) in suggestions(shell.rooms, i18n) { (suggestion(name, description, next)) }
                    a href="/rooms#new-room" { (i18n.setup_another_room) }
                }
            }
            div {
                dt { (i18n.branding) }
                dd { a href="/admin/settings#branding" { (i18n.setup_branding) } }
            }
        }
    }
}

/// The URLs of this server, and a warning where no other machine reaches it.
pub(crate) fn addresses(reach: &Reach, i18n: &Strings) -> Markup {
    html! {
        ul.addresses { @for url in &reach.urls { li { code { bdi { (url) "/" } } } } }
        @if !reach.is_reachable { p.warning { (i18n.only_this_machine) } }
    }
}

/// The people who may register; a warning where those are all who can reach a server that others reach.
pub(crate) fn registration(reach: &Reach, i18n: &Strings) -> Markup {
    html! {
        @match reach.registration {
            Registration::Open if reach.is_reachable => p.warning { (i18n.open_to_the_world) },
            Registration::Open => p { (i18n.registration_open_note) },
            Registration::Invite => p { (i18n.registration_invite_note) },
            Registration::Closed => p { (i18n.registration_closed_note) },
        }
    }
}

/// Rooms that most servers have, without those that the viewer has.
fn suggestions<'a>(rooms: &OwnRooms, i18n: &'a Strings) -> impl Iterator<Item = (&'a str, &'a str)> {
    let own: Vec<String> = rooms.rooms.iter().map(|own| own.name.to_lowercase()).collect();
    let all = [
        (&i18n.setup_room_random, &i18n.setup_room_random_description),
        (&i18n.setup_room_help, &i18n.setup_room_help_description),
        (&i18n.setup_room_news, &i18n.setup_room_news_description),
    ];
    let lacking = all.into_iter().filter(move |(name, _)| !own.contains(&name.to_lowercase()));
    lacking.map(|(name, description)| (name.as_str(), description.as_str()))
}

fn suggestion(name: &str, description: &str, next: &str) -> Markup {
    html! {
        form action="/rooms" method="post" {
            input type="hidden" name="name" value=(name);
            input type="hidden" name="description" value=(description);
            input type="hidden" name="kind" value=(RoomKind::Open.as_str());
            input type="hidden" name="next" value=(next);
            button title=(description) { "# " (name) }
        }
    }
}
