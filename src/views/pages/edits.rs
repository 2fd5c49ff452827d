//! The pages for editing and deleting a message, and for its earlier texts.

use maud::{Markup, html};

use crate::model::{Message, MessageState, Room, Version};
use crate::views::i18n::dates;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::pages::people;
use crate::views::parts::shell::Shell;
use crate::views::parts::{attachments, layout, messages, urls};
use crate::views::text;

/// The form for editing a message: the text typed, and its error.
#[derive(Clone, Debug)]
pub struct EditForm {
    /// The text as typed.
    pub body: String,
    /// The error of the text.
    pub error: Option<String>,
}

/// The page on which a message is edited.
#[must_use]
pub fn edit_page(shell: &Shell<'_>, room: &Room, message: &Message, form: &EditForm) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        form.edit action=(urls::edit(&room.slug, message.id)) method="post" {
            div.field {
                label for="body" { (i18n.message_text) }
                textarea #body name="body" rows="6" lang="" dir="auto" required[message.attachments.is_empty()] autofocus
                    aria-invalid=[form.error.as_ref().map(|_| "true")]
                    aria-describedby=[form.error.as_ref().map(|_| "body-error")] {
                    // A line end directly after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
                    @if form.body.starts_with(['\n', '\r']) { "\n" }
                    (form.body)
                }
                @if let Some(error) = &form.error { p.error #body-error { (error) } }
            }
            @if !message.attachments.is_empty() {
                ul.files aria-label=(i18n.attached_files) {
                    @for file in &message.attachments {
                        li { (attachments::link(file, i18n)) " "
                            a href=(urls::attachment(&room.slug, message.id, &file.key)) { (i18n.edit_file)
                                span.hidden { " " (file.name) } } }
                    }
                }
            }
            p.buttons {
                button.primary { (i18n.save_message) } " "
                a.button href=(urls::message(&room.slug, message.id)) { (i18n.cancel) }
            }
        }
    };
    layout::sheet(&i18n.edit_label, shell, &content)
}

/// The page that asks for confirmation before a message is deleted.
#[must_use]
pub fn delete_page(shell: &Shell<'_>, room: &Room, message: &Message) -> Markup {
    let i18n = shell.strings();
    let locale = shell.locale;
    let content = html! {
        p { (i18n.delete_message_note) }
        div.quoted { (messages::message_alone(message, &room.slug, locale)) }
        form.buttons action=(urls::delete(&room.slug, message.id)) method="post" {
            // Lynx submits a form without fields by GET.
            input type="hidden" name="delete" value="yes";
            button.primary.danger { (i18n.delete_message) } " "
            a.button href=(urls::message(&room.slug, message.id)) { (i18n.cancel) }
        }
    };
    layout::sheet(&i18n.delete_this_message, shell, &content)
}

/// The page of a message's current and earlier texts, newest first.
#[must_use]
pub fn history_page(shell: &Shell<'_>, room: &Room, message: &Message, versions: &[Version]) -> Markup {
    let i18n = shell.strings();
    let locale = shell.locale;
    let author = html! { bdi title=[people::handle(&message.author)] lang=[people::lang(&message.author)] { (people::shown(&message.author, i18n)) } };
    let link = html! { a href=(urls::message(&room.slug, message.id)) { (i18n.history_of_message) } };
    // A text dates from the time when it replaced the one before it.
    let since = std::iter::once(message.posted_at).chain(versions.iter().map(|version| version.replaced_at));
    let texts = versions.iter().map(|version| version.body.as_str()).chain([message.body.as_str()]);
    let mut history: Vec<_> = since.zip(texts).collect();
    history.reverse();
    let content = html! {
        p { (with_markup(&i18n.history_of(GAPS[0], GAPS[1]), &[&author, &link])) }
        @if message.state == MessageState::Deleted {
            p { (i18n.message_deleted) }
        } @else {
            ol.versions {
                @for (at, body) in history {
                    li { p.last { (dates::day_and_time(at, locale)) } @if !body.is_empty() { (text::message::body(body, &message.mentions, i18n)) } }
                }
            }
        }
    };
    layout::sheet(&i18n.edit_history, shell, &content)
}
