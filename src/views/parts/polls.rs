//! A poll in its message: the question, the options, and the result where it is not secret. It is the same for everybody:
//! one's own vote is on the poll's page.

use maud::{Markup, html};

use crate::model::new_polls::question_of;
use crate::model::polls::{Poll, PollKind};
use crate::model::{Message, Slug};
use crate::views::i18n::names::Strings;
use crate::views::parts::urls;
use crate::views::text;

/// The content of a message that is a poll.
pub(crate) fn shown(message: &Message, poll: &Poll, slug: &Slug, i18n: &Strings) -> Markup {
    let label = if poll.is_closed { &i18n.poll_result } else { &i18n.vote };
    html! {
        (text::message::body(question_of(&message.body), &message.mentions, i18n))
        div.poll {
            (options(poll, i18n))
            p.hint {
                (note(poll, i18n)) " "
                a.menu-link.vote href=(urls::poll(slug, message.id)) { (label) }
            }
        }
    }
}

/// The options, with the number of votes for each as text and as a bar.
fn options(poll: &Poll, i18n: &Strings) -> Markup {
    let max = poll.voters.max(1);
    html! {
        ul.options {
            @for (number, option) in poll.options.iter().enumerate() {
                @let won = poll.result.as_ref().is_some_and(|result| result.winners.contains(&number));
                li {
                    bdi lang="" { (option) }
                    @if let Some(result) = &poll.result {
                        @let count = result.counts.get(number).copied().unwrap_or_default();
                        (i18n.colon) span.count { (i18n.count_votes(count)) }
                        @if won { " · " strong { (i18n.poll_winner) } }
                        " " meter aria-hidden="true" max=(max) value=(count) {}
                    }
                }
            }
        }
    }
}

/// The kind of voting, whether people still can vote, and how many have.
fn note(poll: &Poll, i18n: &Strings) -> Markup {
    html! {
        (kind(poll.kind, i18n)) " · "
        @if poll.is_closed {
            (i18n.poll_closed) " · "
        } @else if poll.is_secret {
            (i18n.poll_secret) " · "
        }
        (i18n.count_voters(poll.voters))
    }
}

/// The kind of voting, in words.
pub(crate) fn kind(kind: PollKind, i18n: &Strings) -> &str {
    match kind {
        PollKind::Single => &i18n.poll_single,
        PollKind::Several => &i18n.poll_several,
        PollKind::Ranked => &i18n.poll_ranked,
    }
}
