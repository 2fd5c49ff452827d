//! The emoji under a message, and who put them there.

use maud::{Markup, html};

use super::{Shell, layout, urls};
use crate::model::{Message, Reaction, Room, Slug, Username};

/// The emoji under a message, each a button that puts the viewer's there too, or takes it away. Who reacted stands in
/// each for whoever listens, and shows to whoever points at it or has the focus there; app.js marks one's own.
pub(super) fn under(message: &Message, slug: &Slug) -> Markup {
    let more = |reaction: &Reaction| unnamed(reaction) > 0;
    html! {
        @if !message.reactions.is_empty() {
            form.reactions action=(urls::reactions(slug, message.id)) method="post" {
                @for reaction in &message.reactions {
                    button name="emoji" value=(reaction.emoji) data-people=(joined(&reaction.people, " ")) {
                        span aria-hidden="true" { (reaction.emoji) " " (reaction.count) } " "
                        span.who dir="auto" {
                            (joined(&reaction.people, ", "))
                            @if more(reaction) { " and " (unnamed(reaction)) " more" }
                            " reacted with " (reaction.emoji)
                        }
                    } " "
                }
                @if message.reactions.iter().any(more) { a href=(urls::reactions(slug, message.id)) { "Everybody" } }
            }
        }
    }
}

/// How many of those who reacted are not named.
fn unnamed(reaction: &Reaction) -> usize {
    (reaction.count as usize).saturating_sub(reaction.people.len())
}

fn joined(people: &[Username], between: &str) -> String {
    people.iter().map(Username::as_str).collect::<Vec<_>>().join(between)
}

/// The page of everybody who reacted to a message.
#[must_use]
pub fn page(shell: &Shell<'_>, room: &Room, message: &Message, reactions: &[Reaction]) -> Markup {
    let content = html! {
        p { a href=(urls::message(&room.slug, message.id)) { "The message" } " is by " bdi { (message.author) } "." }
        @if reactions.is_empty() { p { "Nobody has reacted to it." } }
        @for reaction in reactions {
            section {
                h2 { (reaction.emoji) " " (reaction.count) }
                ul.people { @for person in &reaction.people { li { (super::accounts::avatar(person)) bdi { (person) } } } }
            }
        }
    };
    layout::sheet("Reactions", shell, &content)
}
