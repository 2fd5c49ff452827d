//! The search for emoji by shortcode, and by name and word in the reader's language; and for custom emoji by name.

use super::folding::fold;
use crate::model::{CustomEmoji, Language};

/// Commonly used emoji, the most common first: the beginning of Unicode's list of frequencies, without variants, and
/// what people react with at work.
pub const POPULAR_EMOJI: [&str; 64] = [
    "👍", "❤️", "😂", "🎉", "😊", "🙏", "😍", "😭", "🤣", "🔥", "👏", "😅", "😁", "🥰", "😉", "🙂", "🤔", "😎",
    "💪", "👀", "😢", "👌", "✅", "🙌", "😆", "🥳", "💯", "😘", "😀", "😃", "😄", "🤗", "😮", "😱", "🤷", "🤦",
    "👋", "✨", "🚀", "💖", "🙈", "😇", "😋", "😔", "😩", "😴", "🤩", "🥺", "😏", "🙄", "😬", "🤞", "✌️", "🤝",
    "👎", "💔", "⭐", "☀️", "🎂", "☕", "🍕", "❌", "⚠️", "💡",
];

/// The lines of the emoji with their names in a language (build.rs describes them).
#[must_use]
pub fn emoji_lines(language: Language) -> &'static str {
    match language {
        Language::English => include_str!(concat!(env!("OUT_DIR"), "/emoji-en.txt")),
        Language::Arabic => include_str!(concat!(env!("OUT_DIR"), "/emoji-ar.txt")),
        Language::Japanese => include_str!(concat!(env!("OUT_DIR"), "/emoji-ja.txt")),
    }
}

/// An emoji that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundEmoji<'a> {
    /// The emoji; empty for a custom one.
    pub emoji: &'static str,
    /// Its shortcode, the one searched for if it has several; empty for the few without.
    pub shortcode: &'a str,
    /// Its name in the language; empty where there is none.
    pub name: &'static str,
    /// The custom emoji, if it is one.
    pub custom: Option<&'a CustomEmoji>,
}

/// The kinds of matches with what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Shortcode,
    Used,
    ShortcodeBegins,
    WordBegins,
    Contains,
}

/// Up to `max` emoji, also of these custom ones, whose shortcode, name or words contain `part`: first the one with this shortcode, then those in
/// `used`, in its order; then those with a shortcode that begins with it, those with such a word, and the others; among
/// them popular ones, and short names, first.
#[must_use]
pub fn find_emoji<'a>(
    part: &str,
    language: Language,
    used: &[&str],
    custom: impl IntoIterator<Item = &'a CustomEmoji>,
    max: usize,
) -> Vec<FoundEmoji<'a>> {
    let part = fold(part.trim_matches(':'));
    if part.is_empty() {
        return Vec::new();
    }
    let custom = custom.into_iter().filter_map(|emoji| fits_custom(emoji, &part, used));
    let standard = emoji_lines(language).lines().filter_map(|line| fits(line, &part, used));
    let mut found: Vec<_> = standard.chain(custom).collect();
    found.sort_by_key(|(fit, place, found)| (*fit, *place, found.shortcode.len(), found.shortcode));
    found.into_iter().map(|(_, _, found)| found).take(max).collect()
}

/// The emoji of a line, if it fits, with its place in the list of those used or of popular ones.
fn fits(line: &'static str, part: &str, used: &[&str]) -> Option<(Fit, usize, FoundEmoji<'static>)> {
    let mut fields = line.split('\t');
    let emoji = fields.next()?.trim_start_matches('+');
    let (shortcodes, name, words) = (fields.next()?, fields.next()?, fields.next()?);
    let (begins, contains) = (|text: &str| text.starts_with(part), |text: &str| text.contains(part));
    let shortcode = |fits: &dyn Fn(&str) -> bool| shortcodes.split(' ').find(|shortcode| fits(shortcode));
    let (fit, shortcode) = if let Some(same) = shortcode(&|one| one == part) {
        (Fit::Shortcode, same)
    } else if let Some(begun) = shortcode(&begins) {
        (Fit::ShortcodeBegins, begun)
    } else {
        let first = shortcodes.split(' ').next().unwrap_or_default();
        let is_part = |word: &str| word.split(['_', ' ']).any(begins);
        if shortcodes.split(' ').chain(words.split('|')).any(is_part) {
            (Fit::WordBegins, shortcode(&is_part).unwrap_or(first))
        } else if contains(shortcodes) || contains(words) {
            (Fit::Contains, shortcode(&contains).unwrap_or(first))
        } else {
            return None;
        }
    };
    let found = FoundEmoji { emoji, shortcode, name, custom: None };
    let place = |list: &[&str]| list.iter().position(|one| *one == emoji);
    let popular = place(&POPULAR_EMOJI).unwrap_or(POPULAR_EMOJI.len());
    let (fit, place) = ranked(fit, place(used), popular);
    Some((fit, place, found))
}

