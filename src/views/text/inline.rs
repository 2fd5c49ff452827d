//! The words of a text, as markup.

use maud::{Markup, html};

use crate::model::Mentions;
use crate::model::text::{Word, words};
use crate::views::urls;

/// Text without Markdown. Line ends are elements, so that text browsers show them too.
pub(super) fn lines(text: &str, mentions: &Mentions) -> Markup {
    html! {
        @for (number, line) in text.split('\n').enumerate() {
            @if number > 0 { br; }
            (line_of(line, mentions))
        }
    }
}

/// Names neither give the text its direction nor change the order of what stands beside them.
fn line_of(line: &str, mentions: &Mentions) -> Markup {
    html! {
        @for word in words(line) {
            @match word {
                Word::Text(text) => (text),
                Word::Emoji(emoji) => (emoji),
                Word::Web(address) => (link(address, &html! { (address) })),
                Word::Mail(address) => { a href={ "mailto:" (address) } { (address) } }
                Word::Person(run) => @match mentions.person(run) {
                    Some((person, rest)) => { bdi.mention data-user=(person) { "@" (person) } (rest) }
                    None => { "@" (run) }
                },
                Word::Room(run) => @match mentions.room(run) {
                    Some((room, rest)) => { a.room-link href=(urls::room(&room.slug)) { bdi { "#" (room.name) } } (rest) }
                    None => { "#" (run) }
                },
            }
        }
    }
}

/// Text in a link, where there are no other links.
pub(super) fn within_link(text: &str) -> Markup {
    html! {
        @for word in words(text) {
            @match word {
                Word::Text(text) | Word::Web(text) | Word::Mail(text) => (text),
                Word::Emoji(emoji) => (emoji),
                Word::Person(run) => { "@" (run) }
                Word::Room(run) => { "#" (run) }
            }
        }
    }
}

/// The attributes of links that people write: nothing is told to where they lead, and they count for nothing there.
pub(super) const REL: &str = "noopener noreferrer nofollow ugc";

fn link(address: &str, text: &Markup) -> Markup {
    html! { a href=(address) rel=(REL) target="_blank" { (text) } }
}
