//! The pages for registering and logging in.

use maud::{Markup, html};

use crate::model::Password;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::unsent::text_box;
use crate::views::parts::{assets, layout, urls};

/// A login or registration form: the values typed, and their errors.
#[derive(Clone, Debug, Default)]
pub struct AccountForm {
    /// The username as typed.
    pub username: String,
    /// The URL to redirect to afterwards.
    pub next: String,
    /// The text of a form that was submitted after the session had ended, for the page at `next`.
    pub unsent: String,
    /// Whether `unsent` is cut.
    pub cut: bool,
    /// Where a registration is sent; empty: `/register`.
    pub action: String,
    /// The introduction of a registration; none: the usual heading.
    pub intro: Option<Intro>,
    /// A note on what was done before.
    pub notice: Option<String>,
    /// Whether lost passwords can be set anew by e-mail.
    pub recovery: bool,
    /// Whether the browser has just logged out.
    pub just_logged_out: bool,
    /// The error of the username.
    pub username_error: Option<String>,
    /// The error of the password.
    pub password_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The ways to log in and to make an account.
#[derive(Clone, Debug)]
pub struct LoginOptions {
    /// Whether anybody can register with the form now.
    pub registration: bool,
    /// Whether people log in and register by password.
    pub passwords: bool,
    /// Whether browsers offer passkeys for this server.
    pub passkeys: bool,
    /// Whether there is single sign-on: the provider's name, if it has one.
    pub sign_on: Option<Option<String>>,
}

/// The introduction of a registration by a link.
#[derive(Clone, Debug)]
pub struct Intro {
    /// The heading.
    pub heading: String,
    /// A paragraph below it.
    pub text: Option<String>,
    /// The text of the button.
    pub button: String,
}

/// Why the registration form is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Nobody may register.
    ToAll,
    /// It needs an invitation.
    ByInvitation,
    /// The first account needs a setup link.
    BeforeSetup,
}

/// The login page.
#[must_use]
pub fn login_page(form: &AccountForm, options: &LoginOptions, i18n: &Strings) -> Markup {
    let content = html! {
        (login(form, options, i18n))
        @if options.passkeys { (passkey(form, i18n)) }
    };
    layout::card(i18n, &i18n.log_in, &content)
}

/// The form for a passkey, which its script shows where the browser has passkeys. It is outside of the form that htmx
/// replaces.
fn passkey(form: &AccountForm, i18n: &Strings) -> Markup {
    html! {
        form.passkey action="/login/passkey" method="post" hidden data-passkey="login" data-begin="/login/passkey/begin" {
            input type="hidden" name="next" value=(form.next);
            input type="hidden" name="unsent" value=(form.unsent);
            input type="hidden" name="challenge" value="";
            input type="hidden" name="answer" value="";
            p { button { (i18n.log_in_with_passkey) } }
        }
        script src=(assets::PASSKEYS_JS) {}
    }
}

/// The login form as the content of a page whose session has ended, without the sidebar: somebody else may log in next.
#[must_use]
pub fn login_in_page(form: &AccountForm, options: &LoginOptions, i18n: &Strings) -> Markup {
    html! {
        hx-partial hx-target="#sidebar" hx-swap="delete" {}
        div.scroller { div.card { (login(form, options, i18n)) } }
    }
}

/// The login form.
#[must_use]
pub fn login(form: &AccountForm, options: &LoginOptions, i18n: &Strings) -> Markup {
    let registration = options.registration && options.passwords;
    html! {
        div #account-form {
            @if form.just_logged_out { link rel="stylesheet" href="/login/left.css"; }
            h1 { (i18n.log_in) }
            form action="/login" method="post" hx-post="/login" hx-target="#account-form" hx-swap="outerHTML" {
                (problem(form.problem.as_deref()))
                @if let Some(notice) = &form.notice { p.saved role="status" { (notice) } }
                @if options.passwords {
                    (username(form, None, i18n))
                    (password(form, "current-password", None, i18n))
                }
                input type="hidden" name="next" value=(form.next);
                (carried(form, i18n))
                @if options.passwords { button.primary { (i18n.log_in) } }
                @if let Some(provider) = &options.sign_on { (sign_on(form, provider.as_deref(), options, i18n)) }
                @if registration && !form.unsent.is_empty() {
                    @let other = html! { button.link name="other" value="yes" { (i18n.create_an_account) } };
                    p.aside { (with_markup(&i18n.new_here(GAPS[0]), &[&other])) }
                }
            }
            @if form.recovery { p.aside { a href="/recover" { (i18n.forgot_password) } } }
            @if registration && form.unsent.is_empty() {
                @let link = html! { a href=(urls::register(&form.next)) { (i18n.create_an_account) } };
                p.aside { (with_markup(&i18n.new_here(GAPS[0]), &[&link])) }
            }
        }
    }
}

