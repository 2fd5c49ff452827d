//! The page for one's passkeys.

use maud::{Markup, html};

use crate::model::Locale;
use crate::model::logins::passkeys::{MAX_PASSKEYS, OwnPasskey, PasskeyId};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::forms::{Field, confirmation, field, problem};
use crate::views::parts::settings_nav::SettingsPage;
use crate::views::parts::shell::Shell;
use crate::views::parts::{assets, settings_nav};

/// The form, and the outcome of the last change.
#[derive(Clone, Debug, Default)]
pub struct PasskeysForm {
    /// The name as typed.
    pub name: String,
    /// The passkey chosen.
    pub chosen: Option<PasskeyId>,
    /// Whether a passkey has just been made.
    pub added: bool,
    /// Whether a passkey has just been removed.
    pub removed: bool,
    /// The error of the name.
    pub name_error: Option<String>,
    /// The error of the password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page. Its script shows the button that makes a passkey.
#[must_use]
pub fn page(shell: &Shell<'_>, passkeys: &[OwnPasskey], form: &PasskeysForm) -> Markup {
    let i18n = shell.strings();
    let address = SettingsPage::Passkeys.address();
    let content = html! {
        (problem(form.problem.as_deref()))
        @if form.added { p.saved role="status" { (i18n.passkey_added) } }
        @if form.removed { p.saved role="status" { (i18n.passkey_removed) } }
        p { (i18n.passkeys_note(MAX_PASSKEYS)) }
        form action=(address) method="post" data-passkey="new" data-begin="/settings/passkeys/begin" {
            @if !passkeys.is_empty() {
                ul.kept.devices { @for own in passkeys { li { (one(own, form, shell.locale, i18n)) } } }
            }
            (field(&Field {
                name: "name",
                label: &i18n.passkey_name_label,
                kind: "text",
                value: &form.name,
                autocomplete: "off",
                hint: Some(&i18n.passkey_name_hint),
                error: form.name_error.as_deref(),
                required: false,
                autofocus: form.name_error.is_some(),
            }))
            (confirmation(shell, address, &i18n.present_password_label, form.password_error.as_deref()))
            input type="hidden" name="add" value="";
            input type="hidden" name="challenge" value="";
            input type="hidden" name="answer" value="";
            p.hint.without-passkeys { (i18n.passkeys_need_javascript) }
            p.buttons {
                button.primary name="act" value="add" hidden data-passkey-button { (i18n.add_passkey) }
                @if !passkeys.is_empty() { " " button.danger name="act" value="remove" { (i18n.remove_passkey) } }
            }
        }
        script src=(assets::PASSKEYS_JS) {}
    };
    settings_nav::page(shell, SettingsPage::Passkeys, &content)
}

fn one(own: &OwnPasskey, form: &PasskeysForm, locale: &Locale, i18n: &Strings) -> Markup {
    let id = own.id.0;
    html! {
        label.called {
            input type="radio" name="passkey" value=(id) checked[form.chosen == Some(own.id)] aria-describedby={ "about-" (id) };
            " " strong dir="auto" { (own.name.as_str()) }
        }
        div #{ "about-" (id) } {
            p.description {
                (with_markup(&i18n.passkey_created(GAPS[0]), &[&dates::day_and_time(own.created_at, locale)]))
                br;
                @match own.used_at {
                    Some(at) => (with_markup(&i18n.passkey_used(GAPS[0]), &[&dates::day_and_time(at, locale)])),
                    None => (i18n.passkey_never_used),
                }
            }
        }
    }
}
