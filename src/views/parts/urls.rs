//! The URLs of pages, percent-encoded (RFC 3986), for headers as well as links.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::administration::branding::LogoVersion;
use crate::model::custom_emoji::{EmojiName, PictureKey};
use crate::model::due_work::DueWorkId;
use crate::model::files::attachments::{Attachment, FileKey};
use crate::model::files::kinds::FileKind;
use crate::model::files::room_files::FileNumber;
use crate::model::{ChangeNumber, InvitationId, MessageId, ProfileNumber, Slug, Username};

/// All characters but RFC 3986's unreserved ones.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The first segments of links whose second segment is a secret.
pub const SECRET_PATHS: [&str; 4] = ["email", "invite", "recover", "setup"];

/// Joins a room.
#[must_use]
pub fn join(slug: &Slug) -> String {
    room(slug) + "/join"
}

/// The server's logo, as pages show it. A URL never changes its content.
#[must_use]
pub fn logo(version: LogoVersion) -> String {
    format!("/logo?v={}", version.0)
}

/// The logo as the icon of the installed app.
#[must_use]
pub fn large_logo(version: LogoVersion) -> String {
    format!("/logo?size=large&v={}", version.0)
}

/// The logo with a dot, as the icon of a page while there are unread messages.
#[must_use]
pub fn unread_logo(version: LogoVersion) -> String {
    format!("/logo/unread.svg?v={}", version.0)
}

/// The first page of a new account.
pub const WELCOME: &str = "/?welcome=yes";

/// The first steps, for administrators.
pub const SETUP: &str = "/admin/setup";

/// The path to which the provider of single sign-on sends people back.
pub const SIGN_ON_CALLBACK: &str = "/login/oidc/callback";

/// Logs in at the provider of single sign-on.
#[must_use]
pub fn sign_on(next: &str) -> String {
    if next.is_empty() { "/login/oidc".to_owned() } else { format!("/login/oidc?next={}", encoded(next)) }
}

/// Confirms changes by logging in at the provider again.
#[must_use]
pub fn confirm_by_sign_on(next: &str) -> String {
    format!("/login/oidc?confirm=yes&next={}", encoded(next))
}

/// A link that lets somebody make an account.
#[must_use]
pub fn invite(token: &str) -> String {
    format!("/invite/{token}")
}

/// A link that sets a password.
#[must_use]
pub fn recover(secret: &str) -> String {
    format!("/recover/{secret}")
}

/// A link that verifies an e-mail address.
#[must_use]
pub fn verify_email(secret: &str) -> String {
    format!("/email/{secret}")
}

/// A link that ends digests.
#[must_use]
pub fn unsubscribe(secret: &str) -> String {
    format!("/unsubscribe/{secret}")
}

/// A link that makes the first account.
#[must_use]
pub fn setup(secret: &str) -> String {
    format!("/setup/{secret}")
}

/// The page of an invitation, for whoever made it.
#[must_use]
pub fn invitation(id: InvitationId) -> String {
    format!("/invitations/{}", id.0)
}

/// The page of an account, for administrators.
#[must_use]
pub fn administered(of: &Username) -> String {
    format!("/admin/people/{}", utf8_percent_encode(of.as_str(), SEGMENT))
}

/// A value of a query.
#[must_use]
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// The list of rooms.
#[must_use]
pub fn rooms() -> String {
    "/rooms".to_owned()
}

/// The room's page.
#[must_use]
pub fn room(slug: &Slug) -> String {
    joined(slug, &[])
}

/// A URL below a room's. Built without format strings, because every message on a page has several.
fn joined(slug: &Slug, rest: &[&str]) -> String {
    let length = slug.as_str().len() + rest.iter().map(|part| part.len()).sum::<usize>();
    let mut url = String::with_capacity("/rooms/".len() + length);
    url.push_str("/rooms/");
    url.extend(utf8_percent_encode(slug.as_str(), SEGMENT));
    url.extend(rest.iter().copied());
    url
}

/// The page of the room's newest messages, even where older ones are unread.
#[must_use]
pub fn newest(slug: &Slug) -> String {
    room(slug) + "?newest=yes"
}

