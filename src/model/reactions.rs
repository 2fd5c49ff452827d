//! Reactions: emoji under a message.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation as _;

use super::Person;
use super::custom_emoji::{CustomEmoji, EmojiName};
use super::text::{is_emoji, shortcode, with_variation};

/// The most different emoji on one message.
pub const MAX_EMOJI: usize = 20;

/// The most people named for each emoji beside a message. The message's reactions page names all.
pub const MAX_NAMED: usize = 30;

/// One emoji; a custom one as its name with colons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji(String);

/// The text isn't exactly one emoji.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A reaction is one emoji, such as 👍, or its name, such as :tada:.")]
pub struct NoEmoji;

impl Emoji {
    /// Parses an emoji, a shortcode, or the name of a custom emoji, which may not exist. Keyboards differ in variation
    /// selectors; equal emoji give equal values.
    ///
    /// # Errors
    /// When it isn't exactly one emoji.
    pub fn parse(typed: &str) -> Result<Self, NoEmoji> {
        let typed = typed.trim();
        if let Some(name) = typed.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')) {
            return match shortcode(name) {
                Some(emoji) => Ok(Self(emoji.to_owned())),
                None => EmojiName::parse(name).map(|name| Self(name.to_string())).map_err(|_| NoEmoji),
            };
        }
        let one = typed.graphemes(true).take(2).count() == 1 && typed.len() <= 64;
        if one && is_emoji(typed) { Ok(Self(with_variation(typed))) } else { Err(NoEmoji) }
    }

    /// The emoji's characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without colons, if it is a custom emoji.
    #[must_use]
    pub fn custom_name(&self) -> Option<&str> {
        self.0.strip_prefix(':')?.strip_suffix(':')
    }

    /// Wraps a stored emoji, which was parsed before it was stored.
    pub(crate) fn from_store(emoji: String) -> Self {
        Self(emoji)
    }
}

impl fmt::Display for Emoji {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An emoji under a message, with the people who chose it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The emoji.
    pub emoji: Emoji,
    /// The custom emoji, if it is one that exists.
    pub custom: Option<CustomEmoji>,
    /// The first people who chose it: at most [`MAX_NAMED`], or all on the message's reactions page.
    pub people: Vec<Person>,
    /// How many people chose it.
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
            (" :Party: ", ":party:"),
        ] {
            assert_eq!(emoji(typed), Ok(read.to_owned()), "{typed}");
        }
        for nothing in ["", " ", "a", "1", "🎉🎉", "🎉 a", ":no thing:", ":n:", ":", "::", "<b>", "\u{fe0f}"]
        {
            assert_eq!(emoji(nothing), Err(NoEmoji), "{nothing:?}");
        }
    }
}
