//! Messages that consist of a few emoji, which are shown large.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::Mentions;
use crate::model::text::{InlineToken, is_emoji, lex_inline};

/// The most emoji that are shown large.
const MAX_EMOJI: usize = 12;

/// Whether a text consists of a few emoji, their shortcodes or custom ones that exist, and space.
pub(crate) fn is_only_emoji(text: &str, mentions: &Mentions) -> bool {
    // Quick tests first. Families are the longest emoji: seven characters of up to four bytes.
    if text.len() > MAX_EMOJI * 40 || begins_as_text(text) {
        return false;
    }
    let mut count = 0;
    for token in lex_inline(text) {
        match token {
            InlineToken::Emoji(_) => count += 1,
            InlineToken::Custom(name) if mentions.custom(name).is_some() => count += 1,
            InlineToken::Text(text) => {
                for character in text.graphemes(true) {
                    if is_emoji(character) {
                        count += 1;
                    } else if !character.trim().is_empty() {
                        return false;
                    }
                }
            }
            _ => return false,
        }
    }
    (1..=MAX_EMOJI).contains(&count)
}

/// Whether the first character can't begin an emoji. Of ASCII, only colons (shortcodes) and keycaps can (`1️⃣`).
fn begins_as_text(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('0'..='9' | '#' | '*') => chars.next().is_none_or(|next| next.is_ascii()),
        Some(first) => first.is_ascii_graphic() && first != ':',
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::custom_emoji::PictureKey;
    use crate::model::{CustomEmoji, EmojiName};

    #[test]
    fn a_few_emoji_of_any_kind_are_large() {
        for large in ["🎉", "👍🏽 👩‍👩‍👧‍👦\n🇩🇪", "1️⃣ :tada:", ":+1:", "❤️", "❤", &"🐢".repeat(12)]
        {
            assert!(is_only_emoji(large, &Mentions::default()), "{large}");
        }
        for text in ["", " ", "a 🎉", "🎉 a", "1", "#", "*", "10:30", ":nothing:", "(c)", &"🐢".repeat(13), "@🎉"]
        {
            assert!(!is_only_emoji(text, &Mentions::default()), "{text}");
        }
        let emoji =
            CustomEmoji { name: EmojiName::from_store("party".to_owned()), key: PictureKey("k".to_owned()) };
        let mentions = Mentions { emoji: vec![emoji], ..Mentions::default() };
        assert!(is_only_emoji(":party: 🎉", &mentions) && !is_only_emoji(":party: :other:", &mentions));
    }
}