/// The URL for posting messages.
#[must_use]
pub fn messages(slug: &Slug) -> String {
    room(slug) + "/messages"
}

/// A message's permalink. The fragment scrolls to the message.
#[must_use]
pub fn message(slug: &Slug, id: MessageId) -> String {
    let id = id.0.to_string();
    joined(slug, &["/messages/", &id, "#message-", &id])
}

/// A guest's page of a message.
#[must_use]
pub fn guest_message(id: MessageId) -> String {
    format!("/guest/messages/{}", id.0)
}

/// The page for editing a message.
#[must_use]
pub fn edit(slug: &Slug, id: MessageId) -> String {
    format!("{}/{}/edit", messages(slug), id.0)
}

/// The page for deleting a message.
#[must_use]
pub fn delete(slug: &Slug, id: MessageId) -> String {
    format!("{}/{}/delete", messages(slug), id.0)
}

/// The page of a message's earlier texts.
#[must_use]
pub fn history(slug: &Slug, id: MessageId) -> String {
    format!("{}/{}/history", messages(slug), id.0)
}

/// The page of a message's menu.
#[must_use]
pub fn menu(slug: &Slug, id: MessageId) -> String {
    action(slug, id, "menu")
}

/// The URL of an action on a message.
#[must_use]
pub fn action(slug: &Slug, id: MessageId, name: &str) -> String {
    joined(slug, &["/messages/", &id.0.to_string(), "/", name])
}

/// The page of a message's reactions, and the URL for reacting.
#[must_use]
pub fn reactions(slug: &Slug, id: MessageId) -> String {
    action(slug, id, "reactions")
}

/// The room's page with a reply to this message.
#[must_use]
pub fn reply(slug: &Slug, id: MessageId) -> String {
    format!("{}?reply_to={}", room(slug), id.0)
}

/// The page on which a reminder of a message is set.
#[must_use]
pub fn remind(slug: &Slug, id: MessageId) -> String {
    action(slug, id, "remind")
}

/// The page on which people vote in a poll.
#[must_use]
pub fn poll(slug: &Slug, id: MessageId) -> String {
    action(slug, id, "poll")
}

/// The page on which a poll is made.
#[must_use]
pub fn new_poll(slug: &Slug) -> String {
    joined(slug, &["/poll"])
}

/// The page on which a message is forwarded.
#[must_use]
pub fn forward(slug: &Slug, id: MessageId) -> String {
    action(slug, id, "forward")
}

/// Leads from a forwarded message to the one that it quotes.
#[must_use]
pub fn source(slug: &Slug, id: MessageId) -> String {
    action(slug, id, "source")
}

/// The page of one's reminders.
pub const REMINDERS: &str = "/reminders";

/// The page of one's scheduled messages.
pub const SCHEDULED: &str = "/scheduled";

/// The URL for changing a reminder.
#[must_use]
pub fn reminder(id: DueWorkId) -> String {
    format!("{REMINDERS}/{}", id.0)
}

/// The page of a scheduled message.
#[must_use]
pub fn scheduled(id: DueWorkId) -> String {
    format!("{SCHEDULED}/{}", id.0)
}

/// The page on which a message is scheduled.
#[must_use]
pub fn later(slug: &Slug) -> String {
    joined(slug, &["/later"])
}

/// The preview of a message in a room.
#[must_use]
pub fn preview(slug: &Slug) -> String {
    joined(slug, &["/preview"])
}

/// The page of a room's pinned messages.
#[must_use]
pub fn person(username: &str, room: Option<&Slug>) -> String {
    let room = room.map(|slug| format!("?room={}", encoded(slug.as_str()))).unwrap_or_default();
    format!("/people/{}{room}", encoded(username))
}

/// The viewer's drafts of a room.
#[must_use]
pub fn drafts(slug: &Slug) -> String {
    format!("{}/drafts", room(slug))
}

/// The pinned messages of a room.
#[must_use]
pub fn pins(slug: &Slug) -> String {
    room(slug) + "/pins"
}

