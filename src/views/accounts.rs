//! Registering and logging in; who somebody is.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use maud::{Markup, html};
use unicode_segmentation::UnicodeSegmentation as _;

use super::forms::{Field, field, problem};
use super::texts::{GAPS, Texts, with_markup};
use super::{layout, urls};
use crate::model::{Password, Username};

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
pub fn login_page(form: &AccountForm, registration: bool, t: &Texts) -> Markup {
    layout::card(t, &t.log_in, &login(form, registration, t))
}

/// The login form.
#[must_use]
pub fn login(form: &AccountForm, registration: bool, t: &Texts) -> Markup {
    html! {
        div #account-form {
            h1 { (t.log_in) }
            form action="/login" method="post" hx-post="/login" hx-target="#account-form" hx-swap="outerHTML" {
                (problem(form.problem.as_deref()))
                (username(form, None, t))
                (password(form, "current-password", None, t))
                input type="hidden" name="next" value=(form.next);
                button.primary { (t.log_in) }
            }
            @if registration {
                @let link = html! { a href=(urls::register(&form.next)) { (t.create_an_account) } };
                p.aside { (with_markup(&t.new_here(GAPS[0]), &[&link])) }
            }
        }
    }
}

/// The registration page.
#[must_use]
pub fn register_page(form: &AccountForm, t: &Texts) -> Markup {
    layout::card(t, &t.create_an_account, &register(form, t))
}

/// The registration form.
#[must_use]
pub fn register(form: &AccountForm, t: &Texts) -> Markup {
    let login = html! { a href=(urls::login(&form.next)) { (t.log_in) } };
    html! {
        div #account-form {
            h1 { (t.create_an_account) }
            form action="/register" method="post" hx-post="/register" hx-target="#account-form" hx-swap="outerHTML" {
                (problem(form.problem.as_deref()))
                (username(form, Some(&t.username_hint), t))
                (password(form, "new-password", Some(&t.password_hint(Password::MIN_CHARS)), t))
                input type="hidden" name="next" value=(form.next);
                button.primary { (t.create_account) }
            }
            p.aside { (with_markup(&t.have_an_account(GAPS[0]), &[&login])) }
        }
    }
}

/// What is shown instead of the form where nobody may register.
#[must_use]
pub fn registration_closed(t: &Texts) -> Markup {
    let content = html! {
        h1 { (t.registration_closed) }
        p { (t.registration_closed_advice) }
        p { a.button href="/login" { (t.log_in) } }
    };
    layout::card(t, &t.registration_closed, &content)
}

/// The initials of somebody, on a colour that is always the same for the name. The name itself stands beside it.
#[must_use]
pub fn avatar(username: &Username) -> Markup {
    html! { span class={ "avatar hue-" (hue(username)) } data-initials=(initials(username)) aria-hidden="true" {} }
}

fn username(form: &AccountForm, hint: Option<&str>, t: &Texts) -> Markup {
    field(&Field {
        name: "username",
        label: &t.username_label,
        kind: "text",
        value: &form.username,
        autocomplete: "username",
        hint,
        error: form.username_error.as_deref(),
        required: true,
        autofocus: form.username_error.is_some() || form.password_error.is_none(),
    })
}

fn password(form: &AccountForm, autocomplete: &str, hint: Option<&str>, t: &Texts) -> Markup {
    field(&Field {
        name: "password",
        label: &t.password_label,
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
