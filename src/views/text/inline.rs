//! The words of a text, as markup.

use std::cell::Cell;

use maud::{Markup, html};

use crate::model::text::{InlineToken, MAX_NAMED, is_web};
use crate::model::{Mentions, RoomLink, Username};
use crate::views::parts::urls;

/// The people and rooms that a text names, and how many more of its words may be names.
pub(crate) struct Names<'a> {
    mentions: &'a Mentions,
    left: Cell<usize>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(mentions: &'a Mentions) -> Self {
        Self { mentions, left: Cell::new(MAX_NAMED) }
    }

    fn person<'r>(&self, run: &'r str) -> Option<(&'a Username, &'r str)> {
        self.count().then(|| self.mentions.person(run))?
    }

    fn room<'r>(&self, run: &'r str) -> Option<(&'a RoomLink, &'r str)> {
        self.count().then(|| self.mentions.room(run))?
    }

    /// Counts a word that may be a name; tells whether it may be one still.
    fn count(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }
}

/// Text as it is. Line ends are elements, so that text browsers show them too.
pub(crate) fn lines(text: &str) -> Markup {
    html! {
        @for (number, line) in text.split('\n').enumerate() {
            @if number > 0 { br; }
            (line)
        }
    }
}

/// The words of a text. Names neither give it its direction nor change the order of what stands beside them.
pub(crate) fn words_of(words: &[InlineToken<'_>], names: &Names<'_>) -> Markup {
    html! {
        @for word in words {
            @match *word {
                InlineToken::Text(text) => (lines(text)),
                InlineToken::Emoji(emoji) => (emoji),
                InlineToken::Web(address) => (link(address)),
                InlineToken::Mail(address) => { a href={ "mailto:" (address) } { (address) } }
                InlineToken::Person(run) => @match names.person(run) {
                    Some((person, rest)) => { bdi.mention { "@" (person) } (rest) }
                    None => { "@" (run) }
                },
                InlineToken::Room(run) => @match names.room(run) {
                    Some((room, rest)) => { a.room-link href=(urls::room(&room.slug)) { bdi { "#" (room.name) } } (rest) }
                    None => { "#" (run) }
                },
            }
        }
    }
}

/// The words of a text in a link, where there are no other links.
pub(crate) fn within_link(words: &[InlineToken<'_>]) -> Markup {
    html! {
        @for word in words {
            @match *word {
                InlineToken::Text(text) | InlineToken::Web(text) | InlineToken::Mail(text) => (lines(text)),
                InlineToken::Emoji(emoji) => (emoji),
                InlineToken::Person(run) => { "@" (run) }
                InlineToken::Room(run) => { "#" (run) }
            }
        }
    }
}

/// The attributes of links that people write: nothing is told to where they lead (nor is the page there handed this
/// one: WHATWG HTML, 4.6.7.13), and they count for nothing there.
pub(crate) const REL: &str = "noreferrer nofollow";

/// An address as people write it, as a link.
fn link(address: &str) -> Markup {
    let scheme = if is_web(address) { "" } else { "https://" };
    html! { a href={ (scheme) (address) } rel=(REL) target="_blank" { (address) } }
}
