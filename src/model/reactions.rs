//! What people think of what others say, in one emoji.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation as _;

use super::Person;
use super::text::{is_emoji, shortcode, with_variation};

/// No message gets more different emoji.
pub const MAX_EMOJI: usize = 20;

/// Of each emoji, so many people are named beside a message; a page of its own names all.
pub const MAX_NAMED: usize = 30;

/// One emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji(String);

/// Why something is no reaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A reaction is one emoji, such as 👍, or its name, such as :tada:.")]
pub struct NoEmoji;

impl Emoji {
    /// Reads an emoji, or a shortcode. The same emoji is always the same text, however its keyboard writes it.
    ///
    /// # Errors
    /// When it is anything else, or more than one.
    pub fn parse(typed: &str) -> Result<Self, NoEmoji> {
        let typed = typed.trim();
        if let Some(name) = typed.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')) {
            return shortcode(name).map(|emoji| Self(emoji.to_owned())).ok_or(NoEmoji);
        }
        let one = typed.graphemes(true).take(2).count() == 1 && typed.len() <= 64;
        if one && is_emoji(typed) { Ok(Self(with_variation(typed))) } else { Err(NoEmoji) }
    }

    /// The text of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One that was parsed before it was stored.
    pub(crate) fn from_store(emoji: String) -> Self {
        Self(emoji)
    }
}

impl fmt::Display for Emoji {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An emoji under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Which it is.
    pub emoji: Emoji,
    /// The first of those who chose it, at most [`MAX_NAMED`] unless all are asked for.
    pub people: Vec<Person>,
    /// How many chose it.
    pub count: u32,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_reaction_is_one_emoji_whichever_way_it_is_written() {
        let emoji = |typed| Emoji::parse(typed).map(|emoji| emoji.0);
        for (typed, read) in [
            ("🎉", "🎉"),
            (" :tada: ", "🎉"),
            (":+1:", "👍"),
            ("❤", "❤️"),
            ("❤️", "❤️"),
            ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
            ("👍🏽", "👍🏽"),
            ("🇩🇪", "🇩🇪"),
        ] {
            assert_eq!(emoji(typed), Ok(read.to_owned()), "{typed}");
        }
        for nothing in ["", " ", "a", "1", "🎉🎉", "🎉 a", ":nothing:", ":", "::", "<b>", "\u{fe0f}"] {
            assert_eq!(emoji(nothing), Err(NoEmoji), "{nothing:?}");
        }
    }
}