/// A profile picture. A new picture has a new URL, so that browsers can cache it for ever.
#[must_use]
pub fn picture(of: &Username, version: ProfileNumber) -> String {
    format!("/people/{}/picture?v={version}", utf8_percent_encode(of.as_str(), SEGMENT))
}

/// The picture of a custom emoji, which is public: guests and notifications show it.
#[must_use]
pub fn emoji_picture(key: &PictureKey) -> String {
    format!("/emoji/pictures/{}", key.0)
}

/// The page that asks before a custom emoji is removed.
#[must_use]
pub fn emoji_removal(name: &EmojiName) -> String {
    format!("/emoji/custom/{}/remove", encoded(name.as_str()))
}

/// The page of messages before one.
#[must_use]
pub fn before(slug: &Slug, id: MessageId) -> String {
    format!("{}?before={}", room(slug), id.0)
}

/// The page of messages after one.
#[must_use]
pub fn after(slug: &Slug, id: MessageId) -> String {
    format!("{}?after={}", room(slug), id.0)
}

/// The room's event stream after a change.
#[must_use]
pub fn events(slug: &Slug, after: ChangeNumber) -> String {
    format!("{}/events?after={after}", room(slug))
}

/// The room's streamed page, for browsers without JavaScript.
#[must_use]
pub fn live(slug: &Slug) -> String {
    room(slug) + "/live"
}

/// The finite page that then loads the streamed one, so that the page around the frame finishes loading.
#[must_use]
pub fn live_start(slug: &Slug) -> String {
    room(slug) + "/live/start"
}

/// The page of search results, from before a message if one is given.
#[must_use]
pub fn search(typed: &str, before: Option<MessageId>) -> String {
    let typed = utf8_percent_encode(typed, SEGMENT);
    match before {
        Some(before) => format!("/search?q={typed}&before={}", before.0),
        None => format!("/search?q={typed}"),
    }
}

/// The login page, which then redirects to `next`.
#[must_use]
pub fn login(next: &str) -> String {
    with_next("/login", next)
}

/// The login page for somebody whose session has ended, which then redirects to `next`.
#[must_use]
pub fn login_again(next: &str) -> String {
    let login = login(next);
    format!("{login}{}ended=yes", if login.contains('?') { '&' } else { '?' })
}

/// The registration page, which then redirects to `next`.
#[must_use]
pub fn register(next: &str) -> String {
    with_next("/register", next)
}

/// The page for changing a password that is too long, which then redirects to `next`.
#[must_use]
pub fn change_long_password(next: &str) -> String {
    let page = "/settings/password?long=yes";
    if next.is_empty() { page.to_owned() } else { format!("{page}&next={}", utf8_percent_encode(next, SEGMENT)) }
}

fn with_next(path: &str, next: &str) -> String {
    if next.is_empty() { path.to_owned() } else { format!("{path}?next={}", utf8_percent_encode(next, SEGMENT)) }
}

/// A file. The name is for people: the key alone says which it is.
#[must_use]
pub fn file(file: &Attachment) -> String {
    format!("/files/{}/{}", file.key.as_str(), encoded(file.name.as_str()))
}

/// The small picture of a file.
#[must_use]
pub fn thumbnail(file: &Attachment) -> String {
    self::file(file) + "?size=small"
}

/// A file, as a guest loads it.
#[must_use]
pub fn guest_file(file: &Attachment) -> String {
    "/guest".to_owned() + &self::file(file)
}

/// The page of a room's files, of a kind and before one, where they are given.
#[must_use]
pub fn room_files(slug: &Slug, kind: Option<FileKind>, before: Option<FileNumber>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(kind) = kind {
        query.append_pair("type", kind.name());
    }
    if let Some(before) = before {
        query.append_pair("before", &before.0.to_string());
    }
    let query = query.finish();
    let separator = if query.is_empty() { "" } else { "?" };
    joined(slug, &["/files", separator, &query])
}

/// The page of a message's file.
#[must_use]
pub fn attachment(slug: &Slug, message: MessageId, key: &FileKey) -> String {
    joined(slug, &["/messages/", &message.0.to_string(), "/files/", key.as_str()])
}
