//! Inline tokens of a text: emoji shortcodes, possible custom emoji, mentions, addresses.

use unicode_normalization::char::is_combining_mark;

use super::addresses::{Address, addresses};
use super::emoji::{by_shortcode, is_custom_name, is_of_shortcode};

/// A part of a text. Joined, the tokens give the text, except for shortcodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InlineToken<'a> {
    /// Plain text.
    Text(&'a str),
    /// The emoji that a shortcode stands for.
    Emoji(&'static str),
    /// The possible name of a custom emoji, without its colons.
    Custom(&'a str),
    /// The name characters after an `@`, which may begin with a username.
    Person(&'a str),
    /// The name characters after a `#`, which may begin with a room's slug.
    Room(&'a str),
    /// A web address, with or without a scheme.
    Web(&'a str),
    /// An e-mail address.
    Mail(&'a str),
}

/// Splits a text into tokens.
pub(crate) fn lex_inline(text: &str) -> Vec<InlineToken<'_>> {
    lex_without(text, &[])
}

/// Splits a text into tokens, none of which begins with an escaped character. `escaped` are byte positions, sorted.
pub(super) fn lex_without<'a>(text: &'a str, escaped: &[usize]) -> Vec<InlineToken<'a>> {
    let mut words = Vec::new();
    if !text.bytes().any(|b| matches!(b, b'@' | b'#' | b':')) && !text.contains("www.") && !text.contains("WWW.") {
        words.push(InlineToken::Text(text));
        return words;
    }
    let mut done = 0;
    for address in addresses(text) {
        let place = address.place().clone();
        // The character that makes it an address, near its beginning.
        let sign = place.start + text[place.clone()].find([':', '@', '.']).unwrap_or_default();
        if escaped.binary_search(&sign).is_ok() {
            continue;
        }
        names(&text[..place.start], done, escaped, &mut words);
        done = place.end;
        words.push(match address {
            Address::Web(_) => InlineToken::Web(&text[place]),
            Address::Mail(_) => InlineToken::Mail(&text[place]),
        });
    }
    names(text, done, escaped, &mut words);
    words
}

/// Splits the text after `start`. The character before a sign decides whether a token begins there.
fn names<'a>(text: &'a str, start: usize, escaped: &[usize], words: &mut Vec<InlineToken<'a>>) {
    let mut told = start;
    let mut at = start;
    while let Some(found) = text.as_bytes()[at..].iter().position(|b| matches!(b, b'@' | b'#' | b':')) {
        let sign = at + found;
        at = sign + 1;
        let before = text[..sign].chars().next_back();
        if before.is_some_and(|before| is_of_name(before) || before == '&') || escaped.binary_search(&sign).is_ok()
        {
            continue;
        }
        let rest = &text[at..];
        let (word, end) = match &text[sign..at] {
            "@" => match run(rest, is_of_name) {
                "" => continue,
                name => (InlineToken::Person(name), at + name.len()),
            },
            "#" => match run(rest, |c| is_of_name(c) && (c == '-' || !is_punctuation(c))) {
                "" => continue,
                slug => (InlineToken::Room(slug), at + slug.len()),
            },
            _ => match shortcode(rest) {
                None => continue,
                Some((emoji, length)) => (emoji, at + length),
            },
        };
        if told < sign {
            words.push(InlineToken::Text(&text[told..sign]));
        }
        words.push(word);
        (told, at) = (end, end);
    }
    if told < text.len() {
        words.push(InlineToken::Text(&text[told..]));
    }
}

/// Whether names can contain a character: letters of any script with their marks, digits and punctuation.
pub(super) fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || is_punctuation(c) || is_combining_mark(c)
}

/// Whether a character is punctuation of names: `_`, `-`, `.`, and those that RFC 5892 (appendix A) allows between some
/// letters: joiners, geresh, gershayim, middle dots.
fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '_' | '-' | '.' | '\u{b7}' | '\u{375}' | '\u{5f3}' | '\u{5f4}' | '\u{200c}' | '\u{200d}' | '\u{30fb}'
    )
}

pub(super) fn run(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}

/// The emoji of a shortcode, or the possible name of a custom emoji, at the beginning of a text that follows a colon; and
/// its length there, in bytes.
fn shortcode(text: &str) -> Option<(InlineToken<'_>, usize)> {
    let name = &text[..text.bytes().position(|byte| !is_of_shortcode(byte))?];
    let after = text[name.len()..].strip_prefix(':')?;
    if after.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let token = match by_shortcode(name) {
        Some(emoji) => InlineToken::Emoji(emoji),
        None if is_custom_name(name) => InlineToken::Custom(name),
        None => return None,
    };
    Some((token, name.len() + 1))
}

