//! The pages of single sign-on: a name for a new account, what went wrong, and the settings.

use maud::{Markup, html};

use crate::views::parts::forms::{Field, confirmation, field, problem};
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, settings_nav, urls};

/// The form for the name of a new account: what it is sent with, and its errors.
#[derive(Clone, Debug, Default)]
pub struct NameForm {
    /// The token that proves the login at the provider.
    pub ticket: String,
    /// The name proposed, or typed before.
    pub username: String,
    /// The page to go to afterwards.
    pub next: String,
    /// The error of the name.
    pub username_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page that asks for the name of a new account.
#[must_use]
pub fn name_page(form: &NameForm, i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (i18n.choose_username) }
        p { (i18n.choose_username_note) }
        form action="/login/oidc/register" method="post" {
            (problem(form.problem.as_deref()))
            input type="hidden" name="ticket" value=(form.ticket);
            input type="hidden" name="next" value=(form.next);
            (field(&Field {
                name: "username",
                label: &i18n.username_label,
                kind: "text",
                value: &form.username,
                autocomplete: "username",
                hint: Some(&i18n.username_hint),
                error: form.username_error.as_deref(),
                required: true,
                autofocus: true,
            }))
            button.primary { (i18n.create_account) }
        }
        p.aside { a href=(urls::login("")) { (i18n.cancel) } }
    };
    layout::card(i18n, &i18n.choose_username, &content)
}

/// The page of a login at the provider that doesn't count. `again` leads to another attempt.
#[must_use]
pub fn failed(title: &str, advice: &str, again: &str, i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (title) }
        p { (advice) }
        p { a.button href=(again) { (i18n.begin_again) } }
    };
    layout::card(i18n, title, &content)
}

/// The form of the settings, and the outcome of the last change.
#[derive(Clone, Debug, Default)]
pub struct LinkForm {
    /// The provider's account that is linked.
    pub linked: Option<String>,
    /// The provider's account that may be linked, with the token that is sent with the form.
    pub linkable: Option<(String, String)>,
    /// Whether it has just been linked.
    pub linked_now: bool,
    /// Whether it has just been unlinked.
    pub unlinked_now: bool,
    /// The error of the password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page of the settings.
#[must_use]
pub fn page(shell: &Shell<'_>, form: &LinkForm) -> Markup {
    let i18n = shell.strings();
    let address = SettingsPage::SignOn.address();
    let confirmation =
        || confirmation(shell, address, &i18n.present_password_label, form.password_error.as_deref());
    let content = html! {
        (problem(form.problem.as_deref()))
        @if form.linked_now { p.saved role="status" { (i18n.sign_on_linked_now) } }
        @if form.unlinked_now { p.saved role="status" { (i18n.sign_on_unlinked_now) } }
        p { (i18n.sign_on_note) }
        @match (&form.linkable, &form.linked) {
            (Some((ticket, label)), _) => {
                form action=(address) method="post" {
                    p { (i18n.link_this_account(label.as_str())) }
                    input type="hidden" name="ticket" value=(ticket);
                    input type="hidden" name="label" value=(label);
                    (confirmation())
                    p.buttons {
                        button.primary name="act" value="link" { (i18n.link_it) }
                        " " a.button href=(address) { (i18n.cancel) }
                    }
                }
            }
            (None, Some(label)) => {
                p { (i18n.sign_on_linked(label.as_str())) }
                form action=(address) method="post" {
                    (confirmation())
                    button.danger name="act" value="unlink" { (i18n.unlink_sign_on) }
                }
            }
            (None, None) => p { a.button href=(urls::sign_on(address)) { (i18n.link_sign_on) } }
        }
    };
    settings_nav::page(shell, SettingsPage::SignOn, &content)
}
