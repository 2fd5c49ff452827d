//! The pages about e-mail: one's address, the page of the link that verifies it, and lost passwords.

use maud::{Markup, html};

use crate::model::mail::addresses::OwnAddresses;
use crate::model::{EmailAddress, Username};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::parts::forms::{Field, confirmation, field, problem};
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, settings_nav, urls};

/// The form for one's address: the value typed, the outcome, and the errors. It never repeats passwords.
#[derive(Clone, Debug, Default)]
pub struct AddressForm {
    /// The address as typed.
    pub address: String,
    /// The outcome.
    pub notice: Option<String>,
    /// The error of the address.
    pub address_error: Option<String>,
    /// The error of the password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page of one's address.
#[must_use]
pub fn address_page(shell: &Shell<'_>, own: &OwnAddresses, form: &AddressForm) -> Markup {
    let i18n = shell.strings();
    let has_any = own.verified.is_some() || own.pending.is_some();
    let shown = |address: &EmailAddress| html! { bdi { (address.as_str()) } };
    let content = html! {
        (problem(form.problem.as_deref()))
        @if let Some(notice) = &form.notice { p.saved role="status" { (notice) } }
        p { (i18n.email_note) }
        @match &own.verified {
            Some((address, _)) => p.own-address { (with_markup(&i18n.email_verified(GAPS[0]), &[&shown(address)])) },
            None => p { (i18n.email_none) }
        }
        @if let Some((address, _)) = &own.pending {
            p.unverified { (with_markup(&i18n.email_pending(GAPS[0]), &[&shown(address)])) }
        }
        form action="/settings/email" method="post" {
            (field(&Field {
                name: "address",
                label: &i18n.email_label,
                kind: "text",
                value: &form.address,
                autocomplete: "email",
                hint: None,
                error: form.address_error.as_deref(),
                required: true,
                autofocus: form.address_error.is_some(),
            }))
            (confirmation(shell, SettingsPage::Email.address(), &i18n.present_password_label, form.password_error.as_deref()))
            p.buttons {
                button.primary name="act" value="verify" { (i18n.email_send_link) }
                @if own.pending.is_some() && own.verified.is_some() {
                    " " button name="act" value="cancel" { (i18n.email_cancel_pending) }
                }
                @if has_any { " " button.danger name="act" value="remove" { (i18n.email_remove) } }
            }
        }
    };
    settings_nav::page(shell, SettingsPage::Email, &content)
}

/// The page of a link that verifies an address. A form, because programs that scan e-mails follow the links in them.
#[must_use]
pub fn verification_page(address: &EmailAddress, name: &Username, secret: &str, i18n: &PublicShell) -> Markup {
    let (shown, name) = (html! { bdi { (address.as_str()) } }, html! { bdi { (name.as_str()) } });
    let content = html! {
        h1 { (i18n.verify_email) }
        p { (with_markup(&i18n.verify_email_note(GAPS[0], GAPS[1]), &[&shown, &name])) }
        form action=(urls::verify_email(secret)) method="post" {
            button.primary name="verify" value="yes" { (i18n.verify_email_button) }
        }
    };
    layout::card(i18n, &i18n.verify_email, &content)
}

/// The page after an address was verified.
#[must_use]
pub fn verified_page(address: &EmailAddress, i18n: &PublicShell) -> Markup {
    let shown = html! { bdi { (address.as_str()) } };
    let content = html! {
        h1 { (i18n.email_is_verified) }
        p { (with_markup(&i18n.email_is_verified_note(GAPS[0]), &[&shown])) }
        p { a.button href="/" { (i18n.to_the_rooms) } }
    };
    layout::card(i18n, &i18n.email_is_verified, &content)
}

/// The form for a lost password: the value typed, and the errors.
#[derive(Clone, Debug, Default)]
pub struct LostPasswordForm {
    /// The name or address as typed.
    pub typed: String,
    /// The error of the name.
    pub error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page for a lost password.
#[must_use]
pub fn lost_password_page(form: &LostPasswordForm, i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (i18n.forgot_password) }
        p { (i18n.recover_note) }
        form action="/recover" method="post" {
            (problem(form.problem.as_deref()))
            (field(&Field {
                name: "username",
                label: &i18n.recover_label,
                kind: "text",
                value: &form.typed,
                autocomplete: "username",
                hint: None,
                error: form.error.as_deref(),
                required: true,
                autofocus: true,
            }))
            button.primary { (i18n.recover_button) }
        }
        p.aside { a href="/login" { (i18n.log_in) } }
    };
    layout::card(i18n, &i18n.forgot_password, &content)
}

/// The page after somebody has asked for a link: the same whether one is sent or not.
#[must_use]
pub fn link_sent_page(i18n: &PublicShell) -> Markup {
    let content = html! {
        h1 { (i18n.recover_sent) }
        p { (i18n.recover_sent_note) }
        p { a.button href="/login" { (i18n.log_in) } }
    };
    layout::card(i18n, &i18n.recover_sent, &content)
}