/// The possible names at the beginning of a run of name characters, longest first: the whole run, and each part before
/// punctuation or before a change between Latin and other letters (`ann.`, `ann-nak`, `annさん`). Names that end with a
/// full stop come last, since it usually ends the sentence.
pub(super) fn readings(run: &str) -> impl Iterator<Item = &str> {
    let mut ends = Vec::new();
    for (at, c) in run.char_indices().take(MAX_READ) {
        let end = at + c.len_utf8();
        // Combining marks belong to the letter before them.
        let follows = run[end..].chars().next();
        if follows.is_none_or(|next| kind(next) != kind(c) && !is_combining_mark(next)) {
            ends.push(end);
        }
    }
    let of_name = |end: &usize| !run[..*end].ends_with('.');
    let (mut ends, stopped): (Vec<usize>, Vec<usize>) = ends.into_iter().rev().partition(of_name);
    ends.extend(stopped);
    ends.into_iter().map(move |end| &run[..end])
}

/// The class of a character: punctuation, Latin or other letters.
fn kind(c: char) -> u8 {
    match c {
        _ if is_punctuation(c) => 0,
        '\0'..'\u{250}' | '\u{1e00}'..='\u{1eff}' => 1,
        _ => 2,
    }
}

/// How many characters of a run are read. Names are shorter.
const MAX_READ: usize = 80;

#[cfg(test)]
mod tests {
    use super::InlineToken::{Custom, Emoji, Mail, Person, Room, Text, Web};
    use super::*;

    #[test]
    fn a_text_is_split_into_tokens() {
        assert_eq!(
            lex_inline("Hi @ann, see #general :tada: https://x.org/@bob#c or a@b.org"),
            [
                Text("Hi "),
                Person("ann"),
                Text(", see "),
                Room("general"),
                Text(" "),
                Emoji("🎉"),
                Text(" "),
                Web("https://x.org/@bob#c"),
                Text(" or "),
                Mail("a@b.org"),
            ]
        );
    }

    #[test]
    fn no_token_begins_with_an_escaped_character() {
        assert_eq!(lex_without("@ann :tada: #tea", &[0, 5, 12]), [Text("@ann :tada: #tea")]);
        assert_eq!(lex_without("a@x.org @ann", &[1]), [Text("a@x.org "), Person("ann")]);
        assert_eq!(lex_without("https://x.org", &[5]), [Text("https://x.org")]);
    }

    #[test]
    fn signs_within_words_are_text() {
        for text in ["a@b", "C#x", "10:30:45", "a:b:c", ":N:", ":n:", "@ # : :: @@", "x:smile:", "&#60;"] {
            assert_eq!(lex_inline(text).iter().filter(|word| !matches!(word, Text(_))).count(), 0, "{text}");
        }
        assert_eq!(lex_inline(":+1::-1:"), [Emoji("👍"), Emoji("👎")]);
        assert_eq!(lex_inline("see www.x.org"), [Text("see "), Web("www.x.org")]);
        assert_eq!(lex_inline("(@ann)"), [Text("("), Person("ann"), Text(")")]);
    }

    #[test]
    fn names_between_colons_may_be_those_of_custom_emoji() {
        assert_eq!(
            lex_inline("a :party: (:c++:)"),
            [Text("a "), Custom("party"), Text(" ("), Custom("c++"), Text(")")]
        );
        assert_eq!(lex_inline(":party::tada::no"), [Custom("party"), Emoji("🎉"), Text(":no")]);
        assert_eq!(lex_inline(":30:tada: @ann"), [Text(":30:tada: "), Person("ann")]);
        for text in ["x:party:", ":party:x", ":Party:", ":q:", "&:party:", ":a b:"] {
            assert_eq!(lex_inline(text), [Text(text)], "{text}");
        }
        assert_eq!(lex_without(":party:", &[0]), [Text(":party:")]);
        assert_eq!(lex_inline(&format!(":{}:", "a".repeat(33))).len(), 1);
    }

    #[test]
    fn a_name_can_end_before_the_run_of_name_characters() {
        let of = |run| readings(run).collect::<Vec<_>>();
        assert_eq!(of("ann"), ["ann"]);
        assert_eq!(of("ann.b..."), ["ann.b", "ann", "ann.b...", "ann."]);
        assert_eq!(of("annさん"), ["annさん", "ann"]);
        assert_eq!(of("हिन्दी"), ["हिन्दी"]);
        assert_eq!(of("ジョン・スミス"), ["ジョン・スミス", "ジョン・", "ジョン"]);
        assert_eq!(of("علی\u{200c}رضا"), ["علی\u{200c}رضا", "علی\u{200c}", "علی"]);
        assert!(readings(&"a-".repeat(4_000)).count() <= MAX_READ);
    }
}
