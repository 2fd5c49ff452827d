//! What a text says: Markdown, and in its words the names of people and rooms, emoji and addresses.
//!
//! Reading is separate from showing: who is mentioned must be known before a message is stored, where there is no markup.

mod emoji;
mod markdown;
mod mentions;
mod plain;
mod words;

pub use emoji::emoji_named;
pub(crate) use emoji::{by_shortcode as shortcode, is_emoji, with_variation};
pub(crate) use markdown::Markdown;
pub use mentions::{Candidates, Mentions, candidates};
pub use plain::plain;
pub(crate) use plain::whole;
pub(crate) use words::{Word, is_web, words};
