//! A text on one line, as quotes, lists of results and notifications show it.

use pulldown_cmark::{Event, Tag, TagEnd};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Markdown, Word, words};

/// A text without its Markdown, on one line of at most `most` characters as people count them; `…` ends what is cut.
/// A text of which nothing would remain stays as it is.
#[must_use]
pub fn plain(text: &str, most: usize) -> String {
    let line = or_itself(&read(text, false), text);
    // A character with endless accents counts for more than one.
    let mut chars = most * 4;
    for (count, (at, character)) in line.grapheme_indices(true).enumerate() {
        chars = chars.saturating_sub(character.chars().count());
        if count == most || chars == 0 {
            return format!("{}…", line[..at].trim_end());
        }
    }
    line
}

/// All of a text without its Markdown, on one line, with the addresses that its links lead to.
#[must_use]
pub(crate) fn whole(text: &str) -> String {
    or_itself(&read(text, true), text)
}

fn or_itself(read: &str, text: &str) -> String {
    let read = one_line(read);
    if read.is_empty() { one_line(text) } else { read }
}

fn read(text: &str, addresses: bool) -> String {
    let mut read = String::new();
    // Where the text of the links begins that are open, and where they lead.
    let mut links = Vec::new();
    for (event, _) in Markdown::of(text).events() {
        match event {
            Event::Text(text) => {
                for word in words(&text) {
                    match word {
                        Word::Text(text) | Word::Web(text) | Word::Mail(text) => read.push_str(text),
                        Word::Emoji(emoji) => read.push_str(emoji),
                        Word::Person(name) => read.extend(["@", name]),
                        Word::Room(slug) => read.extend(["#", slug]),
                    }
                }
            }
            Event::Code(text) => read.push_str(&text),
            Event::SoftBreak | Event::HardBreak => read.push(' '),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if addresses => {
                links.push((read.len(), dest_url));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                // Those that stand there themselves are not said twice.
                if let Some((start, address)) = links.pop()
                    && read[start..] != *address
                {
                    read.extend([" ", &address]);
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                read.push(' ');
            }
            _ => {}
        }
    }
    read
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{plain, whole};

    #[test]
    fn markdown_goes_and_words_stay() {
        let of = |text| plain(text, 80);
        assert_eq!(of("# Hi *there*, @ann :tada:\n\n- one\n- [two](https://x.org)"), "Hi there, @ann 🎉 one two");
        assert_eq!(of("```rust\nlet a = 1;\n```\nand <b>`x`</b>"), "let a = 1; and <b>x</b>");
        assert_eq!(of("[](x)"), "[](x)");
        assert_eq!(of("[bob]: hello"), "[bob]: hello");
    }

    #[test]
    fn the_whole_has_the_addresses_of_links() {
        assert_eq!(whole("[two **b**](https://x.org) <https://y.org>"), "two b https://x.org https://y.org");
        assert_eq!(whole("![a](b.png)\n`c`"), "a b.png c");
    }

    #[test]
    fn it_is_cut_between_characters() {
        assert_eq!(plain("abc", 3), "abc");
        assert_eq!(plain("ab cd", 3), "ab…");
        assert_eq!(plain(&"👩‍👩‍👧".repeat(9), 2), "👩‍👩‍👧…");
        assert!(plain(&format!("a{}", "\u{301}".repeat(7_000)), 9).len() < 100);
    }
}
