//! Registering and logging in.

use maud::{Markup, html};

use crate::model::Password;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Texts;
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::unsent::text_box;
use crate::views::parts::{layout, urls};

/// A login or registration form: what was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct AccountForm {
    /// The name as typed.
    pub username: String,
    /// Where to go afterwards.
    pub next: String,
    /// What was sent after the session had ended: it is for the room at `next`, or for a form there.
    pub unsent: String,
    /// Whether that is only its beginning.
    pub cut: bool,
    /// Whether the browser has logged out just now.
    pub left: bool,
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
            @if form.left { link rel="stylesheet" href="/login/left.css"; }
            h1 { (t.log_in) }
            form action="/login" method="post" hx-post="/login" hx-target="#account-form" hx-swap="outerHTML" {
                (problem(form.problem.as_deref()))
                (username(form, None, t))
                (password(form, "current-password", None, t))
                input type="hidden" name="next" value=(form.next);
                (carried(form, t))
                button.primary { (t.log_in) }
                @if registration && !form.unsent.is_empty() {
                    @let other = html! { button.link name="other" value="yes" { (t.create_an_account) } };
                    p.aside { (with_markup(&t.new_here(GAPS[0]), &[&other])) }
                }
            }
            @if registration && form.unsent.is_empty() {
                @let link = html! { a href=(urls::register(&form.next)) { (t.create_an_account) } };
                p.aside { (with_markup(&t.new_here(GAPS[0]), &[&link])) }
            }
        }
    }
}

/// What somebody gets to send after all, who has logged in again.
#[must_use]
pub fn unsent_page(form: &AccountForm, nonce: &str, t: &Texts) -> Markup {
    layout::card(t, &t.not_sent_yet, &unsent(form, nonce, t))
}

/// The form in which it stands, or a box where the form has more fields than it.
#[must_use]
pub fn unsent(form: &AccountForm, nonce: &str, t: &Texts) -> Markup {
    let next = if form.next.is_empty() { "/" } else { &form.next };
    html! {
        div #account-form {
            h1 { (t.not_sent_yet) }
            @match message_action(next) {
                Some(action) => {
                    form action=(action) method="post" {
                        input type="hidden" name="nonce" value=(nonce);
                        div.field {
                            label for="body" { (t.message) }
                            textarea #body name="body" rows="5" dir="auto" lang="" autofocus { "\n" (form.unsent) }
                        }
                        button.primary { @if action == next { (t.save_message) } @else { (t.send) } }
                    }
                    p.aside { a href=(next) { (t.do_not_send) } }
                }
                None => {
                    p { (t.copy_what_you_wrote) }
                    (text_box("unsent", &t.not_sent_yet, &form.unsent))
                    p { a.button href=(next) { (t.back_to_the_form) } }
                }
            }
        }
    }
}

/// Where a message is sent that is for this page: a new one for a room's, or another text of one for the page where it is
/// edited.
fn message_action(page: &str) -> Option<String> {
    if page.contains(['?', '#']) {
        return None;
    }
    let segments: Vec<&str> = page.split('/').collect();
    match segments[..] {
        ["", "rooms", _] => Some(format!("{page}/messages")),
        ["", "rooms", _, "messages", _, "edit"] => Some(page.to_owned()),
        _ => None,
    }
}

/// What goes along until somebody is logged in.
fn carried(form: &AccountForm, t: &Texts) -> Markup {
    html! {
        @if !form.unsent.is_empty() {
            div.field {
                label for="unsent" { (t.not_sent_yet) }
                textarea #unsent name="unsent" rows="3" dir="auto" lang="" readonly { "\n" (form.unsent) }
                @if form.cut { p.hint { (t.only_the_beginning) } }
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
                (carried(form, t))
                button.primary { (t.create_account) }
                @if !form.unsent.is_empty() {
                    @let other = html! { button.link name="other" value="yes" { (t.log_in) } };
                    p.aside { (with_markup(&t.have_an_account(GAPS[0]), &[&other])) }
                }
            }
            @if form.unsent.is_empty() { p.aside { (with_markup(&t.have_an_account(GAPS[0]), &[&login])) } }
        }
    }
}

/// What is shown instead of the form where nobody may register.
#[must_use]
pub fn registration_closed(form: &AccountForm, t: &Texts) -> Markup {
    let content = html! {
        h1 { (t.registration_closed) }
        p { (t.registration_closed_advice) }
        @if !form.unsent.is_empty() { (text_box("unsent", &t.not_sent_yet, &form.unsent)) }
        p { a.button href="/login" { (t.log_in) } }
    };
    layout::card(t, &t.registration_closed, &content)
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
