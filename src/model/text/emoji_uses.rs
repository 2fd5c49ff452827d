//! The emoji that a text uses.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

use super::emoji::is_emoji;
use super::inline_lexer::{InlineToken, lex_inline};

/// The most emoji of one text that count as used.
const MAX_COUNTED: usize = 5;

/// The part of a text that is searched, in characters.
const MAX_SEARCHED: usize = 1_000;

/// The first different emoji of a text, as emoji or as shortcodes; possible custom emoji as `:name:`.
pub(crate) fn emoji_in<'a>(text: &'a str) -> Vec<Cow<'a, str>> {
    let mut found: Vec<Cow<'a, str>> = Vec::new();
    if text.is_ascii() && !text.contains(':') {
        return found;
    }
    let end = text.char_indices().nth(MAX_SEARCHED).map_or(text.len(), |(end, _)| end);
    let mut add = |emoji: Cow<'a, str>| {
        if found.len() < MAX_COUNTED && !found.contains(&emoji) {
            found.push(emoji);
        }
    };
    for token in lex_inline(&text[..end]) {
        match token {
            InlineToken::Emoji(emoji) => add(emoji.into()),
            InlineToken::Custom(name) => add(format!(":{name}:").into()),
            InlineToken::Text(text) if !text.is_ascii() => {
                text.graphemes(true)
                    .filter(|one| !one.is_ascii() && is_emoji(one))
                    .for_each(|one| add(one.into()));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::emoji_in;

    #[test]
    fn the_first_emoji_of_a_text_are_found() {
        assert_eq!(emoji_in("🎉 and :tada: and 👍🏽, 日本 1 at 10:30"), ["🎉", "👍🏽"]);
        assert_eq!(emoji_in(":party: and 🎉 :party:"), [":party:", "🎉"]);
        assert_eq!(emoji_in("🐢🐇🐢🐍🐙🐳🐝").len(), 5);
        assert_eq!(emoji_in("no emoji: none"), [""; 0]);
        assert_eq!(emoji_in(&format!("{}🎉", "é".repeat(1_000))), [""; 0]);
    }
}
