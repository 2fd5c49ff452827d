//! Markdown as people write it in a chat: CommonMark, struck-through text, and nothing that was typed gets lost.

use std::borrow::Cow;
use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

/// A text, ready to be read as Markdown.
pub(crate) struct Markdown<'a>(Cow<'a, str>);

impl<'a> Markdown<'a> {
    /// Takes a text, and escapes in it what CommonMark would take for something else than its writer.
    pub(crate) fn of(text: &'a str) -> Self {
        let escapes = escapes(text);
        if escapes.is_empty() {
            return Self(Cow::Borrowed(text));
        }
        let mut source = String::with_capacity(text.len() + escapes.len());
        let mut done = 0;
        for at in escapes {
            source.push_str(&text[done..at]);
            source.push('\\');
            done = at;
        }
        source.push_str(&text[done..]);
        Self(Cow::Owned(source))
    }

    /// What it consists of, in order, each with its place in [`Markdown::source`]. Text between two other events is one
    /// event. There is no HTML: what looks like it is text. Nor are indented lines code, since people indent what they
    /// will, and fence code: they are text with line ends in it.
    pub(crate) fn events(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        let mut indented = false;
        let events = parser(&self.0).into_offset_iter().map(move |(event, place)| {
            let event = match event {
                Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
                Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
                Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    indented = true;
                    Event::Start(Tag::Paragraph)
                }
                Event::Text(line) if indented => Event::Text(format!("{INDENT}{line}").into()),
                Event::End(TagEnd::CodeBlock) if indented => {
                    indented = false;
                    Event::End(TagEnd::Paragraph)
                }
                event => event,
            };
            (event, place)
        });
        TextMergeWithOffset::new(events)
    }

    /// The text that the places are in.
    pub(crate) fn source(&self) -> &str {
        &self.0
    }
}

/// What CommonMark takes from the beginning of an indented line.
const INDENT: &str = "    ";

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH)
}

/// Where backslashes are needed, in order.
///
/// - `[name]: words` would be a definition, and vanish; definitions count only where each of them is used.
/// - In an address, `*`, `_` and `~` are characters like others.
fn escapes(text: &str) -> Vec<usize> {
    let definitions = text.contains("]:");
    let addresses = text.contains("://") && text.contains(['*', '_', '~']);
    if !definitions && !addresses {
        return Vec::new();
    }
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
    let mut escapes = Vec::new();
    if definitions && (used.len() < defined || text.matches("]:").count() > defined) {
        escapes.extend(text.match_indices("]:").map(|(at, _)| at + 1));
    }
    if addresses {
        for address in finder().links(text) {
            // At the end, they rather close something that was opened before the address.
            let end = address.start() + address.as_str().trim_end_matches(['*', '_', '~']).len();
            let inside = text[address.start()..end].match_indices(['*', '_', '~']);
            escapes.extend(inside.map(|(at, _)| address.start() + at));
        }
    }
    escapes.sort_unstable();
    escapes.retain(|at| !covered(&verbatim, *at));
    escapes
}

/// Whether a place lies in one of some ranges, which are in the order of their beginnings and may lie in each other.
fn covered(ranges: &[Range<usize>], at: usize) -> bool {
    let before = ranges.partition_point(|range| range.start <= at);
    // Links hold code and images at most: what covers the place is close.
    ranges[..before].iter().rev().take(4).any(|range| range.contains(&at))
}

/// Finds web addresses alone.
fn finder() -> LinkFinder {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_their_asterisks_and_underscores() {
        let source = |text| Markdown::of(text).source().to_owned();
        assert_eq!(source("see https://x.org/__init__.py."), r"see https://x.org/\_\_init\_\_.py.");
        assert_eq!(source("**https://x.org/a**"), "**https://x.org/a**");
        for verbatim in ["`https://x.org/a_b`", "[a](https://x.org/a_b)", "<https://x.org/a_b>", "a_b*c*"] {
            assert_eq!(source(verbatim), verbatim);
        }
    }

    #[test]
    fn neither_html_nor_indentation_makes_anything_but_text() {
        let text = "a <b>c</b>\n\n<div>\n*d*\n</div>\n\n      e\n    f\n\n<!-- g -->";
        let markdown = Markdown::of(text);
        let texts = markdown.events().filter_map(|(event, _)| match event {
            Event::Text(text) => Some(text.into_string()),
            Event::Start(tag) => {
                assert_eq!(tag, Tag::Paragraph);
                None
            }
            _ => None,
        });
        assert_eq!(
            texts.collect::<Vec<_>>(),
            ["a <b>c</b>", "<div>\n*d*\n</div>\n", "      e\n    f\n", "<!-- g -->"]
        );
    }

    #[test]
    fn definitions_count_only_where_each_is_used() {
        let source = |text| Markdown::of(text).source().to_owned();
        assert_eq!(source("[bob]: hello"), r"[bob]\: hello");
        assert_eq!(source("[a]: x\n\n[a]: y"), "[a]\\: x\n\n[a]\\: y");
        let whole = "see [the plan][1]\n\n[1]: https://x.org/a";
        assert_eq!(source(whole), whole);
        assert_eq!(source("`[a]: b`"), "`[a]: b`");
    }
}
