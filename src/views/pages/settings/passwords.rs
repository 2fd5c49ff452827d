//! The page for changing one's password.

use maud::{Markup, html};

use crate::model::Password;
use crate::views::parts::forms::{Field, field, problem, sign_on};
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;

/// The form's notice and errors. It never repeats passwords.
#[derive(Clone, Debug, Default)]
pub struct PasswordForm {
    /// The URL to redirect to afterwards; none: the settings.
    pub next: String,
    /// Why the current password should be changed.
    pub why: Option<String>,
    /// The error of the current password.
    pub present_error: Option<String>,
    /// The error of the new password.
    pub new_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page with the form.
#[must_use]
pub fn page(shell: &Shell<'_>, form: &PasswordForm) -> Markup {
    let i18n = shell.strings();
    let hint = i18n.password_hint(Password::MIN_CHARS);
    let content = html! {
        (problem(form.problem.as_deref()))
        @if !shell.logins.server.passwords { p { (i18n.passwords_off_note) } }
        @if let Some(why) = &form.why { p role="status" { (why) } }
        form action="/settings/password" method="post" {
            // Password managers read the account's name here.
            input.for-password-managers type="text" name="username" value=(shell.account.person.username.as_str()) autocomplete="username"
                readonly hidden;
            @if !form.next.is_empty() { input type="hidden" name="next" value=(form.next); }
            @if shell.logins.confirms.by_password {
                (field(&Field {
                    name: "present",
                    label: &i18n.present_password_label,
                    kind: "password",
                    value: "",
                    autocomplete: "current-password",
                    hint: None,
                    error: form.present_error.as_deref(),
                    required: true,
                    autofocus: form.new_error.is_none(),
                }))
            }
            (sign_on(shell, SettingsPage::Password.address()))
            (field(&Field {
                name: "password",
                label: &i18n.new_password_label,
                kind: "password",
                value: "",
                autocomplete: "new-password",
                hint: Some(&hint),
                error: form.new_error.as_deref(),
                required: true,
                autofocus: form.new_error.is_some(),
            }))
            p.hint { (i18n.other_devices_are_logged_out) }
            p.buttons {
                button.primary { (i18n.change_password) }
                " " a.button href=(if form.next.is_empty() { "/settings" } else { &form.next }) { (i18n.cancel) }
            }
        }
    };
    settings_nav::page(shell, SettingsPage::Password, &content)
}
