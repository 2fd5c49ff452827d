//! Registering and logging in; who somebody is.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use maud::{Markup, html};
use unicode_segmentation::UnicodeSegmentation as _;

use super::forms::{Field, field, problem};
use super::{layout, urls};
use crate::model::Username;

/// A login or registration form: what was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct AccountForm {
    /// The name as typed.
    pub username: String,
    /// Where to go afterwards.
    pub next: String,
    /// What is wrong with the name.
    pub username_error: Option<String>,
    /// What is wrong with the password.
    pub password_error: Option<String>,
    /// What is wrong otherwise.
    pub problem: Option<String>,
}

/// The login page.
#[must_use]
pub fn login_page(form: &AccountForm, registration: bool) -> Markup {
    layout::card("Log in", &login(form, registration))
}

/// The login form.
#[must_use]
pub fn login(form: &AccountForm, registration: bool) -> Markup {
    html! {
        div #account-form {
            h1 { "Log in" }
            form action="/login" method="post" hx-post="/login" hx-target="#account-form" hx-swap="outerHTML" {
                (problem(form.problem.as_deref()))
                (username(form, None))
                (password(form, "current-password", None))
                input type="hidden" name="next" value=(form.next);
                button.primary { "Log in" }
            }
            @if registration {
                p.aside { "New here? " a href=(urls::register(&form.next)) { "Create an account" } }
            }
        }
    }
}

/// The registration page.
#[must_use]
pub fn register_page(form: &AccountForm) -> Markup {
    layout::card("Create an account", &register(form))
}

/// The registration form.
#[must_use]
pub fn register(form: &AccountForm) -> Markup {
    html! {
        div #account-form {
            h1 { "Create an account" }
            form action="/register" method="post" hx-post="/register" hx-target="#account-form" hx-swap="outerHTML" {
                (problem(form.problem.as_deref()))
                (username(form, Some("Letters, digits, “_”, “-” and “.”; everybody sees it.")))
                (password(form, "new-password", Some("At least 8 characters.")))
                input type="hidden" name="next" value=(form.next);
                button.primary { "Create account" }
            }
            p.aside { "Have an account? " a href=(urls::login(&form.next)) { "Log in" } }
        }
    }
}

/// What is shown instead of the form where nobody may register.
#[must_use]
pub fn registration_closed() -> Markup {
    let content = html! {
        h1 { "Registration is closed" }
        p { "New accounts are not open here. Ask the person who runs this server for one." }
        p { a.button href="/login" { "Log in" } }
    };
    layout::card("Registration is closed", &content)
}

/// The initials of somebody, on a colour that is always the same for the name. The name itself stands beside it.
#[must_use]
pub fn avatar(username: &Username) -> Markup {
    html! { span class={ "avatar hue-" (hue(username)) } data-initials=(initials(username)) aria-hidden="true" {} }
}

fn username(form: &AccountForm, hint: Option<&str>) -> Markup {
    field(&Field {
        name: "username",
        label: "Name",
        kind: "text",
        value: &form.username,
        autocomplete: "username",
        hint,
        error: form.username_error.as_deref(),
        required: true,
        autofocus: form.username_error.is_some() || form.password_error.is_none(),
    })
}

fn password(form: &AccountForm, autocomplete: &str, hint: Option<&str>) -> Markup {
    field(&Field {
        name: "password",
        label: "Password",
        kind: "password",
        value: "",
        autocomplete,
        hint,
        error: form.password_error.as_deref(),
        required: true,
        autofocus: form.username_error.is_none() && form.password_error.is_some(),
    })
}

/// One of twelve colours.
fn hue(username: &Username) -> u64 {
    // `DefaultHasher::new` hashes the same in every process.
    let mut hasher = DefaultHasher::new();
    username.as_str().hash(&mut hasher);
    hasher.finish() % 12
}

/// The first letters of the first two words, else the first two letters.
fn initials(username: &Username) -> String {
    let words: Vec<&str> =
        username.as_str().split(['.', '-', '_']).filter(|word| !word.is_empty()).take(2).collect();
    let letters: String = match words[..] {
        [first, second] => first.graphemes(true).take(1).chain(second.graphemes(true).take(1)).collect(),
        _ => words.concat().graphemes(true).take(2).collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_two_letters_of_the_name() {
        for (name, letters) in [("ann", "AN"), ("mary.jane", "MJ"), ("_x", "X"), ("Ünal", "ÜN"), ("a-b-c", "AB")]
        {
            assert_eq!(initials(&Username::parse(name).unwrap()), letters);
        }
    }
}
