//! The pages for those who invite people to the server.

use maud::{Markup, html};

use crate::model::administration::invitations::{Invitation, InvitationNote, InvitationState, Validity};
use crate::model::{Locale, Slug, Timestamp};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::shell::Shell;
use crate::views::parts::{admin_nav, layout, qr, urls};

/// The numbers of uses to choose from.
pub const USES: [u32; 5] = [1, 5, 10, 25, 100];

/// The form for a new invitation: the values chosen, and their errors.
#[derive(Clone, Debug)]
pub struct InvitationForm {
    /// The note as typed.
    pub note: String,
    /// How long it can be used.
    pub valid: Validity,
    /// Maximum number of uses; none: unlimited.
    pub uses: Option<u32>,
    /// The rooms chosen.
    pub rooms: Vec<Slug>,
    /// The error of the note.
    pub note_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

impl Default for InvitationForm {
    fn default() -> Self {
        Self {
            note: String::new(),
            valid: Validity::Week,
            uses: Some(10),
            rooms: Vec::new(),
            note_error: None,
            problem: None,
        }
    }
}

/// The page of one's own invitations.
#[must_use]
pub fn own_page(shell: &Shell<'_>, form: &InvitationForm, list: &[Invitation], next: Option<&str>) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        p.hint { (i18n.invitations_note) }
        (self::form(shell, form))
        (self::list(list, shell.locale, next, i18n))
    };
    layout::sheet(&i18n.invitations, shell, &content)
}

/// The page of everybody's invitations, for administrators.
#[must_use]
pub fn all_page(shell: &Shell<'_>, form: &InvitationForm, list: &[Invitation], next: Option<&str>) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        p.hint { (i18n.invitations_note) }
        (self::form(shell, form))
        (self::list(list, shell.locale, next, i18n))
    };
    admin_nav::page(shell, AdminPage::Invitations, None, &content)
}

/// The form for a new invitation.
pub(crate) fn form(shell: &Shell<'_>, form: &InvitationForm) -> Markup {
    let i18n = shell.strings();
    let own = || shell.rooms.iter().map(|(own, _)| own).filter(|own| own.kind != crate::model::RoomKind::Direct);
    html! {
        section {
            h2 { (i18n.new_invitation) }
            form action="/invitations" method="post" {
                (problem(form.problem.as_deref()))
                (field(&Field {
                    name: "note",
                    label: &i18n.invitation_note_label,
                    kind: "text",
                    value: &form.note,
                    autocomplete: "off",
                    hint: Some(&i18n.invitation_note_hint),
                    error: form.note_error.as_deref(),
                    required: false,
                    autofocus: form.note_error.is_some(),
                }))
                div.field {
                    label for="valid" { (i18n.invitation_valid_label) }
                    select #valid name="valid" {
                        @for valid in Validity::ALL {
                            option value=(valid.name()) selected[valid == form.valid] { (validity(valid, i18n)) }
                        }
                    }
                }
                div.field {
                    label for="uses" { (i18n.invitation_uses_label) }
                    select #uses name="uses" {
                        @for uses in USES {
                            option value=(uses) selected[Some(uses) == form.uses] { (i18n.people_count(uses)) }
                        }
                        option value="" selected[form.uses.is_none()] { (i18n.unlimited_people) }
                    }
                }
                @if own().next().is_some() {
                    fieldset.choices {
                        legend { (i18n.invitation_rooms_label) }
                        @for room in own() {
                            div {
                                label {
                                    input type="checkbox" name="room" value=(room.slug.as_str()) checked[form.rooms.contains(&room.slug)];
                                    " " bdi { (room.name) }
                                }
                            }
                        }
                    }
                }
                button.primary { (i18n.create_invitation) }
            }
        }
    }
}

fn validity(valid: Validity, i18n: &Strings) -> &str {
    match valid {
        Validity::Day => &i18n.valid_day,
        Validity::Week => &i18n.valid_week,
        Validity::Month => &i18n.valid_month,
        Validity::Unlimited => &i18n.valid_unlimited,
    }
}

