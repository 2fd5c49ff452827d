//! Messages, and where they are written.

use maud::{Markup, html};

use super::{Zone, accounts, dates, text, urls};
use crate::model::{Mentions, Message, MessageId, MessageState, Room, RoomKind, Slug};

/// A message, the same for everyone who may see it.
#[must_use]
pub fn message(message: &Message, slug: &Slug, zone: &Zone) -> Markup {
    let deleted = message.state == MessageState::Deleted;
    html! {
        article.message.continues[message.continues].deleted[deleted] #{ "message-" (message.id.0) }
            data-author=(message.author) {
            (accounts::avatar(&message.author))
            header {
                bdi.author { (message.author) } " "
                a.at href=(urls::message(slug, message.id)) { (dates::time(message.posted_at, zone)) }
            }
            @if deleted {
                div.body { em { "This message was deleted." } }
            } @else {
                (text::body(&message.body, &Mentions::default()))
            }
            @if let MessageState::Edited(_) = message.state {
                p.edited { a href=(urls::history(slug, message.id)) { "edited" } }
            }
        }
    }
}

/// The message that a page is about.
#[derive(Clone, Copy, Debug)]
pub struct Marked {
    /// Which it is.
    pub id: MessageId,
    /// Whether the viewer may change it.
    pub may_change: bool,
}

/// Messages in order, with a heading where a day begins; one of them may be marked.
#[must_use]
pub fn list(messages: &[Message], slug: &Slug, zone: &Zone, marked: Option<Marked>) -> Markup {
    let mut last_day = None;
    html! {
        @for message in messages {
            @let day = dates::day(message.posted_at, zone);
            @if last_day.replace(day) != Some(day) { (day_heading(message, zone)) }
            @match marked {
                Some(marked) if marked.id == message.id => {
                    div.marked {
                        (self::message(message, slug, zone))
                        @if marked.may_change { (actions(message, slug)) }
                    }
                }
                _ => (self::message(message, slug, zone)),
            }
        }
    }
}

/// What its author can do with a message; app.js offers the same on each of one's own.
fn actions(message: &Message, slug: &Slug) -> Markup {
    html! {
        p.actions {
            a href=(urls::edit(slug, message.id)) { "Edit" } " "
            a href=(urls::delete(slug, message.id)) { "Delete" }
        }
    }
}

/// What stands in a list without messages; the style hides it once there is one.
pub(super) fn nothing_yet() -> Markup {
    html! { p.empty { "Nobody has said anything here yet. Write the first message." } }
}

/// The heading of a message's day.
#[must_use]
pub fn day_heading(message: &Message, zone: &Zone) -> Markup {
    html! { h2.day { (dates::day_in_words(dates::day(message.posted_at, zone))) } }
}

/// Whether a day begins between two messages.
#[must_use]
pub fn new_day(previous: Option<&Message>, message: &Message, zone: &Zone) -> bool {
    previous.is_none_or(|previous| dates::day(previous.posted_at, zone) != dates::day(message.posted_at, zone))
}

/// Where a message is written.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    /// What makes sending it twice harmless: a new one for each message.
    pub nonce: String,
    /// What was typed and not sent.
    pub body: String,
    /// Why it wasn't.
    pub error: Option<String>,
}

/// The form in which a message is written.
#[must_use]
pub fn composer(room: &Room, composer: &Composer) -> Markup {
    let action = urls::messages(&room.slug);
    let label =
        if room.kind == RoomKind::Direct { "Message".to_owned() } else { format!("Message to {}", room.name) };
    html! {
        form #composer action=(action) method="post" {
            input type="hidden" name="nonce" value=(composer.nonce);
            label.hidden for="composer-body" { (label) }
            textarea #composer-body name="body" rows="1" placeholder=(label) dir="auto" required
                autocomplete="off" enterkeyhint="send" autofocus
                aria-invalid=[composer.error.as_ref().map(|_| "true")] aria-describedby="composer-note" {
                // A line end right after the tag is not part of the text (WHATWG HTML, 13.1.2.5).
                @if composer.body.starts_with(['\n', '\r']) { "\n" }
                (composer.body)
            }
            button.primary { "Send" }
            p #composer-note.error role="status" { @if let Some(error) = &composer.error { (error) } }
        }
    }
}
