//! The page on which a message is reported.

use maud::{Markup, html};

use crate::model::{Message, Room};
use crate::views::parts::forms::{Field, field, problem};
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, messages, urls};

/// The form for a report: the reason typed, its error, and the outcome.
#[derive(Clone, Debug, Default)]
pub struct ReportForm {
    /// The reason as typed.
    pub reason: String,
    /// Whether it was stored.
    pub done: bool,
    /// The error of the reason.
    pub reason_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, room: &Room, message: &Message, form: &ReportForm) -> Markup {
    let i18n = shell.strings();
    let back = html! { a.button href=(urls::message(&room.slug, message.id)) { (i18n.back_to_message) } };
    let content = html! {
        (problem(form.problem.as_deref()))
        @if form.done { p.saved role="status" { (i18n.reported) } }
        div.quoted { (messages::message_alone(message, &room.slug, shell.locale)) }
        @if form.done {
            p.buttons { (back) }
        } @else {
            p.hint { (i18n.report_note) }
            form action=(urls::action(&room.slug, message.id, "report")) method="post" {
                (field(&Field {
                    name: "reason",
                    label: &i18n.report_reason_label,
                    kind: "text",
                    value: &form.reason,
                    autocomplete: "off",
                    hint: None,
                    error: form.reason_error.as_deref(),
                    required: false,
                    autofocus: true,
                }))
                p.buttons { button.primary { (i18n.report_button) } " " (back) }
            }
        }
    };
    layout::sheet(&i18n.report_this_message, shell, &content)
}
