//! The last posts of members in rooms in slow mode.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::{AccountId, RoomId, RoomRules};
use crate::store::sqlite::rows::timestamps::from_millisecond;

/// The time of the account's last post in the room, as far as slow mode still needs it.
pub(crate) fn last_slow_post(
    db: &rusqlite::Connection,
    room: RoomId,
    author: AccountId,
) -> rusqlite::Result<Option<Timestamp>> {
    let query = "select posted_at from slow_posts where room_id = ?1 and account_id = ?2";
    let last = db.prepare_cached(query)?.query_row((room.0, author.0), |row| row.get(0)).optional()?;
    last.map(from_millisecond).transpose()
}

/// Notes a post in a room in slow mode, and forgets those that no longer matter.
pub(crate) fn note_slow_post(
    db: &rusqlite::Connection,
    (room, author): (RoomId, AccountId),
    now: Timestamp,
    rules: RoomRules,
) -> rusqlite::Result<()> {
    let past = now.as_millisecond() - i64::from(rules.slow_seconds) * 1_000;
    let delete = "delete from slow_posts where room_id = ?1 and posted_at <= ?2";
    db.prepare_cached(delete)?.execute((room.0, past))?;
    let insert = "insert or replace into slow_posts (room_id, account_id, posted_at) values (?1, ?2, ?3)";
    db.prepare_cached(insert)?.execute((room.0, author.0, now.as_millisecond()))?;
    Ok(())
}
