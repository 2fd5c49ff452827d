//! The syntax of search queries.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization as _;

use super::tokenizer::{Word, tokenize};
use crate::model::files::kinds::FileKind;
use crate::model::text::{self, InlineToken as Piece};

/// A parsed search: the conditions that a message must meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The message contains all of these.
    pub terms: Vec<Term>,
    /// It is in one of these rooms, given by slug or name as typed. Empty: in any room.
    pub rooms: Vec<String>,
    /// It is by one of these authors, given by name as typed. Empty: by anybody.
    pub authors: Vec<String>,
    /// It was posted at this time or later.
    pub from: Option<Timestamp>,
    /// It was posted before this time.
    pub until: Option<Timestamp>,
    /// It has files of all these kinds.
    pub has: Vec<Has>,
}

/// Files that a message has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    /// Any.
    File,
    /// One of this kind.
    Kind(FileKind),
}

impl Has {
    /// The name in queries.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Kind(kind) => kind.name(),
        }
    }

    fn parse(typed: &str) -> Option<Self> {
        match typed.to_lowercase().as_str() {
            "file" => Some(Self::File),
            "picture" => Some(Self::Kind(FileKind::Picture)),
            typed => FileKind::parse(typed).map(Self::Kind),
        }
    }
}

/// Consecutive words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Their keys; at least one.
    pub(crate) words: Vec<String>,
    /// Whether the last one matches as a prefix.
    pub(crate) prefix: bool,
}

impl Query {
    /// The longest query, in characters; the rest is ignored.
    pub const MAX_CHARS: usize = 500;

    /// The most terms of a query; the rest is ignored.
    pub const MAX_TERMS: usize = 24;

    /// Parses a search as typed, with dates in this time zone. Everything that isn't a valid operator is text to be
    /// found.
    ///
    /// - `"two words"` are consecutive, and so are the parts of `well-known` and `ann@example.org`;
    /// - `meet*` matches words that begin with `meet`;
    /// - `in:room`, `in:"Room name"`, `from:name`, each repeatable;
    /// - `after:2026-11-01` is that day or later, `before:2026-12-01` is earlier than that day; `after:2026-11` and
    ///   `before:2027` mean the first day of that month or year;
    /// - `has:file`, `has:image`, `has:audio`, `has:video`, and the other kinds of files.
    #[must_use]
    pub fn parse(typed: &str, zone: &TimeZone) -> Self {
        let typed: String = typed.chars().take(Self::MAX_CHARS).nfc().collect();
        let mut query = Self::default();
        let mut rest = typed.as_str();
        while !rest.is_empty() && query.len() < Self::MAX_TERMS {
            let (chunk, after) = chunk(rest);
            if !query.note_operator(chunk, zone) {
                query.terms.extend(term(chunk));
            }
            rest = after;
        }
        query
    }

    /// Whether the query has no conditions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn len(&self) -> usize {
        self.terms.len() + self.rooms.len() + self.authors.len() + self.has.len()
    }

    fn note_operator(&mut self, chunk: &str, zone: &TimeZone) -> bool {
        let Some((name, value)) = chunk.split_once(':') else { return false };
        let value = value.trim_matches(|c: char| c == '"' || c.is_whitespace());
        if value.is_empty() {
            return false;
        }
        match name.to_lowercase().as_str() {
            "in" => self.rooms.push(value.trim_start_matches(['#', '@']).to_owned()),
            "from" => self.authors.push(value.trim_start_matches('@').to_owned()),
            "after" => return note_time(&mut self.from, value, zone),
            "before" => return note_time(&mut self.until, value, zone),
            "has" => return Has::parse(value).map(|has| self.has.push(has)).is_some(),
            _ => return false,
        }
        true
    }
}

/// The text up to the next space outside quotation marks, and the rest.
fn chunk(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' | '“' | '”' | '„' => {
                // A quotation ends with its mark, even without a space after it.
                if quoted {
                    let end = at + c.len_utf8();
                    let end = if text[end..].starts_with('*') { end + 1 } else { end };
                    return text.split_at(end);
                }
                // A quotation begins with its mark, except in `in:"…"`.
                if at > 0 && !text[..at].ends_with(':') {
                    return text.split_at(at);
                }
                quoted = true;
            }
            c if c.is_whitespace() && !quoted => return text.split_at(at),
            _ => {}
        }
    }
    (text, "")
}

