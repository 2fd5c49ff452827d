//! A text on one line without Markdown, for quotes, notifications and the search index.

use pulldown_cmark::{Tag, TagEnd};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{InlineToken, Markdown, Token, lex_inline, may_be_markdown};

/// The beginning of the text that stands for a message without one: the name of its first file.
pub(crate) const FILE_SIGN: &str = "📎 ";

/// A text without Markdown, on one line of at most `max` graphemes; a cut text ends with `…`. If nothing would remain,
/// the text stays as it is. Spoilers stay hidden.
#[must_use]
pub fn plain(text: &str, max: usize) -> String {
    // The name of a file is no Markdown.
    let line =
        if text.starts_with(FILE_SIGN) { text.to_owned() } else { or_itself(&read(text, For::Preview), text) };
    // Bounds the length in characters, too: a grapheme can have any number of accents.
    let mut chars = max * 4;
    for (count, (at, character)) in line.grapheme_indices(true).enumerate() {
        chars = chars.saturating_sub(character.chars().count());
        if count == max || chars == 0 {
            return format!("{}…", line[..at].trim_end());
        }
    }
    line
}

/// The whole text without Markdown, on one line, with the text of spoilers and the addresses of links. The search index
/// is built from it: a change of its result needs a migration that empties the index.
#[must_use]
pub(crate) fn whole(text: &str) -> String {
    or_itself(&read(text, For::Search), text)
}

/// What the result is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Preview,
    Search,
}

/// Shown instead of a spoiler's text.
const HIDDEN: &str = "▒▒▒";

fn or_itself(read: &str, text: &str) -> String {
    let read = one_line(read);
    if read.is_empty() { one_line(text) } else { read }
}

fn read(text: &str, purpose: For) -> String {
    if may_be_markdown(text) { parsed(text, purpose) } else { words_only(text) }
}

fn words_only(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    for word in lex_inline(text) {
        push_word(&mut read, word);
    }
    read
}

fn parsed(text: &str, purpose: For) -> String {
    let mut read = String::new();
    // The open links: where each one's text begins, and its address.
    let mut links = Vec::new();
    let mut hidden = None;
    let markdown = Markdown::of(text);
    for (token, place) in markdown.tokens() {
        match token {
            Token::Text(text) => {
                for token in text.inline_tokens() {
                    push_word(&mut read, token);
                }
            }
            Token::Code(text) => read.push_str(&text),
            Token::LineEnd => read.push(' '),
            Token::Task(done) => read.push_str(if done { "☑ " } else { "☐ " }),
            Token::Spoiler(true) => hidden = Some(read.len()),
            Token::Spoiler(false) => {
                if let Some(start) = hidden.take().filter(|_| purpose == For::Preview) {
                    read.truncate(start);
                    read.push_str(HIDDEN);
                }
            }
            Token::Start(Tag::Item) => {
                if let Some(number) = markdown.number_at(place.start) {
                    read.extend([&number.to_string(), ". "]);
                }
            }
            Token::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if purpose == For::Search => {
                links.push((read.len(), dest_url));
            }
            Token::End(TagEnd::Link | TagEnd::Image) => {
                // A link whose text is its address gives the address once.
                if let Some((start, address)) = links.pop()
                    && read.get(start..) != Some(&*address)
                {
                    read.extend([" ", &address]);
                }
            }
            Token::End(TagEnd::TableCell) => read.push_str(" · "),
            Token::End(TagEnd::TableHead | TagEnd::TableRow) => {
                read.truncate(read.trim_end_matches([' ', '·']).len());
                read.push(' ');
            }
            Token::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                read.push(' ');
            }
            _ => {}
        }
    }
    read
}

fn push_word(read: &mut String, word: InlineToken<'_>) {
    match word {
        InlineToken::Text(text) | InlineToken::Web(text) | InlineToken::Mail(text) => read.push_str(text),
        InlineToken::Emoji(emoji) => read.push_str(emoji),
        InlineToken::Custom(name) => read.extend([":", name, ":"]),
        InlineToken::Person(name) => read.extend(["@", name]),
        InlineToken::Room(slug) => read.extend(["#", slug]),
    }
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{For, one_line, parsed, plain, whole, words_only};
    use crate::model::text::may_be_markdown;

    #[test]
    fn markdown_is_removed_and_text_stays() {
        let of = |text| plain(text, 80);
        assert_eq!(of("# Hi *there*, @ann :tada:\n\n- one\n- [two](https://x.org)"), "Hi there, @ann 🎉 one two");
        assert_eq!(of("```rust\nlet a = 1;\n```\nand <b>`x`</b>"), "let a = 1; and <b>x</b>");
        assert_eq!(of("[](x)"), "[](x)");
        assert_eq!(of("1986. was good\n\n3) and\n- [ ] one\n- [x] *two*"), "1986. was good 3. and ☐ one ☑ two");
        assert_eq!(of("| a | b |\n|---|---|\n| 1 | \\@c |\n\nd"), "a · b 1 · @c d");
        assert_eq!(of("it was ||*the cat*|| &copy;"), "it was ▒▒▒ &copy;");
        assert_eq!(of("[bob]: hello"), "[bob]: hello");
        assert_eq!(of("*one* :party:"), "one :party:");
    }

    #[test]
    fn the_whole_text_includes_the_addresses_of_links() {
        assert_eq!(whole("[two **b**](https://x.org) <https://y.org>"), "two b https://x.org https://y.org");
        assert_eq!(whole("![a](b.png)\n`c`"), "a b.png c");
        assert_eq!(whole("1986. was\n\n||a||\n\n|b|c|\n|-|-|\n|d|"), "1986. was a b · c d");
    }

    #[test]
    fn a_text_without_markdown_reads_the_same_with_and_without_the_parser() {
        let texts = [
            "Hi @ann, see #general at 10:30 :tada:",
            "two\nlines\r\n  and a third https://x.org/a?b=c (ann@x.org)",
            "  indented\n\tmore\nwww.x.org. 中文、です",
            "1986 was good\nx. y) 3, 4: a - b + c = d > e # f",
            "C# and :nothing: \u{200b} e\u{301}",
        ];
        for text in texts {
            assert!(!may_be_markdown(text), "{text}");
            assert_eq!(one_line(&words_only(text)), one_line(&parsed(text, For::Search)), "{text}");
        }
        for text in ["a\n\nb", " 1. a", "a\n12) b", "\t- a", "a\n===", "> a", "a *b*", "a|b", "\\@a", "a~~b~~"] {
            assert!(may_be_markdown(text), "{text}");
        }
    }

    #[test]
    fn texts_are_cut_between_graphemes() {
        assert_eq!(plain("abc", 3), "abc");
        assert_eq!(plain("ab cd", 3), "ab…");
        assert_eq!(plain(&"👩‍👩‍👧".repeat(9), 2), "👩‍👩‍👧…");
        assert!(plain(&format!("a{}", "\u{301}".repeat(7_000)), 9).len() < 100);
    }
}
