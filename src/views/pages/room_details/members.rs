//! The members of a room, on the page of its details.

use maud::{Markup, html};

use crate::model::{Account, Person, Role, Room, RoomKind};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::pages::room_details::state::{Permissions, RoomDetails};
use crate::views::parts::forms::{Field, field};
use crate::views::parts::shell::Shell;
use crate::views::parts::urls;

/// Members shown before the others are unfolded.
const SHOWN: usize = 12;

/// The number of members in words.
pub(super) fn count(room: &Room, details: &RoomDetails, i18n: &Strings) -> String {
    match room.kind {
        RoomKind::Direct => i18n.people_count(details.member_count),
        RoomKind::Open | RoomKind::Closed => i18n.count_members(details.member_count),
    }
}

/// The list of members, those who run the room first, with the form for adding people.
pub(super) fn section(
    shell: &Shell<'_>,
    room: &Room,
    members: &[Account],
    may: Permissions,
    details: &RoomDetails,
) -> Markup {
    let i18n = shell.strings();
    let address = urls::room(&room.slug);
    let is_search = !details.search.trim().is_empty();
    // Found members are not folded.
    let shown = if is_search || members.len() <= SHOWN + 1 { members.len() } else { SHOWN };
    let (shown, folded) = members.split_at_checked(shown).unwrap_or((members, &[]));
    let list = |members: &[Account]| {
        html! { ul.people { @for member in members { (self::member(shell, room, member, may, i18n)) } } }
    };
    html! {
        section #members {
            h2 { (count(room, details, i18n)) }
            @if room.kind != RoomKind::Direct && (is_search || details.member_count > SHOWN) {
                form.search action={ (address) "/about#members" } role="search" {
                    label.hidden for="q" { (i18n.find_somebody) }
                    input #q type="search" name="q" value=(details.search) placeholder=(i18n.find_somebody) autocapitalize="none";
                    button { (i18n.find) }
                }
            }
            (list(shown))
            @if !folded.is_empty() {
                details.folded { summary { (i18n.more_members(folded.len())) } (list(folded)) }
            }
            @if members.is_empty() { p { (i18n.no_such_member) } }
            @if !is_search && details.member_count > members.len() { p.hint { (i18n.members_by_search) } }
            @if may.invite { (adding(&address, details, i18n)) }
        }
    }
}

fn member(shell: &Shell<'_>, room: &Room, member: &Account, may: Permissions, i18n: &Strings) -> Markup {
    let is_owner = room.kind != RoomKind::Direct && room.created_by == Some(member.id);
    // The creator can't be removed, and nobody removes themselves: they leave.
    let removable = may.remove && room.kind != RoomKind::Direct && !is_owner && shell.account.id != member.id;
    let person = &member.person;
    let name = person.username.as_str();
    html! {
        li {
            (people::avatar(person))
            @if person.is_deleted() {
                (people::both_names(person, i18n))
            } @else {
                a.card-link.author href=(urls::person(name, Some(&room.slug))) { (people::both_names(person, i18n)) }
            }
            @if is_owner { span.tag { (i18n.owner_tag) } }
            @match member.role {
                Role::Administrator => span.tag { (i18n.role_administrator) },
                Role::Moderator => span.tag { (i18n.role_moderator) },
                Role::Member => {}
            }
            @if removable {
                a.button.quiet.danger href={ (urls::room(&room.slug)) "/remove?username=" (urls::encoded(name)) } {
                    (with_markup(&i18n.remove_member(GAPS[0]), &[&heard(person)]))
                }
            }
        }
    }
}

/// A person's name for screen readers only, where it is visible beside it.
fn heard(person: &Person) -> Markup {
    html! { bdi.hidden { (person) } }
}

fn adding(address: &str, details: &RoomDetails, i18n: &Strings) -> Markup {
    html! {
        form.row action={ (address) "/invite" } method="post" {
            (field(&Field {
                name: "username",
                label: &i18n.add_member,
                kind: "text",
                value: &details.invite,
                autocomplete: "off",
                hint: Some(&i18n.add_member_hint),
                error: details.invite_error.as_deref(),
                required: true,
                autofocus: details.invite_error.is_some(),
            }))
            button { (i18n.add) }
        }
        p { a href={ (address) "/invite" } { (i18n.choose_people) } }
    }
}
