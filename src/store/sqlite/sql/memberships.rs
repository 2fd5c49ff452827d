//! Members of a room.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::{AccountId, ChangeNumber, RoomId};
use crate::store::error::Error;

/// Brings somebody into a room; tells whether that is new. Whether that may be is for the caller to know, as of the
/// same transaction.
pub(crate) fn add_member(
    db: &rusqlite::Connection,
    room: RoomId,
    person: AccountId,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    let insert = "insert into memberships (account_id, room_id, read_change, joined_at, involvement)
        select ?1, id, change, ?3, coalesce(
            (select default_level from notification_settings where account_id = ?1 and rooms.kind <> 'direct'), 'everything')
        from rooms where id = ?2 on conflict do nothing";
    Ok(db.prepare_cached(insert)?.execute((person.0, room.0, now.as_millisecond()))? > 0)
}

/// Brings somebody into a room that isn't full; tells whether that is new.
///
/// # Errors
/// [`Error::RoomFull`].
pub(crate) fn admit(
    db: &rusqlite::Connection,
    room: RoomId,
    person: AccountId,
    now: Timestamp,
) -> Result<bool, Error> {
    if is_full_for(db, room, person)? {
        return Err(Error::RoomFull);
    }
    Ok(add_member(db, room, person, now)?)
}

/// The same for rooms that somebody is brought into by the way: a full room is passed over.
pub(crate) fn admit_if_free(
    db: &rusqlite::Connection,
    room: RoomId,
    person: AccountId,
    now: Timestamp,
) -> rusqlite::Result<bool> {
    if is_full_for(db, room, person)? { Ok(false) } else { add_member(db, room, person, now) }
}

/// Whether a room has no place for somebody who isn't in it.
fn is_full_for(db: &rusqlite::Connection, room: RoomId, person: AccountId) -> rusqlite::Result<bool> {
    let full = "select 1 from rooms r where r.id = ?1 and r.max_members is not null
            and (select count(*) from memberships where room_id = r.id) >= r.max_members
            and not exists (select 1 from memberships where room_id = r.id and account_id = ?2)";
    db.prepare_cached(full)?.exists((room.0, person.0))
}

/// Who is in a room.
pub(crate) fn member_ids(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<Vec<AccountId>> {
    let query = "select account_id from memberships where room_id = ?1";
    db.prepare_cached(query)?.query_map([room.0], |row| row.get(0).map(AccountId))?.collect()
}

/// Where a message was deleted that this change had brought: sets that those members have read everything who had not
/// read it and have nothing else to read, and gives who that is. As in
/// [`is_unread`](crate::model::memberships::is_unread), one's own messages are read unless the first of them was
/// marked unread.
pub(crate) fn read_where_nothing_is_unread(
    db: &rusqlite::Connection,
    room: RoomId,
    created: ChangeNumber,
) -> rusqlite::Result<Vec<AccountId>> {
    // The newest message is unread for all who have not read it, but perhaps for its author: few are left to be
    // looked at.
    let update = "with newest as (select created_change, author_id from messages
            where room_id = ?1 and deleted_at is null order by id desc limit 1)
        update memberships set read_change = (select posted_change from rooms where id = ?1)
        where room_id = ?1 and read_change < ?2
            and (read_change >= coalesce((select created_change from newest), 0)
                or account_id = (select author_id from newest))
            and not exists (select 1 from messages m
                where m.room_id = ?1 and m.latest_change > read_change and m.created_change > read_change
                    and m.deleted_at is null
                    and (m.author_id <> account_id or m.created_change = read_change + 1))
        returning account_id";
    db.prepare_cached(update)?.query_map((room.0, created.0), |row| row.get(0).map(AccountId))?.collect()
}
