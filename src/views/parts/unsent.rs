//! Boxes with text that was sent and not stored, to copy it from.

use maud::{Markup, html};

use crate::views::i18n::names::Strings;

/// What somebody has written into a form.
#[derive(Clone, Debug, Default)]
pub struct SentTexts {
    /// Each field that is not empty.
    pub texts: Vec<SentText>,
    /// Whether it is only the beginning.
    pub cut: bool,
}

/// What somebody has written into one field.
#[derive(Clone, Debug)]
pub struct SentText {
    /// Which field.
    pub input: Input,
    /// The text as typed.
    pub text: String,
}

/// A field with text.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Message,
    RoomName,
    RoomDescription,
    DisplayName,
    Invited,
    People,
    Unsent,
}

impl SentTexts {
    /// All of it, as one text.
    #[must_use]
    pub fn joined(&self) -> String {
        self.texts.iter().map(|sent| sent.text.as_str()).collect::<Vec<_>>().join("\n\n")
    }
}

/// A box for each text.
pub(crate) fn boxes(sent: &SentTexts, i18n: &Strings) -> Markup {
    html! {
        @if !sent.texts.is_empty() {
            p { (i18n.copy_what_you_wrote) }
            @if sent.cut { p { (i18n.only_the_beginning) } }
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
            // A line end right after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
            textarea #(id) rows="5" dir="auto" lang="" readonly { "\n" (text) }
        }
    }
}

fn label(input: Input, i18n: &Strings) -> &str {
    match input {
        Input::Message => &i18n.message_text,
        Input::RoomName => &i18n.room_name_label,
        Input::RoomDescription => &i18n.room_description_label,
        Input::DisplayName => &i18n.display_name_label,
        Input::Invited => &i18n.bring_in,
        Input::People => &i18n.with_whom,
        Input::Unsent => &i18n.not_sent_yet,
    }
}
