//! Previews of messages.

use maud::{Markup, html};

use crate::model::Mentions;
use crate::views::i18n::names::Strings;
use crate::views::text;

/// A text that is shown as the message that it would be.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The text.
    pub text: String,
    /// The people and rooms that it mentions.
    pub mentions: Mentions,
}

/// A preview, above the text box. Focusable, because it scrolls.
#[must_use]
pub fn preview(preview: &Preview, i18n: &Strings) -> Markup {
    html! {
        section #preview tabindex="0" aria-label=(i18n.preview) {
            p.hint aria-hidden="true" { (i18n.preview) }
            (text::message::body(&preview.text, &preview.mentions, i18n))
        }
    }
}

/// The answer to a script instead of a preview.
#[must_use]
pub fn refused(why: &str) -> Markup {
    html! { p.error { (why) } }
}
