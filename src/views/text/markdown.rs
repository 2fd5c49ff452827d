//! Markdown as markup.

use std::ops::Range;

use maud::{Markup, html};
use pulldown_cmark::{CodeBlockKind, Tag, TagEnd};

use crate::model::Mentions;
use crate::model::characters::is_visible;
use crate::model::text::{Markdown, Text, Token};
use crate::views::i18n::names::Strings;
use crate::views::text::inline::Names;
use crate::views::text::limits::max_bytes;
use crate::views::text::links::Link;
use crate::views::text::lists::List;
use crate::views::text::sanitise::sanitise;
use crate::views::text::tables::Table;
use crate::views::text::{code, inline};

/// The maximum depth of nested lists, quotes and tables, and of all elements with emphasis. Deeper elements are shown
/// as their text.
const MAX_BLOCK_DEPTH: usize = 16;
const MAX_DEPTH: usize = 24;

/// A rendered text.
pub(crate) struct RenderedText {
    pub(crate) html: String,
    /// The number of code blocks folded within it.
    pub(crate) folds: usize,
    /// The number of lines of the text that its folded code doesn't show.
    pub(crate) saved_lines: usize,
}

/// A text's markup; none if nothing in it would be visible, or if it is too large. `folds_code`: whether long code in it is
/// folded.
pub(crate) fn render(text: &str, mentions: &Mentions, folds_code: bool, i18n: &Strings) -> Option<RenderedText> {
    let max = max_bytes(text);
    let markdown = Markdown::of(text);
    let mut writer = Writer {
        markdown: &markdown,
        names: Names::of(mentions),
        i18n,
        out: String::with_capacity(2 * text.len()),
        open: Vec::new(),
        lists: Vec::new(),
        table: None,
        skipped: 0,
        code: None,
        highlights_left: code::MAX_TOKENS,
        link: None,
        spoilers: 0,
        visible: false,
        folds_code,
        folds: 0,
        saved_lines: 0,
    };
    for (token, place) in markdown.tokens() {
        writer.take(token, place);
        if writer.out.len() > max {
            return None;
        }
    }
    if !writer.visible {
        return None;
    }
    let html = sanitise(&writer.out).trim_end().to_owned();
    (html.len() <= max).then_some(RenderedText { html, folds: writer.folds, saved_lines: writer.saved_lines })
}

/// Writes markup token by token.
struct Writer<'a> {
    markdown: &'a Markdown<'a>,
    names: Names<'a>,
    i18n: &'a Strings,
    out: String,
    /// For each open list, quote, emphasis and link, whether it is rendered.
    open: Vec<bool>,
    /// The open lists that are rendered.
    lists: Vec<List>,
    /// The open table, if it is rendered.
    table: Option<Table>,
    /// The depth of open tags in a link that is shown as typed; 0 outside of one.
    skipped: usize,
    /// The open code block: its info string and text.
    code: Option<(String, String)>,
    /// The number of code tokens that may still be highlighted.
    highlights_left: usize,
    link: Option<Link>,
    /// The depth of open spoilers. Only the outermost is rendered.
    spoilers: usize,
    visible: bool,
    folds_code: bool,
    folds: usize,
    saved_lines: usize,
}

