//! Making names and texts from elsewhere fit: what Snug allows is less than what other chats kept.

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::GraphemeCursor;

use crate::model::{Draft, RoomName, Username};

/// The name, where it can stay exactly as it is.
pub(crate) fn unchanged_username(old: &str) -> Option<Username> {
    Username::parse_new(old).ok().filter(|name| name.as_str() == old)
}

/// The name with what can't stand in one replaced, at most as long as names are. Of several scripts, the first counts.
pub(crate) fn map_username(old: &str) -> Username {
    let mut name = String::new();
    for c in old.trim().chars() {
        let c = if goes_with(c, &name) { c } else { '-' };
        if name.chars().count() < Username::MAX_CHARS && !(c == '-' && name.ends_with('-')) {
            name.push(c);
        }
    }
    let name = name.trim_matches('-');
    Username::parse_new(name)
        .or_else(|_| Username::parse_new(&name.chars().filter(char::is_ascii_alphanumeric).collect::<String>()))
        .unwrap_or_else(|_| Username::from_store("imported".to_owned()))
}

/// Whether a character can stand in a name beside what begins it: it is of the same script, and written in the same
/// direction.
fn goes_with(c: char, start: &str) -> bool {
    let is_name = |text: String| Username::parse_new(&text).is_ok();
    match start.chars().find(|c| c.is_alphabetic()) {
        // A letter at the end, because names that are written from right to left can't end with punctuation.
        Some(first) => is_name(format!("{first}{c}{first}")),
        // Marks need a letter before them; letters that are written from right to left must not have one of the others.
        None => !c.is_whitespace() && (is_name(format!("a{c}")) || is_name(c.to_string())),
    }
}

/// The name with a number, for when it is taken.
pub(crate) fn numbered(name: &Username, number: u32) -> Username {
    let suffix = format!("-{number}");
    let kept = Username::MAX_CHARS - suffix.len();
    let numbered = name.as_str().chars().take(kept).collect::<String>() + &suffix;
    // Digits of two kinds don't go together in names that are written from right to left.
    Username::parse_new(&numbered).unwrap_or_else(|_| Username::from_store(format!("imported{suffix}")))
}

/// The name without what can't stand in one, at most as long as names of rooms are.
pub(crate) fn map_room_name(old: &str) -> RoomName {
    let visible: String = old.chars().filter(|c| RoomName::parse(&format!("a{c}")).is_ok()).collect();
    let short: String = visible.trim().chars().take(RoomName::MAX_CHARS).collect();
    RoomName::parse(&short).unwrap_or_else(|_| RoomName::from_store("Imported".to_owned()))
}

/// A text that is too long for one message, as the texts of several.
pub(crate) fn parts(text: &str) -> Vec<String> {
    // Composed first, so that no part becomes longer by it.
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

/// Where to cut: between words if there are any, else between characters as people see them.
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

/// A name from outside as it may be printed: what would steer a terminal or turn the text around is replaced.
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
    fn names_are_made_to_fit() {
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
    fn room_names_are_made_to_fit() {
        assert_eq!(map_room_name("").as_str(), "Imported");
        assert_eq!(map_room_name(&"r".repeat(100)).as_str().len(), 80);
    }

    #[test]
    fn long_texts_are_cut_between_words_or_characters() {
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
    fn names_from_outside_cannot_steer_a_terminal() {
        assert_eq!(quoted("a\u{1b}[2J\n\u{202e}b"), "“a\u{fffd}[2J\u{fffd}\u{fffd}b”");
        assert_eq!(quoted(&"x".repeat(81)), format!("“{}…”", "x".repeat(80)));
    }
}
