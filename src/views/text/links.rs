//! Links that people write in Markdown.

use maud::{Markup, html};
use pulldown_cmark::LinkType;

use crate::model::characters::is_visible;
use crate::model::text::{InlineToken, is_web, lex_inline};
use crate::views::text::inline::REL;

/// A link that is open, to the web or to a mailbox.
pub(crate) struct Link {
    address: String,
    /// What it shows so far.
    pub(crate) label: String,
}

impl Link {
    /// None where it leads elsewhere.
    pub(crate) fn to(kind: LinkType, address: &str) -> Option<Self> {
        let scheme = if kind == LinkType::Email { "mailto:" } else { "" };
        let link = Self { address: format!("{scheme}{address}"), label: String::new() };
        (link.is_mail() || is_web(&link.address)).then_some(link)
    }

    fn is_mail(&self) -> bool {
        self.address.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
    }

    /// Its start tag.
    pub(crate) fn start(&self) -> String {
        let web = !self.is_mail();
        let mut link =
            html! { a href=(self.address) rel=[web.then_some(REL)] target=[web.then_some("_blank")] {} }
                .into_string();
        link.truncate(link.len() - "</a>".len());
        link
    }

    /// What comes after its label: a link has a text, and doesn't pretend to lead elsewhere.
    pub(crate) fn label_end(&self) -> Markup {
        let Self { address, label } = self;
        let lies =
            |word: &InlineToken<'_>| matches!(word, InlineToken::Web(named) if host(named) != host(address));
        html! {
            @if !label.contains(is_visible) {
                (address)
            } @else if lex_inline(label).iter().any(lies) {
                " (" (address) ")"
            }
        }
    }
}

/// The part of a web address that says whose it is.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase()
}
