//! Chat Markdown: CommonMark with tables, task lists, strikethrough and spoilers. Nothing that was typed is lost.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, OffsetIter, Tag, TagEnd};

use super::inline_lexer::{InlineToken, lex_without};
use super::shadow::{parser, shadow};
use super::spoilers::spoilers;

/// A text, prepared for parsing as Markdown.
pub(crate) struct Markdown<'a> {
    text: &'a str,
    /// The text given to the parser, with the same byte positions as `text`.
    shadow: Cow<'a, str>,
    /// The byte positions of spoiler delimiters, sorted, each with whether a spoiler begins there.
    spoilers: Vec<(usize, bool)>,
}

/// A token of Markdown.
#[derive(Debug, PartialEq)]
pub(crate) enum Token<'a> {
    Start(Tag<'a>),
    End(TagEnd),
    Text(Text<'a>),
    Code(CowStr<'a>),
    LineEnd,
    Rule,
    /// The checkbox of a task list's item, and whether it is checked.
    Task(bool),
    /// A delimiter of a spoiler, and whether the spoiler begins there.
    Spoiler(bool),
}

/// Text without escaping backslashes.
#[derive(Debug, PartialEq)]
pub(crate) struct Text<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The byte positions of characters that a backslash escapes, sorted.
    escaped: Vec<usize>,
}

impl Text<'_> {
    /// Splits the text into inline tokens.
    pub(crate) fn inline_tokens(&self) -> Vec<InlineToken<'_>> {
        lex_without(&self.text, &self.escaped)
    }
}

impl<'a> Markdown<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let shadow = shadow(text);
        let spoilers = if text.contains(SPOILER) { spoilers(text, &shadow) } else { Vec::new() };
        Self { text, shadow, spoilers }
    }

    /// The tokens in order, each with its range in the text. Text between two other tokens is one token. There is no
    /// HTML: tags and entities are text. Indented lines are text with line ends rather than code, since people indent
    /// freely and fence code.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = (Token<'_>, Range<usize>)> {
        Tokens {
            text: self.text,
            events: parser(&self.shadow).into_offset_iter(),
            shadow: &self.shadow,
            spoilers: &self.spoilers,
            block: Block::Other,
            done: 0,
            open: None,
            ready: VecDeque::new(),
        }
    }

    /// The number typed at the beginning of an ordered list's item.
    pub(crate) fn number_at(&self, place: usize) -> Option<u32> {
        let item = self.text[place..].trim_start();
        let digits = item.find(|c: char| !c.is_ascii_digit())?;
        item[..digits].parse().ok()
    }

    /// The text that the ranges refer to.
    pub(crate) fn source(&self) -> &'a str {
        self.text
    }
}

/// The delimiter of spoilers.
pub(super) const SPOILER: &str = "||";

/// The indentation that CommonMark removes from indented code.
const INDENT: &str = "    ";

/// The kind of block being read. Code is read differently from other text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Other,
    Indented,
    Fenced,
}

struct Tokens<'t> {
    text: &'t str,
    shadow: &'t str,
    events: OffsetIter<'t>,
    spoilers: &'t [(usize, bool)],
    block: Block,
    /// The end of the text read so far.
    done: usize,
    /// The text token that the next event may extend.
    open: Option<(Text<'t>, Range<usize>)>,
    ready: VecDeque<(Token<'t>, Range<usize>)>,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = (Token<'t>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(token) = self.ready.pop_front() {
                return Some(token);
            }
            let Some((event, place)) = self.events.next() else {
                self.close();
                return self.ready.pop_front();
            };
            self.take(event, place);
        }
    }
}

