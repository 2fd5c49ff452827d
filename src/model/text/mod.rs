//! What a text says: Markdown, and in its words the names of people and rooms, emoji and addresses.
//!
//! Reading is separate from showing: who is mentioned must be known before a message is stored, where there is no markup.

mod addresses;
mod emoji;
mod inline_lexer;
mod markdown;
mod mentions;
mod plain;
mod shadow;
mod spoilers;

pub(crate) use addresses::is_web;
pub use emoji::emoji_named;
pub(crate) use emoji::{by_shortcode as shortcode, is_emoji, with_variation};
pub(crate) use inline_lexer::{InlineToken, lex_inline};
pub(crate) use markdown::{Markdown, Text, Token};
pub(crate) use mentions::MAX_NAMED;
pub use mentions::{Candidates, Mentions, candidates};
pub use plain::plain;
pub(crate) use plain::whole;
