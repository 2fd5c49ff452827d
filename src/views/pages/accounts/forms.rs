//! Forms for registering and logging in: their state, and the fields that they share.

use maud::{Markup, html};

use crate::views::i18n::names::Strings;
use crate::views::parts::forms::{Field, field};

/// A login or registration form: the values typed, and their errors.
#[derive(Clone, Debug, Default)]
pub struct AccountForm {
    /// The username as typed.
    pub username: String,
    /// The URL to redirect to afterwards.
    pub next: String,
    /// The text of a form that was submitted after the session had ended, for the page at `next`.
    pub unsent: String,
    /// Whether `unsent` is cut.
    pub cut: bool,
    /// Where a registration is sent; empty: `/register`.
    pub action: String,
    /// The introduction of a registration; none: the usual heading.
    pub intro: Option<Intro>,
    /// A note on what was done before.
    pub notice: Option<String>,
    /// Whether lost passwords can be set anew by e-mail.
    pub recovery: bool,
    /// Whether the browser has just logged out.
    pub just_logged_out: bool,
    /// The error of the username.
    pub username_error: Option<String>,
    /// The error of the password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The ways to log in and to make an account.
#[derive(Clone, Debug)]
pub struct LoginOptions {
    /// Whether anybody can register with the form now.
    pub registration: bool,
    /// Whether people log in and register by password.
    pub passwords: bool,
    /// Whether browsers offer passkeys for this server.
    pub passkeys: bool,
    /// Whether there is single sign-on: the provider's name, if it has one.
    pub sign_on: Option<Option<String>>,
}

/// The introduction of a registration by a link.
#[derive(Clone, Debug)]
pub struct Intro {
    /// The heading.
    pub heading: String,
    /// A paragraph below it.
    pub text: Option<String>,
    /// The text of the button.
    pub button: String,
}

/// Why the registration form is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Registration is closed.
    ToAll,
    /// Registration needs an invitation.
    ByInvitation,
    /// The first account needs a setup link.
    BeforeSetup,
}

/// The unsent text, kept in the form until somebody has logged in.
pub(super) fn carried(form: &AccountForm, i18n: &Strings) -> Markup {
    html! {
        @if !form.unsent.is_empty() {
            div.field {
                label for="unsent" { (i18n.not_sent_yet) }
                textarea #unsent name="unsent" rows="3" dir="auto" lang="" readonly { "\n" (form.unsent) }
                @if form.cut { p.hint { (i18n.text_truncated) } }
            }
        }
    }
}

/// The field of the username.
pub(super) fn username(form: &AccountForm, hint: Option<&str>, i18n: &Strings) -> Markup {
    field(&Field {
        name: "username",
        label: &i18n.username_label,
        kind: "text",
        value: &form.username,
        autocomplete: "username",
        hint,
        error: form.username_error.as_deref(),
        required: true,
        autofocus: form.username_error.is_some() || form.password_error.is_none(),
    })
}

/// The field of the password.
pub(super) fn password(form: &AccountForm, autocomplete: &str, hint: Option<&str>, i18n: &Strings) -> Markup {
    field(&Field {
        name: "password",
        label: &i18n.password_label,
        kind: "password",
        value: "",
        autocomplete,
        hint,
        error: form.password_error.as_deref(),
        required: true,
        autofocus: form.username_error.is_none() && form.password_error.is_some(),
    })
}