/// The custom emoji, if it fits, likewise.
fn fits_custom<'a>(custom: &'a CustomEmoji, part: &str, used: &[&str]) -> Option<(Fit, usize, FoundEmoji<'a>)> {
    let shortcode = custom.name.as_str();
    let fit = match () {
        () if shortcode == part => Fit::Shortcode,
        () if shortcode.starts_with(part) => Fit::ShortcodeBegins,
        () if shortcode.split(['_', '-']).any(|word| word.starts_with(part)) => Fit::WordBegins,
        () if shortcode.contains(part) => Fit::Contains,
        () => return None,
    };
    let handle = custom.name.to_string();
    let (fit, place) = ranked(fit, used.iter().position(|one| *one == handle), POPULAR_EMOJI.len());
    Some((fit, place, FoundEmoji { emoji: "", shortcode, name: "", custom: Some(custom) }))
}

/// The rank of an emoji from its kind of match, and from its places in the lists of those used and of popular ones.
fn ranked(fit: Fit, used: Option<usize>, popular: usize) -> (Fit, usize) {
    match used {
        Some(place) if (Fit::Used..Fit::Contains).contains(&fit) => (Fit::Used, place),
        _ => (fit, popular),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EmojiName;
    use crate::model::custom_emoji::PictureKey;
    use crate::model::text::{is_emoji, shortcode};

    fn found(part: &str, language: Language, used: &[&str]) -> Vec<&'static str> {
        find_emoji(part, language, used, [], 8).into_iter().map(|found| found.emoji).collect()
    }

    #[test]
    fn every_emoji_has_a_line_in_every_language() {
        for language in Language::ALL {
            let all: Vec<&str> = emoji_lines(language).lines().filter(|line| !line.is_empty()).collect();
            assert!(all.len() > 1_800, "{language:?}");
            for line in &all {
                let fields: Vec<&str> = line.split('\t').collect();
                assert!(fields.len() == 4 && is_emoji(fields[0].trim_start_matches('+')), "{line}");
            }
            let named =
                all.iter().filter(|line| line.split('\t').nth(2).is_some_and(|name| !name.is_empty())).count();
            assert!(named > 1_500, "{named} in {language:?}");
            let groups = emoji_lines(language).split("\n\n").count();
            assert_eq!(groups, 9);
        }
        for popular in POPULAR_EMOJI {
            assert!(
                emoji_lines(Language::English)
                    .lines()
                    .any(|line| line.trim_start_matches('+').starts_with(&format!("{popular}\t"))),
                "{popular}"
            );
        }
    }

    #[test]
    fn shortcodes_that_begin_with_the_part_come_first() {
        let first = |part| find_emoji(part, Language::English, &[], [], 8)[0];
        assert_eq!((first("Tada").emoji, first("Tada").shortcode), ("🎉", "tada"));
        assert_eq!((first("cat").shortcode, first(":cat:").shortcode), ("cat", "cat"));
        assert_eq!((first("smil").emoji, first("thumb").emoji), ("🥰", "👍"), "popular ones");
        assert_eq!(found("cat", Language::English, &[]).len(), 8);
        assert!(found("zzzz", Language::English, &[]).is_empty() && found(":", Language::English, &[]).is_empty());
        assert_eq!(shortcode(first("+1").shortcode), Some("👍"));
    }

    #[test]
    fn words_of_the_readers_language_find_emoji() {
        assert!(found("hooray", Language::English, &[]).contains(&"🎉"));
        assert!(found("كلب", Language::Arabic, &[]).contains(&"🐶"));
        assert!(found("اسره", Language::Arabic, &[]).contains(&"👪"), "however it is written");
        for dog in ["犬", "イヌ", "いぬ"] {
            assert!(found(dog, Language::Japanese, &[]).contains(&"🐶"), "{dog}");
        }
        assert!(found("tada", Language::Japanese, &[]).contains(&"🎉"));
        assert!(!found("犬", Language::English, &[]).contains(&"🐶"));
    }

    #[test]
    fn used_ones_come_before_popular_ones() {
        assert_eq!(found("heart", Language::English, &[])[0], "❤️");
        assert_eq!(found("hear", Language::English, &["💙", "💚"])[..2], ["💙", "💚"]);
        assert_eq!(found("cat", Language::English, &["😹"])[..2], ["🐱", "😹"], "the shortcode itself is first");
    }
    #[test]
    fn custom_emoji_are_found_by_name_among_the_others() {
        let custom = ["cat_dance", "party", "tadaaa"].map(|name| CustomEmoji {
            name: EmojiName::from_store(name.to_owned()),
            key: PictureKey(name.to_owned()),
        });
        let found = |part, used: &[&str]| {
            let found = find_emoji(part, Language::English, used, &custom, 100);
            found.into_iter().map(|found| found.shortcode.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found(":party:", &[])[0], "party");
        assert_eq!(found("tada", &[])[..2], ["tada", "tadaaa"]);
        assert!(found("dance", &[]).contains(&"cat_dance".to_owned()));
        assert_eq!(found("cat", &[":cat_dance:"])[..2], ["cat", "cat_dance"], "used");
        assert!(found("ca", &[])[0] != "cat_dance" && found("ca", &[":cat_dance:"])[0] == "cat_dance");
    }
}
