//! The text given to the Markdown parser: some characters are replaced by others of the same length, so that all byte
//! positions are those of the source.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::addresses::addresses;

pub(super) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS)
}

/// Replaces characters that the parser would interpret in another way than their author.
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

/// The replacements: byte positions and replacing characters.
fn masks(text: &str) -> Vec<(usize, &'static str)> {
    let definitions = text.contains("]:");
    let addresses = (text.contains("://") || text.contains("www.")) && text.contains(['*', '_', '~']);
    let mut masks = if text.is_ascii() { Vec::new() } else { beside_delimiters(text) };
    if !definitions && !addresses && masks.is_empty() {
        return masks;
    }
    let read = Reading::of(text);
    if definitions && read.leaves_definitions_unused(text) {
        // An unused definition (`[name]: words`) would not be shown at all.
        masks.extend(text.match_indices("]:").map(|(at, _)| (at + 1, ";")));
    }
    if addresses {
        masks.extend(in_addresses(text));
    }
    masks.retain(|(at, _)| !read.is_verbatim(*at));
    masks
}

/// Masks `*`, `_` and `~` in addresses, where they have no meaning.
fn in_addresses(text: &str) -> Vec<(usize, &'static str)> {
    let mut masks = Vec::new();
    for address in addresses(text) {
        let Range { start, end } = address.place().clone();
        // At the end of an address, they close emphasis that began before it.
        let inside = text[start..end].trim_end_matches(['*', '_', '~']).match_indices(['*', '_', '~']);
        let places = inside.map(|(at, _)| start + at).filter(|at| !text[..*at].ends_with('\\'));
        masks.extend(places.map(|at| (at, "x")));
    }
    masks
}

/// The result of a first pass of the parser.
struct Reading {
    /// The number of definitions (`[name]: address`), and the names of those that are used.
    defined: usize,
    used: Vec<String>,
    /// The ranges of code, HTML and links, in order.
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

    /// Whether a definition is unused or duplicated. Then none is treated as one.
    fn leaves_definitions_unused(&self, text: &str) -> bool {
        self.used.len() < self.defined || text.matches("]:").count() > self.defined
    }

    fn is_verbatim(&self, at: usize) -> bool {
        let before = self.verbatim.partition_point(|range| range.start <= at);
        // Links contain only code and images, so that a range that contains `at` is among the last ones.
        self.verbatim[..before].iter().rev().take(4).any(|range| range.contains(&at))
    }
}

/// Masks characters beside `*` and `~` for emphasis in Chinese, Japanese and Korean, which have no spaces to show on
/// which side a delimiter belongs. CommonMark refuses a delimiter between a letter and punctuation (`**「引用」**です` would
/// not be emphasised). The rules here are those of <https://github.com/tats-u/markdown-cjk-friendly>: CJK punctuation
/// counts as letters, and CJK characters count as space beside other punctuation.
fn beside_delimiters(text: &str) -> Vec<(usize, &'static str)> {
    // Characters, each with whether it should count as punctuation.
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

/// Records a character. Between two delimiters that differ, it counts as a letter.
fn want(wanted: &mut Vec<(usize, char, bool)>, at: usize, c: char, punctuation: bool) {
    match wanted.last_mut() {
        Some((last, _, other)) if *last == at => *other &= punctuation,
        _ => wanted.push((at, c, punctuation)),
    }
}

/// The replacement of a character that should count as another kind: a punctuation mark, or a private-use character,
/// which is neither punctuation nor space. None where the character already is of that kind.
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
    fn asterisks_and_underscores_in_addresses_are_masked() {
        assert_eq!(shadow("see https://x.org/__init__.py."), "see https://x.org/xxinitxx.py.");
        assert_eq!(shadow("www.x.org/_a_"), "www.x.org/xa_");
        assert_eq!(shadow("**https://x.org/a**"), "**https://x.org/a**");
        for verbatim in ["`https://x.org/a_b`", "[a](https://x.org/a_b)", "<https://x.org/a_b>", "a_b*c*"] {
            assert_eq!(shadow(verbatim), verbatim);
        }
    }

    #[test]
    fn definitions_are_masked_unless_each_is_used() {
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
