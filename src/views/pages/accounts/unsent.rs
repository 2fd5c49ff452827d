//! The page with a text that was not sent before the session ended.

use maud::{Markup, html};

use crate::views::i18n::names::Strings;
use crate::views::pages::accounts::forms::AccountForm;
use crate::views::parts::layout;
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::unsent::text_box;

/// The page with an unsent text, after logging in again.
#[must_use]
pub fn unsent_page(form: &AccountForm, nonce: &str, i18n: &PublicShell) -> Markup {
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
