//! Form fields and errors.

use maud::{Markup, html};

use crate::views::i18n::names::Strings;
use crate::views::parts::shell::Shell;
use crate::views::parts::urls;

/// A labelled input field, with its hint and error.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) label: &'a str,
    /// `text` or `password`.
    pub(crate) kind: &'a str,
    /// The value typed before; ignored for passwords.
    pub(crate) value: &'a str,
    pub(crate) autocomplete: &'a str,
    pub(crate) hint: Option<&'a str>,
    pub(crate) error: Option<&'a str>,
    pub(crate) required: bool,
    pub(crate) autofocus: bool,
}

pub(crate) fn field(field: &Field<'_>) -> Markup {
    let (hint_id, error_id) = (format!("{}-hint", field.name), format!("{}-error", field.name));
    let described: Vec<&str> = [field.error.map(|_| error_id.as_str()), field.hint.map(|_| hint_id.as_str())]
        .into_iter()
        .flatten()
        .collect();
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            // Not `required`: Firefox reports the whole form as invalid while it is empty, and Orca announces that on
            // loading.
            input #(field.name) name=(field.name) type=(field.kind) value=[(field.kind != "password").then_some(field.value)]
                autocomplete=(field.autocomplete) autocapitalize="none" spellcheck="false" aria-required=[field.required.then_some("true")]
                autofocus[field.autofocus]
                aria-invalid=[field.error.map(|_| "true")]
                aria-describedby=[(!described.is_empty()).then(|| described.join(" "))];
            @if let Some(hint) = field.hint { p.hint #(hint_id) { (hint) } }
            @if let Some(error) = field.error { p.error #(error_id) { (error) } }
        }
    }
}

/// The field for the password that confirms a form on this page, and the username, which password managers read. Where
/// the viewer has no password, a login at the provider of single sign-on confirms.
pub(crate) fn confirmation(shell: &Shell<'_>, page: &str, label: &str, error: Option<&str>) -> Markup {
    let (i18n, confirms) = (shell.strings(), shell.logins.confirms);
    html! {
        @if confirms.by_password { (password(shell, label, error, i18n)) }
        (sign_on(shell, page))
    }
}

/// The confirmation of a form on this page without a password: a login at the provider of single sign-on.
pub(crate) fn sign_on(shell: &Shell<'_>, page: &str) -> Markup {
    let i18n = shell.strings();
    html! {
        @match shell.logins.confirms.by_sign_on {
            Some(true) => p.hint { (i18n.confirmed_by_sign_on) },
            Some(false) => {
                p { (i18n.confirm_by_sign_on_note) }
                p { a.button href=(urls::confirm_by_sign_on(page)) { (i18n.confirm_by_sign_on) } }
            }
            None => {}
        }
    }
}

fn password(shell: &Shell<'_>, label: &str, error: Option<&str>, i18n: &Strings) -> Markup {
    let owner = &shell.account.person.username;
    html! {
        input.for-password-managers type="text" name="username" value=(owner.as_str()) autocomplete="username" readonly hidden;
        (field(&Field {
            name: "password",
            label,
            kind: "password",
            value: "",
            autocomplete: "current-password",
            hint: Some(&i18n.confirm_with_password),
            error,
            required: true,
            autofocus: error.is_some(),
        }))
    }
}

/// An error of a form as a whole.
pub(crate) fn problem(text: Option<&str>) -> Markup {
    html! { @if let Some(text) = text { p.error.problem #problem role="alert" { (text) } } }
}
