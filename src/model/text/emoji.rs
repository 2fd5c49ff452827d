//! Which emoji there are, and the names they are typed by (Unicode's and GitHub's lists, gathered by the build).

use crate::model::sorted_lines::find;

/// Names and emoji, a line each, in the order of the names.
const SHORTCODES: &str = include_str!(concat!(env!("OUT_DIR"), "/shortcodes.txt"));

/// Emoji without variation selectors, a line each, in order.
const ALL: &str = include_str!(concat!(env!("OUT_DIR"), "/emoji.txt"));

/// The emoji of a name, without its colons.
pub(crate) fn by_shortcode(name: &str) -> Option<&'static str> {
    find(SHORTCODES, name)
}

/// Emoji whose names have this in them, each with that name: first those whose names begin with it, short names first.
#[must_use]
pub fn emoji_named(part: &str, most: usize) -> Vec<(&'static str, &'static str)> {
    let part = part.to_lowercase();
    let all = SHORTCODES.lines().filter_map(|line| line.split_once('\t'));
    let mut named: Vec<(&str, &str)> = all.filter(|(name, _)| name.contains(&part)).collect();
    named.sort_by_key(|(name, _)| (!name.starts_with(&part), name.len()));
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (name, emoji) in named {
        if found.len() == most {
            break;
        }
        // Some have several names.
        if found.iter().all(|(_, known)| *known != emoji) {
            found.push((name, emoji));
        }
    }
    found
}

/// Whether a character, as people count them, is an emoji.
pub(crate) fn is_emoji(character: &str) -> bool {
    !character.trim().is_empty() && find(ALL, &character.replace('\u{fe0f}', "")).is_some()
}

/// An emoji with the variation selectors that its name's line has: keyboards leave them out or put them in as they like.
pub(crate) fn with_variation(emoji: &str) -> String {
    let bare = emoji.replace('\u{fe0f}', "");
    let named = SHORTCODES.lines().filter_map(|line| Some(line.split_once('\t')?.1));
    let same = |named: &&str| named.chars().filter(|c| *c != '\u{fe0f}').eq(bare.chars());
    named.clone().find(same).map_or_else(|| bare.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_every_emoji_is_found() {
        assert!(SHORTCODES.lines().count() > 1_800 && ALL.lines().count() > 3_500);
        for line in SHORTCODES.lines() {
            let (name, emoji) = line.split_once('\t').unwrap_or_default();
            assert_eq!(by_shortcode(name), Some(emoji), "{name}");
            assert!(is_emoji(emoji), "{emoji}");
        }
        assert!(ALL.lines().all(is_emoji));
        for nothing in ["", " ", "\n", "\t", "zzzz", "+", "=", "a b", "\u{fe0f}", "🎉🎉"] {
            assert!(by_shortcode(nothing).is_none() && !is_emoji(nothing), "{nothing:?}");
        }
        assert!(!is_emoji("a"));
    }

    #[test]
    fn what_begins_with_a_part_of_a_name_comes_before_what_has_it_inside() {
        let found = emoji_named("Tada", 8);
        assert_eq!(found[0], ("tada", "🎉"));
        let cats = emoji_named("cat", 8);
        assert_eq!(cats.len(), 8);
        assert_eq!(cats[0].0, "cat");
        assert_eq!(emoji_named("smil", 8)[0].0, "smile");
        assert!(emoji_named("at", 2_000).iter().any(|(name, _)| *name == "cat"));
        assert!(emoji_named("zzzz", 8).is_empty());
    }
}
