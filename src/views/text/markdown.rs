//! Markdown, as markup.

use std::ops::Range;

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd, html::push_html};

use super::{code, inline, sanitise::sanitise};
use crate::model::Mentions;
use crate::model::messages::is_visible;
use crate::model::text::{Markdown, Word, is_web, words};
use crate::views::texts::Texts;

/// Lists and quotes within each other go no deeper than this, and emphasis a little; the text of what does stays.
const DEEPEST_BLOCK: usize = 16;
const DEEPEST: usize = 24;

/// No message's markup is larger. One whose would be is shown as plain text.
pub(super) const MOST_BYTES: usize = 100_000;

/// A rendered text.
pub(super) struct Rich {
    pub(super) html: String,
    /// How many lines are folded away within it.
    pub(super) folded: usize,
}

/// A text's markup; none where nothing would be seen of it, or too much.
pub(super) fn render(text: &str, mentions: &Mentions, t: &Texts) -> Option<Rich> {
    let markdown = Markdown::of(text);
    let mut writer = Writer {
        source: markdown.source(),
        mentions,
        t,
        out: Vec::new(),
        open: Vec::new(),
        skipped: 0,
        code: None,
        link: None,
        visible: false,
        folded: 0,
    };
    for (event, place) in markdown.events() {
        writer.take(event, place);
    }
    if !writer.visible {
        return None;
    }
    let mut html = String::with_capacity(2 * text.len());
    push_html(&mut html, writer.out.into_iter());
    let html = sanitise(&html).trim_end().to_owned();
    (html.len() <= MOST_BYTES).then_some(Rich { html, folded: writer.folded })
}

/// Turns events into those that the renderer is to see.
struct Writer<'a> {
    source: &'a str,
    mentions: &'a Mentions,
    t: &'a Texts,
    out: Vec<Event<'a>>,
    /// For each list, quote, emphasis and link that is open, whether it is rendered.
    open: Vec<bool>,
    /// How many tags are open of a link that is shown as it was typed.
    skipped: usize,
    /// The code block that is open: what its fence says, and its text.
    code: Option<(String, String)>,
    link: Option<Link>,
    visible: bool,
    folded: usize,
}

/// The link that is open.
struct Link {
    address: String,
    label: String,
}

impl<'a> Writer<'a> {
    fn take(&mut self, event: Event<'a>, place: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, place),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.text(text.strip_suffix('\n').unwrap_or(&text)),
            },
            Event::Code(text) => {
                self.visible |= text.contains(is_visible);
                if let Some(link) = &mut self.link {
                    link.label.push_str(&text);
                }
                self.out.push(Event::Code(text));
            }
            Event::SoftBreak | Event::HardBreak => self.push(&html! { br; }),
            Event::Rule => self.out.push(Event::Rule),
            // Nothing else is switched on.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, place: Range<usize>) {
        let depth = self.open.iter().filter(|open| **open).count();
        match tag {
            Tag::Paragraph => self.out.push(Event::Start(tag)),
            // A heading is for the eye alone: headings are how people find their way around the page.
            Tag::Heading { .. } => self.push(&PreEscaped("<p class=\"heading\"><strong>".to_owned())),
            Tag::CodeBlock(kind) => {
                let info = if let CodeBlockKind::Fenced(info) = kind { info.into_string() } else { String::new() };
                self.code = Some((info, String::new()));
            }
            Tag::BlockQuote(_) => self.open(tag, depth < DEEPEST_BLOCK),
            Tag::List(_) => self.open(tag, depth + 1 < DEEPEST_BLOCK),
            Tag::Item => {
                let listed = self.open.last().copied().unwrap_or_default();
                self.open(tag, listed);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.open(tag, depth < DEEPEST),
            // Pictures from elsewhere would tell there who looks: they are links to them.
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                self.start_link(link_type, &dest_url, place);
            }
            _ => self.open.push(false),
        }
    }

    fn open(&mut self, tag: Tag<'a>, rendered: bool) {
        self.open.push(rendered);
        if rendered {
            self.out.push(Event::Start(tag));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push(Event::End(tag)),
            TagEnd::Heading(_) => self.push(&PreEscaped("</strong></p>\n".to_owned())),
            TagEnd::CodeBlock => {
                if let Some((info, code)) = self.code.take() {
                    self.visible |= code.contains(is_visible);
                    let (markup, folded) = code::block(&code, &info, self.t);
                    self.push(&markup);
                    self.folded += folded;
                }
            }
            TagEnd::Link | TagEnd::Image => {
                if self.open.pop() == Some(true) {
                    self.end_link();
                }
            }
            _ => {
                if self.open.pop() == Some(true) {
                    self.out.push(Event::End(tag));
                } else if tag == TagEnd::Item && !self.ends_with_break() {
                    self.push(&html! { br; });
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.visible |= text.contains(is_visible);
        let markup = if let Some(link) = &mut self.link {
            link.label.push_str(text);
            inline::within_link(text)
        } else {
            inline::lines(text, self.mentions)
        };
        self.push(&markup);
    }

    /// A link, if it leads to the web or to a mailbox; anything else is shown as it was typed.
    fn start_link(&mut self, kind: LinkType, address: &str, place: Range<usize>) {
        let address = match kind {
            LinkType::Email => format!("mailto:{address}"),
            _ => address.to_owned(),
        };
        let mail = address.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
        if self.link.is_some() {
            self.open.push(false);
        } else if mail || is_web(&address) {
            self.open.push(true);
            let tag = html! { a href=(address) rel=[(!mail).then_some(inline::REL)] target=[(!mail).then_some("_blank")] {} };
            self.push(&PreEscaped(tag.into_string().replace("</a>", "")));
            self.link = Some(Link { address, label: String::new() });
        } else {
            self.skipped = 1;
            let typed = &self.source[place];
            self.visible |= typed.contains(is_visible);
            self.push(&html! { (typed) });
        }
    }

    /// Ends a link, which has a text, and one that doesn't pretend to lead elsewhere.
    fn end_link(&mut self) {
        let Some(Link { address, label }) = self.link.take() else { return };
        if !label.contains(is_visible) {
            self.visible = true;
            self.push(&html! { (address) });
        } else if words(&label)
            .iter()
            .any(|word| matches!(word, Word::Web(named) if host(named) != host(&address)))
        {
            self.push(&html! { " (" (address) ")" });
        }
        self.push(&PreEscaped("</a>".to_owned()));
    }

    fn ends_with_break(&self) -> bool {
        matches!(self.out.last(), Some(Event::InlineHtml(markup)) if &**markup == "<br>")
    }

    fn push(&mut self, markup: &Markup) {
        self.out.push(Event::InlineHtml(markup.0.clone().into()));
    }
}

/// The part of a web address that says whose it is.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase()
}
