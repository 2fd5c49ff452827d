//! Completions of mentions, rooms and emoji.

use maud::{Markup, html};

/// A completion of the word being typed.
#[derive(Clone, Debug)]
pub struct Completion {
    /// The text that replaces the word.
    pub insert: String,
    /// The name shown.
    pub name: String,
    /// A detail shown beside the name; may be empty.
    pub detail: String,
}

/// The completions as options of a list box.
#[must_use]
pub fn options(completions: &[Completion]) -> Markup {
    html! {
        @for (number, Completion { insert, name, detail }) in completions.iter().enumerate() {
            li role="option" #{ "completion-" (number) } data-insert=(insert) {
                bdi { (name) }
                @if !detail.is_empty() { " " bdi.detail { (detail) } }
            }
        }
    }
}
