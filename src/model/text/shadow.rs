//! A text as the parser of Markdown is to see it: some characters stand in for others of the same length, so that every
//! place in it is the same place in the text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::addresses::addresses;

pub(super) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS)
}

/// Takes from the parser what it would take for something else than its writer.
pub(super) fn shadow(text: &str) -> Cow<'_, str> {
    let mut masks = masks(text);
    if masks.is_empty() {
        return Cow::Borrowed(text);
    }
    masks.sort_unstable_by_key(|(at, _)| *at);
    let mut shadow = String::with_capacity(text.len());
    for (at, mask) in masks {
        if at < shadow.len() {
            continue;
        }
        shadow.push_str(&text[shadow.len()..at]);
        shadow.push_str(mask);
    }
    shadow.push_str(&text[shadow.len()..]);
    Cow::Owned(shadow)
}

/// Which characters others stand in for.
fn masks(text: &str) -> Vec<(usize, &'static str)> {
    let definitions = text.contains("]:");
    let addresses = (text.contains("://") || text.contains("www.")) && text.contains(['*', '_', '~']);
    let mut masks = if text.is_ascii() { Vec::new() } else { beside_delimiters(text) };
    if !definitions && !addresses && masks.is_empty() {
        return masks;
    }
    let read = Reading::of(text);
    if definitions && read.leaves_definitions_unused(text) {
        // `[name]: words` would vanish.
        masks.extend(text.match_indices("]:").map(|(at, _)| (at + 1, ";")));
    }
    if addresses {
        masks.extend(in_addresses(text));
    }
    masks.retain(|(at, _)| !read.is_verbatim(*at));
    masks
}

/// In an address, `*`, `_` and `~` are characters like others.
fn in_addresses(text: &str) -> Vec<(usize, &'static str)> {
    let mut masks = Vec::new();
    for address in addresses(text) {
        let Range { start, end } = address.place().clone();
        // At the end, they rather close something that was opened before the address.
        let inside = text[start..end].trim_end_matches(['*', '_', '~']).match_indices(['*', '_', '~']);
        let places = inside.map(|(at, _)| start + at).filter(|at| !text[..*at].ends_with('\\'));
        masks.extend(places.map(|at| (at, "x")));
    }
    masks
}

/// What a first reading of a text finds.
struct Reading {
    /// How many definitions there are (`[name]: address`), and the names that are used of them.
    defined: usize,
    used: Vec<String>,
    /// Code, HTML and what links lead to, in order.
    verbatim: Vec<Range<usize>>,
}

impl Reading {
    fn of(text: &str) -> Self {
        let parser = parser(text);
        let defined = parser.reference_definitions().iter().count();
        let mut used: Vec<String> = Vec::new();
        let mut verbatim = Vec::new();
        for (event, place) in parser.into_offset_iter() {
            match event {
                Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => {
                    if !id.is_empty() {
                        used.push(id.to_lowercase());
                    }
                    verbatim.push(place);
                }
                Event::Start(Tag::CodeBlock(_)) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => {
                    verbatim.push(place);
                }
                _ => {}
            }
        }
        used.sort_unstable();
        used.dedup();
        Self { defined, used, verbatim }
    }

    /// Definitions count only where each of them is used.
    fn leaves_definitions_unused(&self, text: &str) -> bool {
        self.used.len() < self.defined || text.matches("]:").count() > self.defined
    }

    fn is_verbatim(&self, at: usize) -> bool {
        let before = self.verbatim.partition_point(|range| range.start <= at);
        // Links hold code and images at most: what covers the place is close.
        self.verbatim[..before].iter().rev().take(4).any(|range| range.contains(&at))
    }
}

/// Emphasis beside Chinese, Japanese and Korean text, where no space says on which side a delimiter stands. CommonMark
/// takes what is between a letter and a punctuation mark for the side of the mark (`**「引用」**です` would stay as it
/// is); the rule that counts here is that of <https://github.com/tats-u/markdown-cjk-friendly>: such punctuation is like
/// letters, and such characters are like space for other punctuation.
fn beside_delimiters(text: &str) -> Vec<(usize, &'static str)> {
    // Characters, and whether each is to be taken for punctuation.
    let mut wanted: Vec<(usize, char, bool)> = Vec::new();
    let is_delimiter = |c: char| matches!(c, '*' | '~');
    let mut at = 0;
    while let Some(found) = text[at..].find(is_delimiter) {
        let start = at + found;
        let sign = text.as_bytes()[start];
        let length = text.as_bytes()[start..].iter().take_while(|byte| **byte == sign).count();
        at = start + length;
        let (Some(before), Some(after)) = (text[..start].chars().next_back(), text[at..].chars().next()) else {
            continue;
        };
        if is_cjk(before) {
            want(&mut wanted, start - before.len_utf8(), before, is_other_punctuation(after));
        }
        if is_cjk(after) {
            want(&mut wanted, at, after, is_other_punctuation(before));
        }
    }
    wanted.into_iter().filter_map(|(at, c, punctuation)| Some((at, stand_in(c, punctuation)?))).collect()
}

/// Between two delimiters, a letter fits both.
fn want(wanted: &mut Vec<(usize, char, bool)>, at: usize, c: char, punctuation: bool) {
    match wanted.last_mut() {
        Some((last, _, other)) if *last == at => *other &= punctuation,
        _ => wanted.push((at, c, punctuation)),
    }
}

/// What stands in for a character that is not what it is to be taken for: a mark, or a character for private use, which
/// is neither mark nor space.
fn stand_in(c: char, punctuation: bool) -> Option<&'static str> {
    match (c.is_alphanumeric(), punctuation, c.len_utf8()) {
        (true, true, 3) => Some("\u{2016}"),
        (true, true, 4) => Some("\u{10100}"),
        (false, false, 3) => Some("\u{e000}"),
        _ => None,
    }
}

fn is_other_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !is_cjk(c)
}

fn is_cjk(c: char) -> bool {
    !c.is_whitespace()
        && matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}' | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ffee}'
            | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_their_asterisks_and_underscores() {
        assert_eq!(shadow("see https://x.org/__init__.py."), "see https://x.org/xxinitxx.py.");
        assert_eq!(shadow("www.x.org/_a_"), "www.x.org/xa_");
        assert_eq!(shadow("**https://x.org/a**"), "**https://x.org/a**");
        for verbatim in ["`https://x.org/a_b`", "[a](https://x.org/a_b)", "<https://x.org/a_b>", "a_b*c*"] {
            assert_eq!(shadow(verbatim), verbatim);
        }
    }

    #[test]
    fn definitions_count_only_where_each_is_used() {
        assert_eq!(shadow("[bob]: hello"), "[bob]; hello");
        assert_eq!(shadow("[a]: x\n\n[a]: y"), "[a]; x\n\n[a]; y");
        let whole = "see [the plan][1]\n\n[1]: https://x.org/a";
        assert_eq!(shadow(whole), whole);
        assert_eq!(shadow("`[a]: b`"), "`[a]: b`");
    }

    #[test]
    fn a_shadow_is_as_long_as_its_text() {
        for text in [
            "**「引用」**です",
            "**(𠮷)**𠮷",
            "か**(a)**か",
            "[あ]: **。**",
            "~~「a」~~b",
            "*。*。*",
            "한**\"국\"**은",
        ] {
            assert_eq!(shadow(text).len(), text.len(), "{text}");
            let same = shadow(text).char_indices().map(|(at, _)| at).eq(text.char_indices().map(|(at, _)| at));
            assert!(same, "{text}");
        }
    }
}