/// The link to the provider of single sign-on. An unsent text stays in the form meanwhile.
fn sign_on(form: &AccountForm, provider: Option<&str>, options: &LoginOptions, i18n: &Strings) -> Markup {
    let is_unsent = !form.unsent.is_empty();
    html! {
        @if is_unsent { p.hint { (i18n.sign_on_keeps_text) } }
        p {
            a.button.primary[!options.passwords] href=(urls::sign_on(if is_unsent { "" } else { &form.next }))
                target=[is_unsent.then_some("_blank")] rel=[is_unsent.then_some("noopener")] {
                @match provider {
                    Some(provider) => (i18n.log_in_with(provider)),
                    None => (i18n.log_in_by_sign_on),
                }
            }
        }
        @if is_unsent { p { button name="again" value="yes" { (i18n.have_logged_in) } } }
    }
}

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
pub fn code_page(form: &CodeForm, i18n: &Strings) -> Markup {
    layout::card(i18n, &i18n.enter_code, &code(form, i18n))
}

/// The form for the code of a second factor.
#[must_use]
pub fn code(form: &CodeForm, i18n: &Strings) -> Markup {
    let carried = AccountForm { unsent: form.unsent.clone(), ..AccountForm::default() };
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
                (self::carried(&carried, i18n))
                button.primary { (i18n.log_in) }
            }
            p.aside { a href=(urls::login(&form.next)) { (i18n.cancel) } }
        }
    }
}

/// The page with an unsent text, after logging in again.
#[must_use]
pub fn unsent_page(form: &AccountForm, nonce: &str, i18n: &Strings) -> Markup {
    layout::card(i18n, &i18n.not_sent_yet, &unsent(form, nonce, i18n))
}

/// The unsent text in a form that sends it; in a box to copy from where the original form has other fields.
#[must_use]
pub fn unsent(form: &AccountForm, nonce: &str, i18n: &Strings) -> Markup {
    let next = if form.next.is_empty() { "/" } else { &form.next };
    html! {
        div #account-form {
            h1 { (i18n.not_sent_yet) }
            @match message_action(next) {
                Some(action) => {
                    form action=(action) method="post" {
                        input type="hidden" name="nonce" value=(nonce);
                        div.field {
                            label for="body" { (i18n.message) }
                            textarea #body name="body" rows="5" dir="auto" lang="" autofocus { "\n" (form.unsent) }
                        }
                        button.primary { @if action == next { (i18n.save_message) } @else { (i18n.send) } }
                    }
                    p.aside { a href=(next) { (i18n.discard_unsent) } }
                }
                None => {
                    p { (i18n.copy_unsaved_text) }
                    (text_box("unsent", &i18n.not_sent_yet, &form.unsent))
                    p { a.button href=(next) { (i18n.back_to_the_form) } }
                }
            }
        }
    }
}

/// The action that posts a text unsent on this page: a new message for a room's page, an edit for the page of editing a
/// message; none for other pages.
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

/// The unsent text, kept in the form until somebody has logged in.
fn carried(form: &AccountForm, i18n: &Strings) -> Markup {
    html! {
        @if !form.unsent.is_empty() {
            div.field {
                label for="unsent" { (i18n.not_sent_yet) }
                textarea #unsent name="unsent" rows="3" dir="auto" lang="" readonly { "\n" (form.unsent) }
                @if form.cut { p.hint { (i18n.text_truncated) } }
            }
        }
    }
}

