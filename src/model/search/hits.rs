//! Matching a text against search terms, and the snippet around the first match.

use std::ops::Range;

use super::query::Term;
use super::tokenizer::{Word, tokenize};

/// Part of a text, with its matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Consecutive pieces of text, each with whether it is a match.
    pub pieces: Vec<(String, bool)>,
}

/// The longest text before the first match, and of the whole snippet, in bytes.
const BEFORE: usize = 60;
const IN_ALL: usize = 300;

/// The part of a text around the first match; none unless the text contains all terms.
#[must_use]
pub fn find(text: &str, terms: &[Term]) -> Option<Snippet> {
    let words = tokenize(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for term in terms {
        let before = found.len();
        found.extend(places(&words, term));
        if found.len() == before {
            return None;
        }
    }
    found.sort_unstable_by_key(|place| (place.start, place.end));
    Some(snippet(text, &found))
}

fn places(words: &[Word], term: &Term) -> impl Iterator<Item = Range<usize>> {
    let is = move |word: &Word, sought: &str, last: bool| {
        if last && term.prefix { word.key.starts_with(sought) } else { word.key == sought }
    };
    let count = term.words.len();
    let at = words.windows(count).filter(move |window| {
        window.iter().zip(&term.words).enumerate().all(|(at, (word, sought))| is(word, sought, at + 1 == count))
    });
    at.map(|window| window[0].place.start..window[window.len() - 1].place.end)
}

/// The text around the first of these matches, which are sorted.
fn snippet(text: &str, found: &[Range<usize>]) -> Snippet {
    let first = found.first().map_or(0, |place| place.start);
    let start = if first <= BEFORE { 0 } else { word_start(text, text.floor_char_boundary(first - BEFORE)) };
    let end = if text.len() <= start + IN_ALL { text.len() } else { text.floor_char_boundary(start + IN_ALL) };
    let mut snippet = Snippet::default();
    let mut push = |piece: &str, sought: bool| {
        if !piece.is_empty() {
            snippet.pieces.push((piece.to_owned(), sought));
        }
    };
    if start > 0 {
        push("…", false);
    }
    let mut done = start;
    for place in found {
        let (from, to) = (place.start.max(done), place.end.min(end));
        if from < to {
            push(&text[done..from], false);
            push(&text[from..to], true);
            done = to;
        }
    }
    push(text[done..end].trim_end(), false);
    if end < text.len() {
        push("…", false);
    }
    snippet
}

/// The beginning of the next word after `at`, if it is near; otherwise `at`.
fn word_start(text: &str, at: usize) -> usize {
    let soon = &text[at..text.floor_char_boundary(at + BEFORE / 2)];
    soon.find(char::is_whitespace).map_or(at, |space| {
        let after = at + space;
        after + text[after..].chars().next().map_or(0, char::len_utf8)
    })
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::Query;
    use super::*;

    fn found(text: &str, typed: &str) -> Option<String> {
        let snippet = find(text, &Query::parse(typed, &TimeZone::UTC).terms)?;
        let show = |(piece, sought): (String, bool)| if sought { format!("[{piece}]") } else { piece };
        Some(snippet.pieces.into_iter().map(show).collect())
    }

    #[test]
    fn matches_are_marked() {
        assert_eq!(found("We meet at Nine, at nine!", "nine we"), Some("[We] meet at [Nine], at [nine]!".into()));
        assert_eq!(found("We meet at nine", "\"meet at\""), Some("We [meet at] nine".into()));
        assert_eq!(found("We meet at nine", "\"at meet\""), None);
        assert_eq!(found("We meet at nine", "ni*"), Some("We meet at [nine]".into()));
        assert_eq!(found("We meet at nine", "ni"), None);
        assert_eq!(found("これは日本語です", "日本語"), Some("これは[日本語]です".into()));
        assert_eq!(found("aa aa aa", "\"aa aa\""), Some("[aa aa][ aa]".into()));
    }

    #[test]
    fn long_texts_are_cut_around_the_first_match() {
        let text = format!("{}needle {}", "hay ".repeat(500), "stack ".repeat(500));
        let snippet = found(&text, "needle").unwrap_or_default();
        assert!(snippet.starts_with("…hay hay") && snippet.ends_with("…"), "{snippet}");
        assert!(snippet.contains("[needle]") && snippet.len() <= IN_ALL + 10, "{snippet}");
        let dense = "é".repeat(4_000) + " needle " + &"語".repeat(4_000);
        assert!(found(&dense, "needle").is_some_and(|snippet| snippet.contains("[needle]")));
    }
}
