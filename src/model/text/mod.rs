//! Parsing of message texts: Markdown, mentions, emoji and addresses.
//!
//! Parsing is separate from rendering: mentions must be known before a message is stored, without markup.

mod addresses;
mod detection;
mod emoji;
mod emoji_search;
mod emoji_uses;
mod folding;
mod inline_lexer;
mod line_mentions;
mod markdown;
mod mentions;
mod plain;
mod shadow;
mod spoilers;

pub(crate) use addresses::is_web;
pub(crate) use detection::may_be_markdown;
pub(crate) use emoji::{by_shortcode as shortcode, is_custom_name, is_emoji, with_variation};
pub use emoji_search::{FoundEmoji, POPULAR_EMOJI, emoji_lines, find_emoji};
pub(crate) use emoji_uses::emoji_in;
pub(crate) use inline_lexer::{InlineToken, lex_inline};
pub(crate) use line_mentions::{LinePart, split_at_mentions};
pub(crate) use markdown::{Markdown, Text, Token};
pub use mentions::{Candidates, GroupName, Mentions, candidates};
pub(crate) use mentions::{MAX_NAMED, custom_candidates};
pub use plain::plain;
pub(crate) use plain::whole;
