//! The registration page.

use maud::{Markup, html};

use crate::model::Password;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::accounts::forms::{
    AccountForm, Closed, Intro, LoginOptions, carried, password, username,
};
use crate::views::parts::forms::problem;
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::unsent::text_box;
use crate::views::parts::{layout, urls};

/// The registration page.
#[must_use]
pub fn register_page(form: &AccountForm, options: &LoginOptions, i18n: &PublicShell) -> Markup {
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
pub fn registration_closed(form: &AccountForm, why: Closed, i18n: &PublicShell) -> Markup {
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
