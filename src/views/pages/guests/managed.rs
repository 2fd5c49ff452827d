//! The guests of a room and the links by which they come, for those who manage it.

use maud::{Markup, html};

use crate::model::RoomView;
use crate::model::guests::{GuestEntry, GuestLink, Stay};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::forms::problem;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, qr, urls};

/// The outcome of the last change.
#[derive(Clone, Debug, Default)]
pub struct GuestsForm {
    /// Whether something has just been changed.
    pub saved: bool,
    /// Why it was not.
    pub problem: Option<String>,
}

/// A link with its URL.
#[derive(Clone, Debug)]
pub struct ShownLink {
    /// The link.
    pub link: GuestLink,
    /// The URL to send to guests.
    pub url: String,
}

/// The page.
#[must_use]
pub fn page(
    shell: &Shell<'_>,
    entered: &RoomView,
    links: &[ShownLink],
    guests: &[GuestEntry],
    form: &GuestsForm,
) -> Markup {
    let i18n = shell.strings();
    let address = urls::room(&entered.room.slug) + "/guests";
    let (waiting, here): (Vec<_>, Vec<_>) = guests.iter().partition(|guest| guest.waits);
    let content = html! {
        (problem(form.problem.as_deref()))
        @if form.saved { p.saved role="status" { (i18n.settings_saved) } }
        p.hint { (i18n.guests_note) }
        @if !waiting.is_empty() {
            section {
                h2 { (i18n.guests_waiting) }
                (list(&waiting, &address, shell))
            }
        }
        section {
            h2 { (i18n.guests_here) }
            @if here.is_empty() { p { (i18n.no_guests) } } @else { (list(&here, &address, shell)) }
        }
        section {
            h2 { (i18n.new_guest_link) }
            form action=(address) method="post" {
                fieldset.choices {
                    legend { (i18n.guest_stay) }
                    @for stay in Stay::ALL {
                        div { label { input type="radio" name="stay" value=(stay.name()) checked[stay == Stay::Day]; " " (in_words(stay, i18n)) } }
                    }
                }
                div.choices { label { input type="checkbox" name="waits" value="yes" checked; " " (i18n.guests_wait) } }
                button.primary name="act" value="create" { (i18n.create_guest_link) }
            }
        }
        section {
            h2 { (i18n.guest_links) }
            @if links.is_empty() { p { (i18n.no_guest_links) } }
            @for shown in links { (link(shown, &address, shell)) }
        }
    };
    layout::sheet(&i18n.to_guests, shell, &content)
}

fn in_words(stay: Stay, i18n: &Strings) -> &str {
    match stay {
        Stay::Hour => &i18n.stay_hour,
        Stay::Day => &i18n.stay_day,
        Stay::Week => &i18n.stay_week,
    }
}

fn list(guests: &[&GuestEntry], address: &str, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let button = |guest: &GuestEntry, act: &str, text: &str| {
        html! {
            form action=(address) method="post" {
                input type="hidden" name="guest" value=(guest.person.username);
                button.quiet[act == "remove"].danger[act == "remove"] name="act" value=(act) { (text) " " span.hidden { (guest.person) } }
            }
        }
    };
    html! {
        ul.people {
            @for guest in guests {
                li {
                    (people::avatar(&guest.person))
                    (people::both_names(&guest.person, i18n))
                    span.last {
                        (with_markup(&i18n.guest_came(GAPS[0]), &[&dates::day_and_time(guest.asked_at, shell.locale)]))
                        (i18n.comma) (i18n.session_network(guest.network.as_str()))
                    }
                    @if guest.waits {
                        (button(guest, "admit", &i18n.let_in)) " " (button(guest, "remove", &i18n.turn_away))
                    } @else {
                        (button(guest, "remove", &i18n.remove_guest))
                    }
                }
            }
        }
    }
}

fn link(shown: &ShownLink, address: &str, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let ShownLink { link, url } = shown;
    let by = html! { bdi { (link.created_by) } };
    let id = format!("guest-link-{}", link.id.0);
    html! {
        div.field {
            label for=(id) { (with_markup(&i18n.guest_link_by(GAPS[0], GAPS[1]), &[&by, &dates::day_and_time(link.expires_at, shell.locale)])) }
            input.address #(id) type="text" readonly value=(url);
            @if link.waits { p.hint { (i18n.guests_wait) } }
        }
        (qr::code(url, &i18n.qr_of_guest_link))
        form action=(address) method="post" {
            input type="hidden" name="link" value=(link.id.0);
            button.danger name="act" value="revoke" { (i18n.revoke_guest_link) }
        }
    }
}
