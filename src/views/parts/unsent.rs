//! Boxes with submitted texts that were not stored, to copy them from.

use maud::{Markup, html};

use crate::views::i18n::names::Strings;

/// The texts of a submitted form.
#[derive(Clone, Debug, Default)]
pub struct SentTexts {
    /// The fields that are not empty.
    pub texts: Vec<SentText>,
    /// Whether the last text is cut.
    pub cut: bool,
}

/// The text of one field.
#[derive(Clone, Debug)]
pub struct SentText {
    /// The field.
    pub input: Input,
    /// The text as typed.
    pub text: String,
}

/// The field of a form that a text belongs to.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Message,
    PollQuestion,
    PollOptions,
    RoomName,
    RoomDescription,
    DisplayName,
    Invited,
    People,
    Unsent,
}

impl SentTexts {
    /// All texts, joined by empty lines.
    #[must_use]
    pub fn joined(&self) -> String {
        self.texts.iter().map(|sent| sent.text.as_str()).collect::<Vec<_>>().join("\n\n")
    }
}

/// A box for each text.
pub(crate) fn boxes(sent: &SentTexts, i18n: &Strings) -> Markup {
    html! {
        @if !sent.texts.is_empty() {
            p { (i18n.copy_unsaved_text) }
            @if sent.cut { p { (i18n.text_truncated) } }
        }
        @for (number, SentText { input, text }) in sent.texts.iter().enumerate() {
            (text_box(&format!("sent-{number}"), label(*input, i18n), text))
        }
    }
}

/// A box to copy a text from.
pub(crate) fn text_box(id: &str, label: &str, text: &str) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            // A line end directly after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
            textarea #(id) rows="5" dir="auto" lang="" readonly { "\n" (text) }
        }
    }
}

fn label(input: Input, i18n: &Strings) -> &str {
    match input {
        Input::Message => &i18n.message_text,
        Input::PollQuestion => &i18n.poll_question,
        Input::PollOptions => &i18n.poll_options,
        Input::RoomName => &i18n.room_name_label,
        Input::RoomDescription => &i18n.room_description_label,
        Input::DisplayName => &i18n.display_name_label,
        Input::Invited => &i18n.add_member,
        Input::People => &i18n.direct_people_label,
        Input::Unsent => &i18n.not_sent_yet,
    }
}
