//! Folds the messages of people whom the viewer has blocked, for browsers that don't fold them by the style of
//! `/settings/blocked.css`.
//!
//! The markup of messages is the same for all viewers, so it is changed on the finished page. The people's usernames in
//! it need no escapes.

use std::collections::HashSet;

use crate::model::Person;
use crate::views::i18n::names::Strings;
use crate::views::parts::folded;

/// The people whose messages are folded.
pub(crate) struct Folding<'a> {
    blocked: HashSet<String>,
    i18n: &'a Strings,
}

/// The start tag of a quote.
const QUOTE: &str = "<p class=\"quote\">";

/// The start tags around messages that a link leads to, and around those that are quoted in a page about them.
const SHOWN: [&str; 2] = ["<div class=\"marked\">", "<div class=\"quoted\">"];

impl<'a> Folding<'a> {
    pub(crate) fn new(blocked: &[Person], i18n: &'a Strings) -> Self {
        Self { blocked: blocked.iter().map(|person| person.username.to_string()).collect(), i18n }
    }

    /// Whether a start tag, which stands directly after another tag, begins a message that is folded.
    pub(crate) fn folds(&self, tag: &str, before: &str) -> bool {
        let is_blocked = || attribute(tag, "data-author").is_some_and(|author| self.blocked.contains(author));
        tag.starts_with("<article ") && !SHOWN.contains(&before) && is_blocked()
    }

    /// Whether a tag in a folded message begins what stays of it: the links to it, or what follows it.
    pub(crate) fn shows_again(tag: &str) -> bool {
        tag == "<div class=\"ways-on\">" || tag == "</article>"
    }

    /// The placeholder for the author and the text of a folded message.
    pub(crate) fn note(&self) -> String {
        folded::message(self.i18n).into_string()
    }

    /// The placeholder for the content of a quote; none where the quoted message isn't folded. `rest` follows the start
    /// tag.
    pub(crate) fn quote(&self, tag: &str, rest: &str) -> Option<String> {
        let quote = rest.split("</p>").next().filter(|_| tag == QUOTE)?;
        let (_, whom) = quote.split_once("<bdi class=\"whom\"")?;
        let is_blocked =
            attribute(whom.split('>').next()?, "data-person").is_some_and(|author| self.blocked.contains(author));
        let (before, link) = quote.split_once("<a ")?;
        let link = link.split('>').next()?;
        is_blocked.then(|| format!("{before}<a {link}>{}</a>", folded::quote(self.i18n).0))
    }
}

/// An attribute of a tag; views quote all with `"`.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}
