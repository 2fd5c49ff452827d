//! Completions of mentions, rooms and emoji.

use maud::{Markup, html};

use crate::model::CustomEmoji;
use crate::views::text::custom_emoji;

/// A completion of the word being typed.
#[derive(Clone, Debug)]
pub struct Completion {
    /// The text that replaces the word.
    pub insert: String,
    /// The name shown.
    pub name: String,
    /// A detail shown beside the name; may be empty.
    pub detail: String,
    /// The custom emoji whose picture is shown instead of the name.
    pub custom: Option<CustomEmoji>,
}

/// The completions as options of a list box.
#[must_use]
pub fn options(completions: &[Completion]) -> Markup {
    html! {
        @for (number, Completion { insert, name, detail, custom }) in completions.iter().enumerate() {
            li role="option" #{ "completion-" (number) } data-insert=(insert) {
                bdi { @if let Some(emoji) = custom { (custom_emoji::picture(emoji)) } @else { (name) } }
                @if !detail.is_empty() { " " bdi.detail { (detail) } }
            }
        }
    }
}
