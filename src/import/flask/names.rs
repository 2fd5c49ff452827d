//! Maps names and texts of other chats to valid ones.

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::GraphemeCursor;

use crate::model::name_mapping;
use crate::model::{Draft, RoomName, Username};

/// The name, if it is valid as it is.
pub(crate) fn unchanged_username(old: &str) -> Option<Username> {
    Username::parse_new(old).ok().filter(|name| name.as_str() == old)
}

/// The name of an account whose name has nothing of a valid one.
const NAMELESS: &str = "imported";

/// A valid username for a name.
pub(crate) fn map_username(old: &str) -> Username {
    name_mapping::map_username(old, NAMELESS)
}

/// The name followed by a number, for when it is taken.
pub(crate) fn numbered(name: &Username, number: u32) -> Username {
    name_mapping::numbered(name, number, NAMELESS)
}

/// A valid room name for a name: invalid characters are removed, and the length is cut.
pub(crate) fn map_room_name(old: &str) -> RoomName {
    let visible: String = old.chars().filter(|c| RoomName::parse(&format!("a{c}")).is_ok()).collect();
    let short: String = visible.trim().chars().take(RoomName::MAX_CHARS).collect();
    RoomName::parse(&short).unwrap_or_else(|_| RoomName::from_store("Imported".to_owned()))
}

/// Splits a text that is too long for one message.
pub(crate) fn parts(text: &str) -> Vec<String> {
    // Composed first, so that parsing the parts doesn't make them longer.
    let text: String = text.nfc().collect();
    let mut rest = text.as_str();
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (part, later) = rest.split_at(end_of_part(rest));
        parts.extend(Draft::parse(part).map(|draft| draft.as_str().to_owned()));
        rest = later;
    }
    parts
}

/// Where to cut: between words if possible, otherwise between graphemes.
fn end_of_part(text: &str) -> usize {
    let Some((end, _)) = text.char_indices().nth(Draft::MAX_CHARS) else { return text.len() };
    let words = text[..end].rfind([' ', '\n']).map(|space| space + 1).filter(|at| *at > end / 2);
    words.unwrap_or_else(|| {
        let mut cursor = GraphemeCursor::new(end, text.len(), true);
        match cursor.is_boundary(text, 0) {
            Ok(false) => cursor.prev_boundary(text, 0).ok().flatten().filter(|at| *at > 0).unwrap_or(end),
            _ => end,
        }
    })
}

/// A name of the old chat for the terminal: control and direction characters are replaced.
pub(crate) fn quoted(name: &str) -> String {
    let shown =
        |c: char| if c.is_control() || RoomName::parse(&format!("a{c}b")).is_err() { '\u{fffd}' } else { c };
    let start: String = name.chars().take(RoomName::MAX_CHARS).map(shown).collect();
    let more = if name.chars().nth(RoomName::MAX_CHARS).is_some() { "…" } else { "" };
    format!("“{start}{more}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_are_mapped_to_valid_ones() {
        for (old, new) in [
            ("john doe", "john-doe"),
            ("a@b.c", "a-b.c"),
            ("  x  ", "x"),
            ("💬💬", "imported"),
            ("", "imported"),
            ("<b>bold</b>", "b-bold-b"),
            ("דוד לוי", "דוד-לוי"),
            ("हिन्दी नाम", "हिन्दी-नाम"),
            ("محمّد علي", "محمّد-علي"),
            ("Вася Vasya", "Вася"),
            ("ann Петрова 2", "ann-2"),
            ("דוד x", "דוד"),
            ("7 עברית", "7"),
            ("7 8", "7-8"),
            ("مريم ٣", "مريم-٣"),
        ] {
            assert_eq!(map_username(old).as_str(), new, "{old:?}");
        }
        assert_eq!(map_username(&"x".repeat(50)).as_str().len(), 32);
        assert_eq!(numbered(&map_username("مريم"), 2).as_str(), "مريم-2");
        assert_eq!(numbered(&map_username("مريم٣"), 2).as_str(), "imported-2");
        assert_eq!(numbered(&map_username(&"x".repeat(50)), 12).as_str().len(), 32);
    }

    #[test]
    fn room_names_are_mapped_to_valid_ones() {
        assert_eq!(map_room_name("").as_str(), "Imported");
        assert_eq!(map_room_name(&"r".repeat(100)).as_str().len(), 80);
    }

    #[test]
    fn long_texts_are_cut_between_words_or_graphemes() {
        let words = "word ".repeat(4_000);
        let cut = parts(&words);
        assert_eq!(cut.len(), 3);
        assert!(cut.iter().all(|part| part.starts_with("word") && part.ends_with("word")), "{cut:?}");
        assert_eq!(cut.join(" "), words.trim_end());

        let family = "👨‍👩‍👧";
        let families = parts(&family.repeat(3_000));
        assert!(families.iter().all(|part| part.replace(family, "").is_empty()));
        assert_eq!(families.concat(), family.repeat(3_000));

        assert_eq!(parts(&"x".repeat(20_000)).iter().map(String::len).collect::<Vec<_>>(), [8_000, 8_000, 4_000]);
        assert_eq!(parts(&("a".to_owned() + &"\u{301}".repeat(9_000))).len(), 2);
    }

    #[test]
    fn quoted_names_have_no_control_characters() {
        assert_eq!(quoted("a\u{1b}[2J\n\u{202e}b"), "“a\u{fffd}[2J\u{fffd}\u{fffd}b”");
        assert_eq!(quoted(&"x".repeat(81)), format!("“{}…”", "x".repeat(80)));
    }
}
