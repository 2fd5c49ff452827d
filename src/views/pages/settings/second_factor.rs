//! The page for one's second factor.

use maud::{Markup, html};

use crate::model::logins::second_factors::grouped;
use crate::views::parts::forms::{Field, confirmation, field, problem};
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, qr, settings_nav};

/// What the page shows.
#[derive(Clone, Debug)]
pub enum Step {
    /// There is none.
    Off,
    /// It is being set up: the secret as text, and the URL for the QR code.
    SettingUp {
        /// The secret in base 32.
        secret: String,
        /// The `otpauth` URL.
        url: String,
    },
    /// It is on, with this number of recovery codes left.
    On(u32),
}

/// The errors of the form, and the outcome. It never repeats passwords.
#[derive(Clone, Debug, Default)]
pub struct FactorForm {
    /// The recovery codes, which are shown once.
    pub codes: Vec<String>,
    /// Whether the viewer's role needs one, which is not on yet.
    pub required: bool,
    /// Whether it has just been turned off.
    pub turned_off: bool,
    /// The error of the password.
    pub password_error: Option<String>,
    /// The error of the code.
    pub code_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, step: &Step, form: &FactorForm) -> Markup {
    let i18n = shell.strings();
    let password = html! {
        (confirmation(shell, SettingsPage::SecondFactor.address(), &i18n.present_password_label, form.password_error.as_deref()))
    };
    let content = html! {
        (problem(form.problem.as_deref()))
        @if form.required { p.warning { (i18n.second_factor_required) } }
        @if form.turned_off { p.saved role="status" { (i18n.second_factor_is_off) } }
        @if !form.codes.is_empty() {
            section {
                h2 { (i18n.recovery_codes) }
                p { (i18n.recovery_codes_note) }
                ul.codes { @for code in &form.codes { li { code { (grouped(code)) } } } }
            }
        }
        @match step {
            Step::Off => {
                p { (i18n.second_factor_note) }
                form action="/settings/second-factor" method="post" {
                    (password)
                    button.primary name="act" value="begin" { (i18n.set_up_second_factor) }
                }
            }
            Step::SettingUp { secret, url } => {
                p { (i18n.scan_this_code) }
                (qr::code(url, &i18n.factor_qr))
                p { (i18n.factor_secret_label) br; code { (secret) } }
                form action="/settings/second-factor" method="post" {
                    (field(&Field {
                        name: "code",
                        label: &i18n.code_label,
                        kind: "text",
                        value: "",
                        autocomplete: "one-time-code",
                        hint: Some(&i18n.first_code_hint),
                        error: form.code_error.as_deref(),
                        required: true,
                        autofocus: form.code_error.is_some(),
                    }))
                    button.primary name="act" value="confirm" { (i18n.turn_on) }
                }
            }
            Step::On(left) => {
                p role=[(!form.codes.is_empty()).then_some("status")] { (i18n.second_factor_is_on) " " (i18n.recovery_codes_left(*left)) }
                form action="/settings/second-factor" method="post" {
                    (password)
                    p.buttons {
                        button.primary name="act" value="codes" { (i18n.new_recovery_codes) }
                        " " button.danger name="act" value="off" { (i18n.turn_off) }
                    }
                }
            }
        }
    };
    if form.required {
        alone(&content, &shell.public())
    } else {
        settings_nav::page(shell, SettingsPage::SecondFactor, &content)
    }
}

/// The page of somebody for whom nothing else is open before it is set up: without rooms, and names of conversations.
fn alone(content: &Markup, i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (i18n.second_factor) }
        (content)
        form action="/logout" method="post" {
            // Lynx submits a form without fields by GET.
            input type="hidden" name="logout" value="yes";
            button.quiet { (i18n.log_out) }
        }
    };
    layout::card(i18n, &i18n.second_factor, &content)
}
