//! What a half-typed name may become.

use maud::{Markup, html};

/// Something that may take the place of what is typed.
#[derive(Clone, Debug)]
pub struct Completion {
    /// What is put into the text.
    pub insert: String,
    /// What it is called.
    pub name: String,
    /// What else helps to tell it from others.
    pub detail: String,
}

/// The options of a list box.
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
