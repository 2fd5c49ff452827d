//! Removing messages because of their age, some at a time.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;

use crate::model::{AccountId, ChangeNumber, Expiry, MessageId, RoomId};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::policy::messages::MAX_REPLIES_CHANGED;
use crate::store::sqlite::handle::Sqlite;
use crate::store::sqlite::rows::ids::list_of;
use crate::store::sqlite::search::changes::remove_from_index;
use crate::store::sqlite::search::index::Entry;
use crate::store::sqlite::sql::changes::{take_change, touch};
use crate::store::sqlite::sql::memberships::read_where_nothing_is_unread;

/// The number of messages that a transaction removes.
const PORTION: u32 = 100;

/// The pause while the queue of writes is full.
const PAUSE: Duration = Duration::from_secs(1);

const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1_000;

/// A room whose messages are removed at some age.
#[derive(Clone, Copy)]
struct Due {
    room: RoomId,
    days: u32,
    /// The time, in milliseconds since 1970, before which messages were posted that are removed.
    before: i64,
}

impl Sqlite {
    pub(crate) async fn remove_expired(&self, now: Timestamp) -> Result<(), Error> {
        let due = self.read(move |db| Ok(rooms_due(db, now)?)).await?;
        let mut removed = false;
        for due in due {
            removed |= self.remove_expired_of(due).await?;
        }
        if removed {
            self.release_space().await?;
        }
        Ok(())
    }

    /// Removes the messages of a room that are old enough; tells whether there were any.
    async fn remove_expired_of(&self, due: Due) -> Result<bool, Error> {
        let (mut last, mut removed) = (MessageId(0), false);
        loop {
            let ids = self.read(move |db| Ok(expired(db, due, last)?)).await?;
            let Some(newest) = ids.last() else { return Ok(removed) };
            let entries = self.read_entries(ids.clone()).await?;
            match self.writer.write_noticed(None, move |db| remove(db, due, &entries)).await {
                // People's writes come first.
                Err(Error::Busy) => {
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
                Ok(true) => removed = true,
                // The setting has changed meanwhile.
                Ok(false) => return Ok(removed),
                Err(error) => return Err(error),
            }
            last = *newest;
        }
    }
}

impl Sqlite {
    /// Gives free pages back to the disk, some at a time, and empties the log.
    async fn release_space(&self) -> Result<(), Error> {
        loop {
            let release = |db: &rusqlite::Connection| {
                let before: i64 = db.query_row("pragma freelist_count", (), |row| row.get(0))?;
                let mut vacuum = db.prepare("pragma incremental_vacuum(200)")?;
                let mut rows = vacuum.query(())?;
                while rows.next()?.is_some() {}
                let after: i64 = db.query_row("pragma freelist_count", (), |row| row.get(0))?;
                // A file that was made before this version keeps its free pages for new messages.
                Ok(after > 0 && after < before)
            };
            match self.writer.write(None, release).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(Error::Busy) => tokio::time::sleep(PAUSE).await,
                Err(error) => return Err(error),
            }
        }
        self.checkpoints.empty_log().await
    }
}

/// The days after which a room's messages are removed.
const DAYS: &str = "coalesce(r.retention_days,
    (select cast(value as integer) from settings where name = 'retention-days'), 0)";

fn rooms_due(db: &rusqlite::Connection, now: Timestamp) -> rusqlite::Result<Vec<Due>> {
    let query = format!("select r.id, {DAYS} as days from rooms r where r.deleted_at is null and days > 0");
    let due = |row: &rusqlite::Row<'_>| {
        let days: u32 = row.get("days")?;
        let before = now.as_millisecond() - i64::from(days) * DAY_MILLISECONDS;
        Ok(Due { room: RoomId(row.get("id")?), days, before })
    };
    db.prepare_cached(&query)?.query_map((), due)?.collect()
}

/// The next messages that are old enough. Imported ones may be older than those before them.
fn expired(db: &rusqlite::Connection, due: Due, after: MessageId) -> rusqlite::Result<Vec<MessageId>> {
    let query = "select id from messages where room_id = ?1 and id > ?2 and posted_at < ?3 order by id limit ?4";
    let values = (due.room.0, after.0, due.before, PORTION);
    db.prepare_cached(query)?.query_map(values, |row| row.get(0).map(MessageId))?.collect()
}

/// Removes messages that are still as they were read; false where the room's setting has changed.
fn remove(db: &rusqlite::Connection, due: Due, entries: &[Entry]) -> Result<Committed<bool>, Error> {
    let query = format!("select 1 from rooms r where r.id = ?1 and r.deleted_at is null and {DAYS} = ?2");
    if !db.prepare_cached(&query)?.exists((due.room.0, due.days))? {
        return Ok(Committed::silent(false));
    }
    let mut ids = Vec::new();
    for entry in entries {
        // One that was edited meanwhile is for the next time.
        if remove_from_index(db, entry)? {
            ids.push(MessageId(entry.source.id));
        }
    }
    let list = list_of(&ids);
    let newest = "select max(created_change) from messages where id in (select value from json_each(?1))";
    let newest: Option<i64> = db.prepare_cached(newest)?.query_row([&list], |row| row.get(0))?;
    let Some(newest) = newest else { return Ok(Committed::silent(true)) };
    let mentioned =
        "select distinct account_id from mentions where message_id in (select value from json_each(?1))";
    let mut marked = accounts(db, mentioned, &list)?;
    let replies = "select id from messages where reply_to in (select value from json_each(?1))
        and id not in (select value from json_each(?1)) order by id desc limit ?2";
    let replies: Vec<MessageId> = db
        .prepare_cached(replies)?
        .query_map((&list, MAX_REPLIES_CHANGED), |row| row.get(0).map(MessageId))?
        .collect::<Result<_, _>>()?;
    db.prepare_cached("delete from messages where id in (select value from json_each(?1))")?.execute([&list])?;
    marked.extend(read_where_nothing_is_unread(db, due.room, ChangeNumber(newest))?);
    let number = take_change(db, due.room)?;
    db.prepare_cached("update rooms set expired_change = ?2 where id = ?1")?.execute((due.room.0, number.0))?;
    let mut notices = vec![Notice::Expired(Expiry { room: due.room, number, messages: Arc::from(&*ids) })];
    let mut changed = replies;
    changed.reverse();
    changed.extend(begin_group_after(db, due.room, ids.last().copied())?);
    for id in changed {
        notices.push(Notice::Changed(touch(db, due.room, id)?));
    }
    notices.extend(marked.into_iter().map(Notice::MarksChanged));
    Ok(Committed { value: true, notices })
}

fn accounts(db: &rusqlite::Connection, query: &str, list: &str) -> rusqlite::Result<Vec<AccountId>> {
    db.prepare_cached(query)?.query_map([list], |row| row.get(0).map(AccountId))?.collect()
}

/// Makes the message after the removed ones show its author, if it continued a group; gives that message.
fn begin_group_after(
    db: &rusqlite::Connection,
    room: RoomId,
    removed: Option<MessageId>,
) -> rusqlite::Result<Option<MessageId>> {
    let update = "update messages set continues = 0 where continues = 1 and id =
        (select min(id) from messages where room_id = ?1 and id > ?2) returning id";
    let mut update = db.prepare_cached(update)?;
    let mut rows = update.query((room.0, removed.map_or(0, |id| id.0)))?;
    rows.next()?.map(|row| row.get(0).map(MessageId)).transpose()
}