impl<'t> Tokens<'t> {
    fn take(&mut self, event: Event<'t>, place: Range<usize>) {
        let token = match event {
            Event::Text(text) => return self.text(&text, place),
            Event::Html(text) | Event::InlineHtml(text) => return self.raw(&text, place),
            Event::Start(Tag::HtmlBlock) => Token::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Token::End(TagEnd::Paragraph),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                self.block = Block::Indented;
                Token::Start(Tag::Paragraph)
            }
            Event::Start(tag) => {
                if matches!(tag, Tag::CodeBlock(_)) {
                    self.block = Block::Fenced;
                }
                Token::Start(tag)
            }
            Event::End(TagEnd::CodeBlock) => {
                let indented = self.block == Block::Indented;
                self.block = Block::Other;
                Token::End(if indented { TagEnd::Paragraph } else { TagEnd::CodeBlock })
            }
            Event::End(tag) => {
                if tag == TagEnd::TableRow || tag == TagEnd::TableHead {
                    self.excess(place.end);
                }
                if tag == TagEnd::TableCell {
                    self.done = self.done.max(place.end);
                }
                Token::End(tag)
            }
            Event::Code(code) => Token::Code(code),
            Event::SoftBreak | Event::HardBreak => Token::LineEnd,
            Event::Rule => Token::Rule,
            Event::TaskListMarker(done) => Token::Task(done),
            // No other option of the parser is enabled.
            _ => return,
        };
        self.close();
        if !matches!(token, Token::Start(_) | Token::End(_)) {
            self.done = place.end;
        }
        self.ready.push_back((token, place));
    }

    /// Text from the parser, which has removed backslashes and decoded entities.
    fn text(&mut self, parsed: &str, place: Range<usize>) {
        if self.block != Block::Other {
            return self.raw(parsed, place);
        }
        let Range { mut start, end } = place;
        let escaped = start > self.done && self.text[..start].ends_with('\\');
        if escaped && keeps_backslash(&self.text[start..]) {
            start -= 1;
        } else if escaped {
            self.add(Cow::Borrowed(""), start..start, &[0]);
        }
        // A delimiter can span two events. The first event ended before it.
        if start.checked_sub(1).and_then(|before| self.spoiler(before..start)).is_some() {
            start += 1;
        }
        while let Some((at, begins)) = self.spoiler(start..end) {
            self.typed(start..at, parsed);
            self.close();
            self.ready.push_back((Token::Spoiler(begins), at..at + SPOILER.len()));
            start = (at + SPOILER.len()).min(end);
        }
        self.typed(start..end, parsed);
        self.done = end;
    }

    fn spoiler(&self, range: Range<usize>) -> Option<(usize, bool)> {
        let next = self.spoilers.partition_point(|(at, _)| *at < range.start);
        self.spoilers.get(next).copied().filter(|(at, _)| range.contains(at))
    }

    /// Adds text as typed, where the parser returned the shadow's text or a decoded entity.
    fn typed(&mut self, place: Range<usize>, parsed: &str) {
        if place.is_empty() {
            return;
        }
        let shadow = &self.shadow[place.clone()];
        if parsed.contains(shadow) || shadow.starts_with('&') || shadow.ends_with(parsed) {
            self.add(Cow::Borrowed(&self.text[place.clone()]), place, &[]);
        } else {
            self.add(Cow::Owned(parsed.to_owned()), place, &[]);
        }
    }

    /// Adds text in which backslashes are shown, and escape the next character all the same.
    fn raw(&mut self, parsed: &str, place: Range<usize>) {
        self.done = place.end;
        let line: Cow<'t, str> = match (self.block, self.text.get(place.clone())) {
            (Block::Indented, _) => Cow::Owned(format!("{INDENT}{parsed}")),
            (_, Some(typed)) if typed == parsed => Cow::Borrowed(typed),
            _ => Cow::Owned(parsed.to_owned()),
        };
        let escaped: Vec<usize> = line.match_indices('\\').map(|(at, _)| at + 1).collect();
        self.add(line, place, &escaped);
    }

    /// Extends the open text token.
    fn add(&mut self, text: Cow<'t, str>, place: Range<usize>, escaped: &[usize]) {
        let Some((open, whole)) = &mut self.open else {
            self.open = Some((Text { text, escaped: escaped.to_vec() }, place));
            return;
        };
        open.escaped.extend(escaped.iter().map(|at| open.text.len() + at));
        if open.text.is_empty() {
            (open.text, *whole) = (text, place);
            return;
        }
        match &mut open.text {
            // Adjacent parts of the source stay borrowed.
            Cow::Borrowed(before)
                if matches!(text, Cow::Borrowed(_)) && whole.start + before.len() == place.start =>
            {
                *before = &self.text[whole.start..place.end];
            }
            before => before.to_mut().push_str(&text),
        }
        whole.end = place.end;
    }

    fn close(&mut self) {
        if let Some((text, place)) = self.open.take().filter(|(text, _)| !text.text.is_empty()) {
            self.ready.push_back((Token::Text(text), place));
        }
    }

    /// Adds a cell for the rest of a row that has more cells than the table has columns: the parser drops it.
    fn excess(&mut self, end: usize) {
        self.close();
        let rest = self.text.get(self.done..end).unwrap_or_default();
        let typed = rest.trim().trim_matches('|').trim();
        if !typed.is_empty() {
            let text = Text { text: Cow::Borrowed(typed), escaped: Vec::new() };
            let tokens = [Token::Start(Tag::TableCell), Token::Text(text), Token::End(TagEnd::TableCell)];
            self.ready.extend(tokens.map(|token| (token, self.done..end)));
        }
        self.done = self.done.max(end);
    }
}

/// Whether a backslash before a text that begins with a backslash is shown. Before characters without a meaning in
/// Markdown, nobody escapes a backslash (`\\server\share`, `C:\\Users`).
fn keeps_backslash(text: &str) -> bool {
    let after = text.trim_start_matches('\\');
    after.len() < text.len() && !after.starts_with(['*', '_', '~', '`', '[', ']', '<', '#', ':', '@', '|'])
}

#[cfg(test)]
mod tests;
