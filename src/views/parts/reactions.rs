//! The reactions to a message.

use maud::{Markup, html};

use crate::model::{Message, Reaction, Room, Slug};
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::Strings;
use crate::views::pages::people;
use crate::views::parts::shell::Shell;
use crate::views::parts::{layout, urls};
use crate::views::text::custom_emoji;

/// The reactions under a message. Each is a button that adds or removes the viewer's own. The names of those who
/// reacted are there for screen readers, and shown on hover and focus. app.js marks the viewer's own.
pub(crate) fn under(message: &Message, slug: &Slug, i18n: &Strings) -> Markup {
    let more = |reaction: &Reaction| unnamed(reaction) > 0;
    html! {
        @if !message.reactions.is_empty() {
            form.reactions action=(urls::reactions(slug, message.id)) method="post" {
                @for reaction in &message.reactions {
                    button name="emoji" value=(reaction.emoji) data-people=(people::usernames(&reaction.people)) {
                        // The visible count is part of the accessible name, for speech control. The emoji is hidden
                        // from it, since the sentence contains it.
                        span { span.glyph aria-hidden="true" { (shown(reaction)) } " " (reaction.count) } " "
                        span.who { (who(reaction, i18n)) }
                    } " "
                }
                @if message.reactions.iter().any(more) { a href=(urls::reactions(slug, message.id)) { (i18n.everybody_who_reacted) } }
            }
        }
    }
}

/// The emoji of a reaction: a custom one that exists as its picture.
pub(crate) fn shown(reaction: &Reaction) -> Markup {
    html! {
        @if let Some(emoji) = &reaction.custom { (custom_emoji::picture(emoji)) } @else { (reaction.emoji) }
    }
}

/// The number of people who reacted and are not named.
fn unnamed(reaction: &Reaction) -> usize {
    (reaction.count as usize).saturating_sub(reaction.people.len())
}

/// The sentence that names those who reacted.
fn who(reaction: &Reaction, i18n: &Strings) -> Markup {
    let names = html! {
        @for (number, person) in reaction.people.iter().enumerate() {
            @if number > 0 { (i18n.comma) }
            (people::name(person, i18n))
        }
    };
    let emoji = reaction.emoji.as_str();
    let sentence = match unnamed(reaction) {
        0 => i18n.reacted_with(GAPS[0], emoji),
        more => i18n.reacted_with_more(GAPS[0], more, emoji),
    };
    with_markup(&sentence, &[&names])
}

/// The page of everybody who reacted to a message.
#[must_use]
pub fn page(shell: &Shell<'_>, room: &Room, message: &Message, reactions: &[Reaction]) -> Markup {
    let i18n = shell.strings();
    let link = html! { a href=(urls::message(&room.slug, message.id)) { (i18n.reactions_to_message) } };
    let author = html! { bdi title=[people::handle(&message.author)] lang=[people::lang(&message.author)] { (people::shown(&message.author, i18n)) } };
    let content = html! {
        p { (with_markup(&i18n.reactions_to(GAPS[0], GAPS[1]), &[&link, &author])) }
        @if reactions.is_empty() { p { (i18n.nobody_reacted) } }
        @for reaction in reactions {
            section {
                h2 { span.glyph { (shown(reaction)) } " " (reaction.count) }
                ul.people { @for person in &reaction.people { li { (people::avatar(person)) (people::both_names(person, i18n)) } } }
            }
        }
    };
    layout::sheet(&i18n.reactions, shell, &content)
}
