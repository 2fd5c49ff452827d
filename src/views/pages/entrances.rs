//! The pages behind links: an invitation, the first account, and a new password.

use maud::{Markup, html};

use crate::model::{Invitation, Password, Person, Username};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::accounts::forms::Intro;
use crate::views::pages::people;
use crate::views::parts::forms::{Field, field};
use crate::views::parts::layout;
use crate::views::parts::public_shell::PublicShell;

/// What the registration form says to those who have an invitation.
#[must_use]
pub fn invited(invitation: &Invitation, i18n: &PublicShell) -> Intro {
    let heading = match &invitation.created_by {
        Some(by) => i18n.invited_by(by.shown(), i18n.branding.name()),
        None => i18n.invited(i18n.branding.name()),
    };
    Intro { heading, text: joins(invitation, i18n), button: i18n.create_account.clone() }
}

fn joins(invitation: &Invitation, i18n: &Strings) -> Option<String> {
    let rooms: Vec<&str> = invitation.rooms.iter().map(|room| room.name.as_str()).collect();
    (!rooms.is_empty()).then(|| i18n.invitation_leads_to(rooms.join(&i18n.comma)))
}

/// What the registration form says to whoever sets the server up.
#[must_use]
pub fn setting_up(i18n: &Strings) -> Intro {
    Intro {
        heading: i18n.set_up_snug.clone(),
        text: Some(i18n.set_up_snug_note.clone()),
        button: i18n.create_account.clone(),
    }
}

/// The page of an invitation for somebody who is logged in.
#[must_use]
pub fn invited_member(invitation: &Invitation, own: &Person, address: &str, i18n: &PublicShell) -> Markup {
    let Intro { heading, text, .. } = invited(invitation, i18n);
    let content = html! {
        h1 { (heading) }
        p { (with_markup(&i18n.logged_in_as(GAPS[0]), &[&people::name(own, i18n)])) }
        @match text {
            Some(text) => {
                p { (text) }
                form action=(address) method="post" {
                    input type="hidden" name="join" value="yes";
                    button.primary { (i18n.join_these_rooms) }
                }
            }
            None => p { a.button href="/" { (i18n.to_the_rooms) } }
        }
    };
    layout::card(i18n, &heading, &content)
}

/// The page of a link that doesn't work.
#[must_use]
pub fn bad_link(i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (i18n.bad_link) }
        p { (i18n.bad_link_advice) }
        p { a.button href="/" { (i18n.log_in) } }
    };
    layout::card(i18n, &i18n.bad_link, &content)
}

/// The form for a new password: its errors. It never repeats passwords.
#[derive(Clone, Debug, Default)]
pub struct RecoveryForm {
    /// The error of the password.
    pub password_error: Option<String>,
}

/// The page for a new password.
#[must_use]
pub fn recovery(of: &Username, address: &str, form: &RecoveryForm, i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (i18n.set_new_password) }
        p { (i18n.set_new_password_note(of.as_str())) }
        form action=(address) method="post" {
            input.for-password-managers type="text" name="username" value=(of.as_str()) autocomplete="username" readonly hidden;
            (field(&Field {
                name: "password",
                label: &i18n.new_password_label,
                kind: "password",
                value: "",
                autocomplete: "new-password",
                hint: Some(&i18n.password_hint(Password::MIN_CHARS)),
                error: form.password_error.as_deref(),
                required: true,
                autofocus: true,
            }))
            p.hint { (i18n.other_devices_are_logged_out) }
            button.primary { (i18n.change_password) }
        }
    };
    layout::card(i18n, &i18n.set_new_password, &content)
}
