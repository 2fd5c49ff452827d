//! The page on which a message is forwarded into another room.

use maud::{Markup, html};

use crate::model::{Message, Room};
use crate::views::parts::forms::problem;
use crate::views::parts::room_names::shown_distinct;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, messages, urls};

/// The form for forwarding a message.
#[derive(Clone, Debug, Default)]
pub struct ForwardForm {
    /// The nonce, which makes sending it twice harmless.
    pub nonce: String,
    /// The slug of the room chosen.
    pub to: String,
    /// The comment as typed.
    pub comment: String,
    /// The error of the comment.
    pub comment_error: Option<String>,
    /// An error of the form as a whole.
    pub problem: Option<String>,
}

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, room: &Room, message: &Message, form: &ForwardForm) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        (problem(form.problem.as_deref()))
        div.quoted { (messages::message_alone(message, &room.slug, shell.locale)) }
        form action=(urls::forward(&room.slug, message.id)) method="post" {
            input type="hidden" name="nonce" value=(form.nonce);
            div.field {
                label for="to" { (i18n.forward_to) }
                select #to name="to" autofocus {
                    @for own in shell.rooms.rooms.iter() {
                        option value=(own.slug.as_str()) selected[own.slug.as_str() == form.to] {
                            (shown_distinct(&own.name, own.distinction.as_deref(), i18n))
                        }
                    }
                }
            }
            div.field {
                label for="comment" { (i18n.forward_comment) }
                textarea #comment name="comment" rows="3" lang="" dir="auto"
                    aria-invalid=[form.comment_error.as_ref().map(|_| "true")]
                    aria-describedby=[form.comment_error.as_ref().map(|_| "comment-error")] {
                    // A line end directly after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
                    @if form.comment.starts_with(['\n', '\r']) { "\n" }
                    (form.comment)
                }
                @if let Some(error) = &form.comment_error { p.error #comment-error { (error) } }
            }
            p.hint { (i18n.forward_note) }
            p.buttons {
                button.primary { (i18n.forward) } " "
                a.button href=(urls::message(&room.slug, message.id)) { (i18n.back_to_message) }
            }
        }
    };
    layout::sheet(&i18n.forward_message, shell, &content)
}
