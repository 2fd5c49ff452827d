//! Who is named in which message.

use tokio_rusqlite::rusqlite;

use super::memberships::member_ids;
use crate::model::{AccountId, ChangeNumber, MessageId, RoomId, RoomKind, Username};

/// Notes whom a new message names, of those in the room; in a direct conversation, that is everybody else.
pub(super) fn note_mentions(
    db: &rusqlite::Connection,
    room: (RoomId, RoomKind),
    message: (MessageId, ChangeNumber),
    author: AccountId,
    names: &[Username],
) -> rusqlite::Result<Vec<AccountId>> {
    let (room, kind) = room;
    let mut people = Vec::new();
    if kind == RoomKind::Direct {
        people = member_ids(db, room)?;
    } else {
        let query = "select a.id from accounts a join memberships m on m.account_id = a.id and m.room_id = ?1
            where a.username_key = ?2";
        for name in names {
            let found =
                db.prepare_cached(query)?.query_map((room.0, name.key()), |row| row.get(0).map(AccountId))?.next();
            people.extend(found.transpose()?);
        }
    }
    people.retain(|person| *person != author);
    let insert = "insert into mentions (account_id, room_id, message_id, created_change) values (?1, ?2, ?3, ?4)
        on conflict do nothing";
    for person in &people {
        db.prepare_cached(insert)?.execute((person.0, room.0, message.0.0, message.1.0))?;
    }
    Ok(people)
}

/// Forgets whom a message named; gives who that was.
pub(super) fn forget_mentions(db: &rusqlite::Connection, message: MessageId) -> rusqlite::Result<Vec<AccountId>> {
    let delete = "delete from mentions where message_id = ?1 returning account_id";
    db.prepare_cached(delete)?.query_map([message.0], |row| row.get(0).map(AccountId))?.collect()
}
