//! Placeholders for messages of people whom the viewer has blocked, in browsers that don't fold them by style.

use maud::{Markup, html};

use crate::views::i18n::names::Strings;

/// In place of a message's author and text.
#[must_use]
pub fn message(i18n: &Strings) -> Markup {
    html! { p { em { (i18n.folded_message) } } }
}

/// In place of a quote's author and text.
#[must_use]
pub fn quote(i18n: &Strings) -> Markup {
    html! { (i18n.folded_quote) }
}