impl<'a> Writer<'a> {
    fn take(&mut self, token: Token<'a>, place: Range<usize>) {
        if self.skipped > 0 {
            match token {
                Token::Start(_) => self.skipped += 1,
                Token::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match token {
            Token::Start(tag) => self.start(tag, place),
            Token::End(tag) => self.end(tag),
            Token::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text.text),
                None => self.text(text),
            },
            Token::Code(text) => {
                self.visible |= text.contains(is_visible);
                if let Some(link) = &mut self.link {
                    link.label.push_str(&text);
                }
                self.push(&html! { code { (text) } });
            }
            Token::LineEnd => self.out.push_str("<br>"),
            Token::Rule => self.out.push_str("<hr>\n"),
            Token::Task(done) => {
                let name = if done { &self.i18n.task_done } else { &self.i18n.task_to_do };
                self.push(&html! { input type="checkbox" disabled checked[done] aria-label=(name); " " });
            }
            Token::Spoiler(true) => {
                self.spoilers += 1;
                if self.spoilers == 1 {
                    self.out.push_str("<label class=\"spoiler\">");
                    self.push(&html! { input type="checkbox" aria-label=(self.i18n.show_spoiler); span { (self.i18n.show_spoiler) } " " });
                    self.out.push_str("<span>");
                }
            }
            Token::Spoiler(false) => {
                self.spoilers = self.spoilers.saturating_sub(1);
                if self.spoilers == 0 {
                    self.out.push_str("</span></label>");
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, place: Range<usize>) {
        let depth = self.open.iter().filter(|open| **open).count();
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            // Not a heading element: those are for navigating the page.
            Tag::Heading { .. } => self.out.push_str("<p class=\"heading\"><strong>"),
            Tag::CodeBlock(kind) => {
                let info = if let CodeBlockKind::Fenced(info) = kind { info.into_string() } else { String::new() };
                self.code = Some((info, String::new()));
            }
            Tag::BlockQuote(_) => self.open("<blockquote>", depth < MAX_BLOCK_DEPTH),
            Tag::List(first) => {
                self.open("", depth + 1 < MAX_BLOCK_DEPTH);
                if depth + 1 < MAX_BLOCK_DEPTH {
                    self.lists.push(List::start(first.is_some(), &mut self.out));
                }
            }
            Tag::Item => {
                let listed = self.open.last().copied().unwrap_or_default();
                self.open("", listed);
                if let Some(list) = self.lists.last_mut().filter(|_| listed) {
                    list.item(self.markdown.number_at(place.start), &mut self.out);
                }
            }
            Tag::Table(columns) => {
                self.open("", depth + 1 < MAX_BLOCK_DEPTH);
                if depth + 1 < MAX_BLOCK_DEPTH {
                    self.table = Some(Table::start(columns, self.i18n, &mut self.out));
                }
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.open(&tag, &mut self.out);
                }
            }
            Tag::Emphasis => self.open("<em>", depth < MAX_DEPTH),
            Tag::Strong => self.open("<strong>", depth < MAX_DEPTH),
            Tag::Strikethrough => self.open("<del>", depth < MAX_DEPTH),
            // Images become links, because loading them would reveal readers to another server.
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                if self.link.is_some() {
                    self.open.push(false);
                } else if let Some(link) = Link::to(link_type, &dest_url) {
                    self.open(&link.start(), true);
                    self.link = Some(link);
                } else {
                    // Links with other addresses are shown as typed.
                    self.skipped = 1;
                    let typed = &self.markdown.source()[place];
                    self.visible |= typed.contains(is_visible);
                    self.push(&inline::lines(typed));
                }
            }
            _ => self.open.push(false),
        }
    }

    fn open(&mut self, tag: &str, rendered: bool) {
        self.open.push(rendered);
        if rendered {
            self.out.push_str(tag);
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => self.out.push_str("</strong></p>\n"),
            TagEnd::CodeBlock => {
                if let Some((info, code)) = self.code.take() {
                    self.visible |= code.contains(is_visible);
                    let block = code::block(&code, &info, &mut self.highlights_left, self.folds_code, self.i18n);
                    self.push(&block.markup);
                    self.folds += usize::from(block.is_folded);
                    self.saved_lines += block.saved_lines;
                }
            }
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => match &mut self.table {
                Some(table) => table.close(tag, &mut self.out),
                None => self.out.push_str(if tag == TagEnd::TableCell { " " } else { "<br>" }),
            },
            _ => {
                if self.open.pop() == Some(true) {
                    self.end_rendered(tag);
                } else if tag == TagEnd::Item && !self.out.ends_with("<br>") {
                    self.out.push_str("<br>");
                }
            }
        }
    }

    fn end_rendered(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::List(_) => {
                if let Some(list) = self.lists.pop() {
                    list.end(&mut self.out);
                }
            }
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    table.end(&mut self.out);
                }
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link | TagEnd::Image => {
                if let Some(link) = self.link.take() {
                    self.visible = true;
                    self.push(&link.label_end());
                    self.out.push_str("</a>");
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, mut text: Text<'_>) {
        self.visible |= text.text.contains(is_visible);
        if text.text.ends_with('\n') {
            text.text.to_mut().pop();
        }
        let markup = if let Some(link) = &mut self.link {
            link.label.push_str(&text.text);
            inline::within_link(&text.inline_tokens())
        } else {
            inline::tokens(&text.inline_tokens(), &self.names)
        };
        self.push(&markup);
    }

    fn push(&mut self, markup: &Markup) {
        self.out.push_str(&markup.0);
    }
}
