//! The rules of who is notified of a message.

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::notifications::outgoing::Announcement;
use crate::model::{ChangeNumber, MessageId, RoomId, RoomKind};
use crate::store::sqlite::rows::people::from_named;
use crate::store::sqlite::rows::rooms::{kind_of, slug_of};

/// Whether the message `m` of the room `r` notifies the account of the membership `ms`, which is an account's that can be
/// used. `:now` is in milliseconds since 1970. It says nothing about what is read, and about quiet hours.
///
/// In a direct conversation, each message mentions everybody else.
macro_rules! notifies {
    () => {
        "m.deleted_at is null and r.deleted_at is null and m.author_id <> ms.account_id
            and (ms.muted_until is null or ms.muted_until <= :now)
            and (ms.involvement = 'everything' or ms.involvement = 'mentions' and exists (
                select 1 from mentions n where n.account_id = ms.account_id and n.room_id = m.room_id
                    and n.message_id = m.id))
            and not exists (select 1 from blocks b where b.account_id = ms.account_id and b.blocked_id = m.author_id)"
    };
}

/// Whether the message `m` is unread for the account of the membership `ms`.
macro_rules! is_unread {
    () => {
        "m.created_change > ms.read_change"
    };
}

/// The columns of an announcement, for [`announcement`], with the room `r`, the message `m`, its author `w` and the
/// addressee's membership `ms`.
macro_rules! announced {
    () => {
        concat!(
            "r.id as room_id, r.slug, r.name, r.kind, m.id as message_id, m.created_change, ",
            $crate::store::sqlite::rows::files::short!(),
            " as body,
            w.username, w.display_name, w.name_shared, w.picture_change,
            exists (select 1 from mentions n where n.account_id = ms.account_id and n.room_id = m.room_id
                and n.message_id = m.id) as is_mention"
        )
    };
}

pub(crate) use {announced, is_unread, notifies};

/// Reads an announcement of one message.
pub(crate) fn announcement(row: &Row<'_>) -> rusqlite::Result<Announcement> {
    let kind = kind_of(row)?;
    // Conversations have no names of their own.
    let room_name = if kind == RoomKind::Direct { String::new() } else { row.get("name")? };
    Ok(Announcement {
        room: RoomId(row.get("room_id")?),
        slug: slug_of(row)?,
        room_name,
        kind,
        message: MessageId(row.get("message_id")?),
        change: ChangeNumber(row.get("created_change")?),
        author: from_named(row)?,
        body: row.get("body")?,
        is_mention: row.get("is_mention")?,
        count: 1,
    })
}
