//! Inline tokens as markup.

use std::cell::Cell;

use maud::{Markup, html};

use crate::model::text::{InlineToken, MAX_NAMED, is_web};
use crate::model::{CustomEmoji, Mentions, Person, RoomLink};
use crate::views::parts::urls;
use crate::views::text::custom_emoji;

/// The most pictures of custom emoji in one text, since their markup is much longer than their names.
const MAX_PICTURES: usize = 40;

/// The mentions and custom emoji of a text, and how many more may be rendered.
pub(crate) struct Names<'a> {
    mentions: &'a Mentions,
    left: Cell<usize>,
    pictures_left: Cell<usize>,
}

impl<'a> Names<'a> {
    pub(crate) fn of(mentions: &'a Mentions) -> Self {
        Self { mentions, left: Cell::new(MAX_NAMED), pictures_left: Cell::new(MAX_PICTURES) }
    }

    fn person<'r>(&self, run: &'r str) -> Option<(&'a Person, &'r str)> {
        self.count().then(|| self.mentions.person(run))?
    }

    fn room<'r>(&self, run: &'r str) -> Option<(&'a RoomLink, &'r str)> {
        self.count().then(|| self.mentions.room(run))?
    }

    fn custom(&self, name: &str) -> Option<&'a CustomEmoji> {
        let emoji = self.mentions.custom(name)?;
        let left = self.pictures_left.get();
        self.pictures_left.set(left.saturating_sub(1));
        (left > 0).then_some(emoji)
    }

    /// Counts a possible mention, and returns whether it may be rendered as one.
    fn count(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }
}

/// Plain text. Line ends become elements, because text browsers ignore white-space styles.
pub(crate) fn lines(text: &str) -> Markup {
    html! {
        @for (number, line) in text.split('\n').enumerate() {
            @if number > 0 { br; }
            (line)
        }
    }
}

/// Inline tokens. Names are isolated: they neither determine the text's direction nor reorder the text beside them.
pub(crate) fn tokens(tokens: &[InlineToken<'_>], names: &Names<'_>) -> Markup {
    html! {
        @for token in tokens {
            @match *token {
                InlineToken::Text(text) => (lines(text)),
                InlineToken::Emoji(emoji) => (emoji),
                InlineToken::Custom(name) => @match names.custom(name) {
                    Some(emoji) => (custom_emoji::picture(emoji)),
                    None => { ":" (name) ":" }
                },
                InlineToken::Web(address) => (link(address)),
                InlineToken::Mail(address) => { a href={ "mailto:" (address) } { (address) } }
                InlineToken::Person(run) => @match names.person(run) {
                    Some((person, rest)) => { a.mention href=(urls::person(person.username.as_str(), None)) { bdi { "@" (person) } } (rest) }
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

/// Inline tokens within a link, which can't contain other links.
pub(crate) fn within_link(tokens: &[InlineToken<'_>]) -> Markup {
    html! {
        @for token in tokens {
            @match *token {
                InlineToken::Text(text) | InlineToken::Web(text) | InlineToken::Mail(text) => (lines(text)),
                InlineToken::Emoji(emoji) => (emoji),
                InlineToken::Custom(name) => { ":" (name) ":" }
                InlineToken::Person(run) => { "@" (run) }
                InlineToken::Room(run) => { "#" (run) }
            }
        }
    }
}

/// The `rel` of links in messages: the target gets no referrer and no `window.opener` (WHATWG HTML, 4.6.7.13), and no
/// search ranking.
pub(crate) const REL: &str = "noreferrer nofollow";

/// A web address as a link.
fn link(address: &str) -> Markup {
    let scheme = if is_web(address) { "" } else { "https://" };
    html! { a href={ (scheme) (address) } rel=(REL) target="_blank" { (address) } }
}
