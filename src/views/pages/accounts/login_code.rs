//! The page for the code of a second factor.

use maud::{Markup, html};

use crate::views::i18n::names::Strings;
use crate::views::pages::accounts::forms::{AccountForm, carried};
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::{layout, urls};

/// The form for the code of a second factor: what it is sent with, and its error.
#[derive(Clone, Debug, Default)]
pub struct CodeForm {
    /// The username as typed before.
    pub username: String,
    /// The token that proves that the password was right.
    pub half: String,
    /// The URL to redirect to afterwards.
    pub next: String,
    /// The text of a form that was submitted after the session had ended.
    pub unsent: String,
    /// The error of the code.
    pub code_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page for the code of a second factor.
#[must_use]
pub fn code_page(form: &CodeForm, i18n: &PublicShell) -> Markup {
    layout::card(i18n, &i18n.enter_code, &code(form, i18n))
}

/// The form for the code of a second factor.
#[must_use]
pub fn code(form: &CodeForm, i18n: &Strings) -> Markup {
    let unsent = AccountForm { unsent: form.unsent.clone(), ..AccountForm::default() };
    html! {
        div #account-form {
            h1 { (i18n.enter_code) }
            form action="/login/code" method="post" hx-post="/login/code" hx-target="#account-form" hx-swap="outerHTML" {
                (problem(form.problem.as_deref()))
                input type="hidden" name="username" value=(form.username);
                input type="hidden" name="half" value=(form.half);
                input type="hidden" name="next" value=(form.next);
                (field(&Field {
                    name: "code",
                    label: &i18n.code_label,
                    kind: "text",
                    value: "",
                    autocomplete: "one-time-code",
                    hint: Some(&i18n.code_hint),
                    error: form.code_error.as_deref(),
                    required: true,
                    autofocus: true,
                }))
                (carried(&unsent, i18n))
                button.primary { (i18n.log_in) }
            }
            p.aside { a href=(urls::login(&form.next)) { (i18n.cancel) } }
        }
    }
}
