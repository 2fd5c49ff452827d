//! A guest's page of one message: to react to it and, where it is the guest's own, to change and delete it.

use maud::{Markup, html};

use crate::model::appearance::Appearance;
use crate::model::{Locale, Message};
use crate::views::i18n::names::Strings;
use crate::views::i18n::strings::strings;
use crate::views::pages::guests::own::said;
use crate::views::parts::forms::problem;
use crate::views::parts::layout;
use crate::views::parts::message_menu::COMMON;
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::urls;

/// The state of the forms: what was typed, and the errors.
#[derive(Clone, Debug, Default)]
pub struct MessageForm {
    /// The text as typed; none: that of the message.
    pub body: Option<String>,
    /// The error of the text.
    pub body_error: Option<String>,
    /// The emoji as typed.
    pub emoji: String,
    /// Why a reaction was refused.
    pub problem: Option<String>,
}

/// The page.
#[must_use]
pub fn page(message: &Message, is_own: bool, form: &MessageForm, shell: &PublicShell) -> Markup {
    let (i18n, locale): (&Strings, _) = (shell, &shell.locale);
    let address = urls::guest_message(message.id);
    let body = html! {
        main.card {
            h1 { (i18n.message) }
            div.quoted { (said(message, locale)) }
            (problem(form.problem.as_deref()))
            form.emoji action=(address) method="post" aria-label=(i18n.react) {
                input type="hidden" name="act" value="react";
                @for emoji in COMMON { button.quiet name="emoji" value=(emoji) { span.glyph { (emoji) } } " " }
            }
            form.other action=(address) method="post" {
                input type="hidden" name="act" value="react";
                label.hidden for="emoji" { (i18n.another_emoji) }
                input #emoji name="emoji" value=(form.emoji) placeholder=(i18n.other_emoji) aria-required="true"
                    autocomplete="off" autocapitalize="none" aria-invalid=[form.problem.as_ref().map(|_| "true")]
                    aria-describedby=[form.problem.as_ref().map(|_| "problem")];
                button { (i18n.react) }
            }
            @if is_own { (own(message, &address, form, locale)) }
            p { a.button href="/guest" { (i18n.cancel) } }
        }
    };
    layout::document(i18n, &shell.branding, Appearance::default(), &i18n.message, "outside", &html! {}, &body)
}

fn own(message: &Message, address: &str, form: &MessageForm, locale: &Locale) -> Markup {
    let i18n = strings(locale.language);
    let body = form.body.as_deref().unwrap_or(&message.body);
    let invalid = form.body_error.as_ref().map(|_| "true");
    html! {
        form action=(address) method="post" {
            div.field {
                label for="body" { (i18n.message_text) }
                textarea #body name="body" rows="6" lang="" dir="auto" required aria-invalid=[invalid]
                    aria-describedby=[form.body_error.as_ref().map(|_| "body-error")] {
                    // A line end directly after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
                    @if body.starts_with(['\n', '\r']) { "\n" }
                    (body)
                }
                @if let Some(error) = &form.body_error { p.error #body-error { (error) } }
            }
            button.primary name="act" value="edit" { (i18n.save_message) }
        }
        form action=(address) method="post" {
            p { (i18n.delete_message_note) }
            button.danger name="act" value="delete" { (i18n.delete_message) }
        }
    }
}
