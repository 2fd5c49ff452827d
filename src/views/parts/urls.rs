//! The addresses of pages, percent-encoded (RFC 3986), so that they fit in a header as well as in a link.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::{ChangeNumber, MessageId, ProfileNumber, Slug, Username};

/// All but RFC 3986's unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The list of rooms.
#[must_use]
pub fn rooms() -> String {
    "/rooms".to_owned()
}

/// The room's page.
#[must_use]
pub fn room(slug: &Slug) -> String {
    format!("/rooms/{}", utf8_percent_encode(slug.as_str(), SEGMENT))
}

/// The room's newest messages, even where others are unread.
#[must_use]
pub fn newest(slug: &Slug) -> String {
    room(slug) + "?newest=yes"
}

/// Where messages are posted.
#[must_use]
pub fn messages(slug: &Slug) -> String {
    room(slug) + "/messages"
}

/// A message's permalink; the fragment lets the browser go to it.
#[must_use]
pub fn message(slug: &Slug, id: MessageId) -> String {
    format!("{}/messages/{id}#message-{id}", room(slug), id = id.0)
}

/// Where a message is edited.
#[must_use]
pub fn edit(slug: &Slug, id: MessageId) -> String {
    format!("{}/{}/edit", messages(slug), id.0)
}

/// Where a message is deleted.
#[must_use]
pub fn delete(slug: &Slug, id: MessageId) -> String {
    format!("{}/{}/delete", messages(slug), id.0)
}

/// The texts that a message had.
#[must_use]
pub fn history(slug: &Slug, id: MessageId) -> String {
    format!("{}/{}/history", messages(slug), id.0)
}

/// What can be done with a message.
#[must_use]
pub fn menu(slug: &Slug, id: MessageId) -> String {
    action(slug, id, "menu")
}

/// Where one of these things is done.
#[must_use]
pub fn action(slug: &Slug, id: MessageId, name: &str) -> String {
    format!("{}/{}/{name}", messages(slug), id.0)
}

/// Who reacted to a message, and where that is done.
#[must_use]
pub fn reactions(slug: &Slug, id: MessageId) -> String {
    action(slug, id, "reactions")
}

/// The room's page on which a message is answered.
#[must_use]
pub fn reply(slug: &Slug, id: MessageId) -> String {
    format!("{}?reply_to={}", room(slug), id.0)
}

/// A room's pinned messages.
#[must_use]
pub fn pins(slug: &Slug) -> String {
    room(slug) + "/pins"
}

/// Somebody's picture; another one has another address, so that browsers may keep it.
#[must_use]
pub fn picture(of: &Username, version: ProfileNumber) -> String {
    format!("/people/{}/picture?v={version}", utf8_percent_encode(of.as_str(), SEGMENT))
}

/// The messages before one.
#[must_use]
pub fn before(slug: &Slug, id: MessageId) -> String {
    format!("{}?before={}", room(slug), id.0)
}

/// The messages after one.
#[must_use]
pub fn after(slug: &Slug, id: MessageId) -> String {
    format!("{}?after={}", room(slug), id.0)
}

/// The room's stream of events after a change.
#[must_use]
pub fn events(slug: &Slug, after: ChangeNumber) -> String {
    format!("{}/events?after={after}", room(slug))
}

/// The room's streamed page.
#[must_use]
pub fn live(slug: &Slug) -> String {
    room(slug) + "/live"
}

/// The finite page that leads to the streamed one, so that what embeds it finishes loading.
#[must_use]
pub fn live_start(slug: &Slug) -> String {
    room(slug) + "/live/start"
}

/// What a search finds, before a message if one is named.
#[must_use]
pub fn search(typed: &str, before: Option<MessageId>) -> String {
    let typed = utf8_percent_encode(typed, SEGMENT);
    match before {
        Some(before) => format!("/search?q={typed}&before={}", before.0),
        None => format!("/search?q={typed}"),
    }
}

/// The login page, leading back to `next`.
#[must_use]
pub fn login(next: &str) -> String {
    with_next("/login", next)
}

/// The login page, leading back to `next`, for somebody whose session has ended.
#[must_use]
pub fn login_again(next: &str) -> String {
    let login = login(next);
    format!("{login}{}ended=yes", if login.contains('?') { '&' } else { '?' })
}

/// The registration page, leading on to `next`.
#[must_use]
pub fn register(next: &str) -> String {
    with_next("/register", next)
}

fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() { path.to_owned() } else { format!("{path}?next={}", utf8_percent_encode(next, SEGMENT)) }
}
