//! Members of a room.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::{AccountId, RoomId};

/// Brings somebody into a room; tells whether that is new. Whether that may be is for the caller to know, as of the same
/// transaction.
pub(crate) fn add_member(
    db: &rusqlite::Connection,
    room: RoomId,
    person: AccountId,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let insert = "insert into memberships (account_id, room_id, read_change, joined_at)
        select ?1, id, change, ?3 from rooms where id = ?2 on conflict do nothing";
    Ok(db.prepare_cached(insert)?.execute((person.0, room.0, now.as_millisecond()))? > 0)
}

/// Who is in a room.
pub(crate) fn member_ids(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<Vec<AccountId>> {
    let query = "select account_id from memberships where room_id = ?1";
    db.prepare_cached(query)?.query_map([room.0], |row| row.get(0).map(AccountId))?.collect()
}