/// The registration page.
#[must_use]
pub fn register_page(form: &AccountForm, options: &LoginOptions, i18n: &Strings) -> Markup {
    let title = form.intro.as_ref().map_or(&i18n.create_an_account, |intro| &intro.heading);
    layout::card(i18n, title, &register(form, options, i18n))
}

/// The registration form.
#[must_use]
pub fn register(form: &AccountForm, options: &LoginOptions, i18n: &Strings) -> Markup {
    // The first account may need a password before the provider works.
    let passwords = options.passwords || form.action.starts_with("/setup/");
    // The provider leads back to the link that lets somebody in.
    let next = if form.action.is_empty() { &form.next } else { &form.action };
    let action = if form.action.is_empty() { "/register" } else { &form.action };
    let (heading, text, button) = match &form.intro {
        Some(Intro { heading, text, button }) => (heading, text.as_deref(), button),
        None => (&i18n.create_an_account, None, &i18n.create_account),
    };
    let login = html! { a href=(urls::login(&form.next)) { (i18n.log_in) } };
    html! {
        div #account-form {
            h1 { (heading) }
            @if let Some(text) = text { p { (text) } }
            form action=(action) method="post" hx-post=(action) hx-target="#account-form" hx-swap="outerHTML" {
                (problem(form.problem.as_deref()))
                @if passwords {
                    (username(form, Some(&i18n.username_hint), i18n))
                    (password(form, "new-password", Some(&i18n.password_hint(Password::MIN_CHARS)), i18n))
                }
                input type="hidden" name="next" value=(form.next);
                (carried(form, i18n))
                @if passwords { button.primary { (button) } }
                @if let Some(provider) = &options.sign_on {
                    p {
                        a.button.primary[!passwords] href=(urls::sign_on(next)) {
                            @match provider {
                                Some(provider) => (i18n.create_with(provider.as_str())),
                                None => (i18n.create_by_sign_on),
                            }
                        }
                    }
                }
                @if !form.unsent.is_empty() {
                    @let other = html! { button.link name="other" value="yes" { (i18n.log_in) } };
                    p.aside { (with_markup(&i18n.have_an_account(GAPS[0]), &[&other])) }
                }
            }
            @if form.unsent.is_empty() { p.aside { (with_markup(&i18n.have_an_account(GAPS[0]), &[&login])) } }
        }
    }
}

/// The page shown instead of the form where nobody may register with it.
#[must_use]
pub fn registration_closed(form: &AccountForm, why: Closed, i18n: &Strings) -> Markup {
    let (title, advice) = match why {
        Closed::ToAll => (&i18n.registration_closed, &i18n.registration_closed_advice),
        Closed::ByInvitation => (&i18n.registration_by_invitation, &i18n.registration_by_invitation_advice),
        Closed::BeforeSetup => (&i18n.setup_needed, &i18n.setup_needed_advice),
    };
    let content = html! {
        h1 { (title) }
        p { (advice) }
        @if !form.unsent.is_empty() { (text_box("unsent", &i18n.not_sent_yet, &form.unsent)) }
        p { a.button href="/login" { (i18n.log_in) } }
    };
    layout::card(i18n, title, &content)
}

fn username(form: &AccountForm, hint: Option<&str>, i18n: &Strings) -> Markup {
    field(&Field {
        name: "username",
        label: &i18n.username_label,
        kind: "text",
        value: &form.username,
        autocomplete: "username",
        hint,
        error: form.username_error.as_deref(),
        required: true,
        autofocus: form.username_error.is_some() || form.password_error.is_none(),
    })
}

fn password(form: &AccountForm, autocomplete: &str, hint: Option<&str>, i18n: &Strings) -> Markup {
    field(&Field {
        name: "password",
        label: &i18n.password_label,
        kind: "password",
        value: "",
        autocomplete,
        hint,
        error: form.password_error.as_deref(),
        required: true,
        autofocus: form.username_error.is_none() && form.password_error.is_some(),
    })
}
