//! The login page.

use maud::{Markup, html};

use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::accounts::forms::{AccountForm, LoginOptions, carried, password, username};
use crate::views::parts::forms::problem;
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::{assets, layout, urls};

/// The login page.
#[must_use]
pub fn login_page(form: &AccountForm, options: &LoginOptions, i18n: &PublicShell) -> Markup {
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
