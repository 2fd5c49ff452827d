//! Links written in Markdown.

use maud::{Markup, html};
use pulldown_cmark::LinkType;

use crate::model::characters::is_visible;
use crate::model::text::{InlineToken, is_web, lex_inline};
use crate::views::text::inline::REL;

/// An open link to a web page or an e-mail address.
pub(crate) struct Link {
    address: String,
    /// The text of its label so far.
    pub(crate) label: String,
}

impl Link {
    /// The link, or none for another kind of address.
    pub(crate) fn to(kind: LinkType, address: &str) -> Option<Self> {
        let scheme = if kind == LinkType::Email { "mailto:" } else { "" };
        let link = Self { address: format!("{scheme}{address}"), label: String::new() };
        (link.is_mail() || is_web(&link.address)).then_some(link)
    }

    fn is_mail(&self) -> bool {
        self.address.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
    }

    /// The start tag.
    pub(crate) fn start(&self) -> String {
        let web = !self.is_mail();
        let mut link =
            html! { a href=(self.address) rel=[web.then_some(REL)] target=[web.then_some("_blank")] {} }
                .into_string();
        link.truncate(link.len() - "</a>".len());
        link
    }

    /// The text after the label: the address, where the label is empty or names another host.
    pub(crate) fn label_end(&self) -> Markup {
        let Self { address, label } = self;
        let misleads =
            |word: &InlineToken<'_>| matches!(word, InlineToken::Web(named) if host(named) != host(address));
        html! {
            @if !label.contains(is_visible) {
                (address)
            } @else if lex_inline(label).iter().any(misleads) {
                " (" (address) ")"
            }
        }
    }
}

/// The host of a web address, in lower case.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase()
}