fn note_time(time: &mut Option<Timestamp>, value: &str, zone: &TimeZone) -> bool {
    let start = day(value).and_then(|day| day.to_zoned(zone.clone()).ok());
    if let Some(start) = &start {
        *time = Some(start.timestamp());
    }
    start.is_some()
}

/// `2026-11-22`, or the first day of `2026-11` or `2026`.
fn day(value: &str) -> Option<Date> {
    let mut parts = value.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut part = || parts.next().map_or(Some(1), |part| part.parse().ok());
    let (month, day) = (part()?, part()?);
    parts.next().is_none().then(|| Date::new(year, month, day).ok())?
}

fn term(chunk: &str) -> Option<Term> {
    // A shortcode finds its emoji.
    let text: String = match text::lex_inline(chunk)[..] {
        [Piece::Emoji(emoji)] => emoji.to_owned(),
        _ => chunk.to_owned(),
    };
    let words: Vec<String> = tokenize(&text).into_iter().map(|Word { key, .. }| key).collect();
    let prefix = chunk.ends_with('*') && !words.is_empty();
    (!words.is_empty()).then_some(Term { words, prefix })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Query {
        Query::parse(typed, &TimeZone::UTC)
    }

    fn terms(typed: &str) -> Vec<String> {
        let text = |term: Term| term.words.join(" ") + if term.prefix { "*" } else { "" };
        parse(typed).terms.into_iter().map(text).collect()
    }

    #[test]
    fn words_phrases_and_prefixes_are_terms() {
        assert_eq!(terms("Hello  wörld"), ["hello", "world"]);
        assert_eq!(terms("\"two words\" three"), ["two words", "three"]);
        assert_eq!(terms("meet* \"at ni\"*"), ["meet*", "at ni*"]);
        assert_eq!(
            terms("ann@example.org well-known C++ 日本"),
            ["ann example org", "well known", "c + +", "日 本"]
        );
        assert_eq!(terms(":tada: 10:30"), ["🎉", "10 30"]);
        assert_eq!(terms("a\"b c\"d “e f”"), ["a", "b c", "d", "e f"]);
    }

    #[test]
    fn operators_filter_by_room_author_and_time() {
        let query = parse("in:general IN:\"Secret plans\" from:@Ann after:2026-11 before:2026-11-22 word");
        assert_eq!(query.rooms, ["general", "Secret plans"]);
        assert_eq!(query.authors, ["Ann"]);
        assert_eq!(query.from.unwrap().to_string(), "2026-11-01T00:00:00Z");
        assert_eq!(query.until.unwrap().to_string(), "2026-11-22T00:00:00Z");
        assert_eq!(query.terms.len(), 1);
        let berlin = Query::parse("before:2026", &TimeZone::get("Europe/Berlin").unwrap());
        assert_eq!(berlin.until.unwrap().to_string(), "2025-12-31T23:00:00Z");
    }

    #[test]
    fn kinds_of_files_filter() {
        let query = parse("has:file HAS:image word");
        assert_eq!(query.has, [Has::File, Has::Kind(FileKind::Picture)]);
        assert_eq!(query.terms.len(), 1);
        assert_eq!(terms("has:everything"), ["has everything"]);
        assert!(!parse("has:file").is_empty());
    }

    #[test]
    fn invalid_operators_are_searched_as_text() {
        assert_eq!(
            terms("before:soon after:2026-13-01 in: from: https://x.org"),
            ["before soon", "after 2026 13 01", "in", "from", "https x org"]
        );
        assert_eq!(terms("NEAR(a AND \"b"), ["near a", "and", "b"]);
        assert_eq!(terms("\"in:general\""), ["in general"]);
        for nothing in ["", " ", "\"", "\"\"", "*", "()^:{}", "\0", "---", "' OR"] {
            assert!(terms(nothing).len() <= 1, "{nothing:?}");
        }
        assert_eq!(terms(&"a ".repeat(10_000)).len(), Query::MAX_TERMS);
    }
}