fn list(list: &[Invitation], locale: &Locale, next: Option<&str>, i18n: &Strings) -> Markup {
    let now = Timestamp::now();
    html! {
        @if !list.is_empty() {
            section {
                h2 { (i18n.invitations) }
                ul.kept.devices {
                    @for one in list {
                        li {
                            p.called { a href=(urls::invitation(one.id)) { (name(one, i18n)) } " " (state(one, now, i18n)) }
                            (summary(one, locale, i18n))
                        }
                    }
                }
                @if let Some(next) = next { p { a.button href=(next) { (i18n.older_invitations) } } }
            }
        }
    }
}

/// How an invitation is called: its note, or else its number.
fn name(one: &Invitation, i18n: &Strings) -> String {
    match one.note.as_str() {
        "" => i18n.invitation_number(one.id.0),
        note => note.to_owned(),
    }
}

fn state(one: &Invitation, now: Timestamp, i18n: &Strings) -> Markup {
    let text = match one.state(now) {
        InvitationState::Valid => return html! {},
        InvitationState::Expired => &i18n.invitation_expired,
        InvitationState::UsedUp => &i18n.invitation_used_up,
        InvitationState::Revoked => &i18n.invitation_revoked,
    };
    html! { span.tag { (text) } }
}

fn summary(one: &Invitation, locale: &Locale, i18n: &Strings) -> Markup {
    html! {
        p.description {
            @match &one.created_by {
                Some(by) => (with_markup(&i18n.invitation_by(GAPS[0], GAPS[1]), &[&people::name(by, i18n), &dates::day_and_time(one.created_at, locale)])),
                None => (with_markup(&i18n.invitation_by_command(GAPS[0]), &[&dates::day_and_time(one.created_at, locale)])),
            }
            br;
            @match one.max_uses {
                Some(max) => (i18n.invitation_used_of(one.uses, max)),
                None => (i18n.invitation_used(one.uses)),
            }
            @if let Some(end) = one.expires_at {
                br; (with_markup(&i18n.invitation_until(GAPS[0]), &[&dates::day_and_time(end, locale)]))
            }
        }
    }
}

/// The page of one invitation, with its link.
#[must_use]
pub fn page(shell: &Shell<'_>, one: &Invitation, link: &str, is_reachable: bool) -> Markup {
    let (i18n, now) = (shell.strings(), Timestamp::now());
    let content = html! {
        @if one.state(now) == InvitationState::Valid {
            div.field {
                label for="link" { (i18n.invitation_link_label) }
                input #link.address type="text" readonly value=(link) aria-describedby="link-hint";
                p.hint #link-hint { (i18n.invitation_link_hint) }
            }
            @if !is_reachable { p.warning { (i18n.only_this_machine) } }
            (qr::code(link, &i18n.invitation_qr))
        } @else {
            p.called { (state(one, now, i18n)) }
        }
        (summary(one, shell.locale, i18n))
        @if !one.rooms.is_empty() {
            section {
                h2 { (i18n.invitation_rooms_label) }
                ul.room-list { @for room in &one.rooms { li { a href=(urls::room(&room.slug)) { bdi { (room.name.as_str()) } } } } }
            }
        }
        @if !one.came.is_empty() {
            section {
                h2 { (i18n.came_with_invitation) }
                ul.people { @for person in &one.came { li { (people::avatar(person)) (people::both_names(person, i18n)) } } }
            }
        }
        @if one.revoked_at.is_none() {
            form action={ (urls::invitation(one.id)) "/revoke" } method="post" {
                // Lynx submits a form without fields by GET.
                input type="hidden" name="revoke" value="yes";
                button.danger { (i18n.revoke_invitation) }
            }
        }
        p { a href="/invitations" { (i18n.to_invitations) } }
    };
    layout::sheet(&name(one, i18n), shell, &content)
}

/// The error of a note.
#[must_use]
pub fn bad_note(i18n: &Strings) -> String {
    i18n.invitation_note_invalid(InvitationNote::MAX_CHARS)
}
