//! Notifications, as scripts show them: JSON with the texts of a notification, and where it leads.

use serde_json::{Value, json};

use crate::model::notifications::devices::Preview;
use crate::model::notifications::outgoing::{Announcement, OutgoingPush};
use crate::model::text::plain;
use crate::model::{Branding, Language, Mark, RoomId, RoomKind};
use crate::views::i18n::strings::strings;
use crate::views::parts::{assets, urls};

/// Maximum length of a payload in bytes: what push services take, encrypted (RFC 8030, 7.2; RFC 8291, 4).
pub const MAX_BYTES: usize = 3_993;

/// Maximum length of a text in graphemes: screens show less.
const MAX_GRAPHEMES: usize = 160;

/// The payload of a notification: what it shows, how many messages mention its addressee, and the tags of notifications
/// that are to be closed. Long texts are cut.
#[must_use]
pub fn payload(push: &OutgoingPush, unread: Mark, branding: &Branding) -> String {
    let mut most = MAX_GRAPHEMES;
    loop {
        let mut shown = shown(&push.announcement, push.preview, push.language, branding, most);
        shown["mentions"] = unread.mentions.into();
        shown["close"] = push.read_rooms.iter().map(|room| tag(*room)).collect();
        let payload = shown.to_string();
        if payload.len() <= MAX_BYTES || most == 0 {
            return payload;
        }
        most /= 2;
    }
}

/// A notification in an open page.
#[must_use]
pub fn notification(
    announcement: &Announcement,
    preview: Preview,
    language: Language,
    branding: &Branding,
) -> Value {
    shown(announcement, preview, language, branding, MAX_GRAPHEMES)
}

fn shown(
    announcement: &Announcement,
    preview: Preview,
    language: Language,
    branding: &Branding,
    most: usize,
) -> Value {
    let i18n = strings(language);
    let Announcement { room, slug, room_name, kind, message, author, body, count, .. } = announcement;
    let new = i18n.new_messages_count(*count);
    let author = author.shown();
    let title = match (preview, kind) {
        (Preview::Nothing, _) => branding.name().to_owned(),
        (_, RoomKind::Direct) => author.to_owned(),
        (_, RoomKind::Open | RoomKind::Closed) => i18n.notification_title(author, room_name.as_str()),
    };
    let text = match preview {
        Preview::Text if most > 0 && *count > 1 => format!("{}\n{new}", plain(body, most)),
        Preview::Text if most > 0 => plain(body, most),
        Preview::Text | Preview::Name | Preview::Nothing => new,
    };
    json!({
        "title": title,
        "body": text,
        "tag": tag(*room),
        "message": message.0,
        "url": urls::message(slug, *message),
        "icon": branding.logo.map_or_else(|| assets::ICON_192.to_owned(), urls::large_logo),
        "lang": language.tag(),
        "dir": if language.is_right_to_left() { "rtl" } else { "ltr" },
    })
}

/// The tag of a room's notification: a newer one with the same tag replaces an older one.
fn tag(room: RoomId) -> String {
    format!("room-{}", room.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::model::notifications::devices::{Endpoint, PushKeys};
    use crate::model::{AccountId, ChangeNumber, DisplayName, MessageId, Person, Slug, Username};

    fn push(body: &str, name: &str, preview: Preview) -> OutgoingPush {
        let author = Person {
            username: Username::from_store("ann".to_owned()),
            name: Some(DisplayName::from_store(name.to_owned())),
            name_shared: false,
            picture: None,
        };
        let announcement = Announcement {
            room: RoomId(7),
            slug: Slug::parse("tea"),
            room_name: "Tea & cakes".to_owned(),
            kind: RoomKind::Closed,
            message: MessageId(11),
            change: ChangeNumber(3),
            author,
            body: body.to_owned(),
            is_mention: false,
            count: 1,
        };
        OutgoingPush {
            id: 1,
            subscription: 1,
            account: AccountId(1),
            endpoint: Endpoint::parse("https://push.example.com/", false).unwrap(),
            keys: PushKeys { p256dh: [0; 65], auth: [0; 16] },
            preview,
            language: Language::English,
            announcement,
            last: MessageId(11),
            read_rooms: vec![RoomId(3)],
            attempts: 1,
            expires_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn read(push: &OutgoingPush) -> Value {
        let payload = payload(push, Mark { unread: true, mentions: 2 }, &Branding::default());
        assert!(payload.len() <= MAX_BYTES, "{}", payload.len());
        serde_json::from_str(&payload).unwrap()
    }

    #[test]
    fn previews_show_no_more_than_they_should() {
        let shown = |preview| read(&push("the **secret** ||plan||", "Ann", preview));
        let text = shown(Preview::Text);
        assert_eq!((&text["title"], &text["body"]), (&"Ann in Tea & cakes".into(), &"the secret ▒▒▒".into()));
        assert_eq!(text["url"], "/rooms/tea/messages/11#message-11");
        assert_eq!(
            (&text["tag"], &text["close"], &text["mentions"]),
            (&"room-7".into(), &json!(["room-3"]), &2.into())
        );
        let name = shown(Preview::Name);
        assert_eq!((&name["title"], &name["body"]), (&"Ann in Tea & cakes".into(), &"1 new message".into()));
        let nothing = shown(Preview::Nothing);
        assert_eq!((&nothing["title"], &nothing["body"]), (&"Snug".into(), &"1 new message".into()));
    }

    #[test]
    fn any_message_fits_a_payload() {
        for body in ["x", "\"", "\\", "\u{1}", "é́́́́́́́́́́́́́́", "👩‍👩‍👧‍👦", "漢", "<&>"]
        {
            for name in ["Ann".to_owned(), "\"漢".repeat(50)] {
                let mut push = push(&body.repeat(8_000), &name, Preview::Text);
                push.read_rooms = (0..100).map(|room| RoomId(i64::from(room) * 1_000)).collect();
                push.announcement.room_name = "\"漢".repeat(50);
                push.announcement.slug = Slug::parse(&"漢".repeat(80));
                let shown = read(&push);
                assert!(!shown["body"].as_str().unwrap().is_empty());
            }
        }
    }
}
