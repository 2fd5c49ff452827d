//! A room's messages, a page at a time.

use jiff::Timestamp;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::OptionalExtension as _;

use crate::model::text::candidates;
use crate::model::{AccountId, ChangeNumber, Mentions, Message, MessageId, Page, Position, RoomId};
use crate::store::error::Error;
use crate::store::policy::messages::{MAX_COUNTED, READ_SHOWN};
use crate::store::sqlite::handle::SqliteReads;
use crate::store::sqlite::rows::messages::{COLUMNS, complete, from_row};
use crate::store::sqlite::sql::changes::room_change;
use crate::store::sqlite::sql::custom_emoji::custom_emoji_in;
use crate::store::sqlite::sql::mentions::find_named;
use crate::store::sqlite::tx::people;

impl SqliteReads {
    pub(crate) async fn last_authors(&self, room: RoomId, most: u32) -> Result<Vec<AccountId>, Error> {
        self.read(move |db| {
            let query = "select author_id from (select id, author_id from messages where room_id = ?1 order by id desc limit ?2)
                group by author_id order by max(id) desc";
            let mut query = db.prepare_cached(query)?;
            let authors = query.query_map((room.0, most), |row| row.get(0).map(AccountId))?;
            Ok(authors.collect::<Result<_, _>>()?)
        })
        .await
    }

    pub(crate) async fn page(&self, room: RoomId, position: Position, size: u32) -> Result<Page, Error> {
        self.read(move |db| {
            // One snapshot for the messages and the change number they are as of.
            let snapshot = db.unchecked_transaction()?;
            read_page(&snapshot, room, position, size)
        })
        .await
    }
}

impl SqliteReads {
    pub(crate) async fn first_message_since(
        &self,
        room: RoomId,
        at: Timestamp,
    ) -> Result<Option<MessageId>, Error> {
        self.read(move |db| Ok(first_message_since(db, room, at.as_millisecond())?)).await
    }

    pub(crate) async fn mentions_in(
        &self,
        room: RoomId,
        text: String,
        has_groups: bool,
    ) -> Result<Mentions, Error> {
        let names = candidates(&text);
        self.read(move |db| {
            let (mentions, _) = find_named(db, room, &names, |_| Ok(has_groups.then(Vec::new)))?;
            Ok(Mentions { emoji: custom_emoji_in(db, &text)?, ..mentions })
        })
        .await
    }

    pub(crate) async fn change_of(&self, room: RoomId, message: MessageId) -> Result<ChangeNumber, Error> {
        let query = "select created_change from messages where room_id = ?1 and id = ?2";
        self.read(move |db| {
            Ok(db.prepare_cached(query)?.query_row((room.0, message.0), |row| row.get(0).map(ChangeNumber))?)
        })
        .await
    }

    pub(crate) async fn unread_after(
        &self,
        room: RoomId,
        read: ChangeNumber,
        person: AccountId,
    ) -> Result<u32, Error> {
        let query = "select count(*) from (select 1 from messages
            where room_id = ?1 and latest_change > ?2 and created_change > ?2 and deleted_at is null
                and (author_id <> ?4 or created_change = ?2 + 1) limit ?3)";
        self.read(move |db| {
            Ok(db.prepare_cached(query)?.query_row((room.0, read.0, MAX_COUNTED, person.0), |row| row.get(0))?)
        })
        .await
    }
}

/// A page beyond either end of a room's messages is empty, and says that there are others.
fn read_page(db: &rusqlite::Connection, room: RoomId, position: Position, size: u32) -> Result<Page, Error> {
    let as_of = room_change(db, room)?;
    let mut messages;
    let (older, newer);
    match position {
        Position::Newest => {
            (messages, older) = before(db, room, MessageId(i64::MAX), size)?;
            newer = false;
        }
        Position::Before(id) => {
            (messages, older) = before(db, room, id, size)?;
            newer = has(db, room, id, "id >= ?2")?;
        }
        Position::After(id) => {
            (messages, newer) = after(db, room, id, size)?;
            older = has(db, room, id, "id <= ?2")?;
        }
        Position::Around(id) => {
            // The message itself counts to the newer half.
            (messages, older) = before(db, room, id, size / 2)?;
            let (newer_half, more) = after(db, room, id.before(), size - size / 2)?;
            if newer_half.first().is_none_or(|message| message.id != id) {
                return Err(Error::NotFound);
            }
            messages.extend(newer_half);
            newer = more;
        }
        Position::Unread(read, person) => {
            let Some((first, _)) = first_unread(db, room, read, person, true)? else {
                return read_page(db, room, Position::Newest, size);
            };
            (messages, older) = before(db, room, first, READ_SHOWN)?;
            let (unread, more) = after(db, room, MessageId(first.0 - 1), size - READ_SHOWN)?;
            messages.extend(unread);
            newer = more;
        }
    }
    Ok(Page { messages, older, newer, as_of, people: people::newest(db)? })
}

/// The first message of others that came after a change and is still there, and the change that brought it. With
/// `or_marked`, also an own one that was marked unread ([`is_unread`](crate::model::memberships::is_unread)).
pub(crate) fn first_unread(
    db: &rusqlite::Connection,
    room: RoomId,
    read: ChangeNumber,
    person: AccountId,
    or_marked: bool,
) -> rusqlite::Result<Option<(MessageId, ChangeNumber)>> {
    // Whatever changed last before it came before it: the newest of some of those says where to begin.
    let query = "select id, created_change from messages
        where room_id = ?1 and deleted_at is null and created_change > ?2
        and (author_id <> ?3 or (?4 and created_change = ?2 + 1))
        and id > coalesce((select max(id) from (select id from messages
            where room_id = ?1 and latest_change <= ?2 order by latest_change desc limit 50)), 0)
        order by id limit 1";
    let message = |row: &rusqlite::Row<'_>| Ok((MessageId(row.get(0)?), ChangeNumber(row.get(1)?)));
    db.prepare_cached(query)?.query_row((room.0, read.0, person.0, or_marked), message).optional()
}

/// Up to `size` messages before `id`, oldest first, and whether there are more.
fn before(
    db: &rusqlite::Connection,
    room: RoomId,
    id: MessageId,
    size: u32,
) -> rusqlite::Result<(Vec<Message>, bool)> {
    let (mut messages, more) = one_way(db, room, id, size, "m.id < ?2 order by m.id desc")?;
    messages.reverse();
    Ok((messages, more))
}

/// Up to `size` messages after `id`, oldest first, and whether there are more.
fn after(
    db: &rusqlite::Connection,
    room: RoomId,
    id: MessageId,
    size: u32,
) -> rusqlite::Result<(Vec<Message>, bool)> {
    one_way(db, room, id, size, "m.id > ?2 order by m.id")
}

fn one_way(
    db: &rusqlite::Connection,
    room: RoomId,
    id: MessageId,
    size: u32,
    direction: &str,
) -> rusqlite::Result<(Vec<Message>, bool)> {
    let query = format!(
        "select {COLUMNS} from messages m join accounts a on a.id = m.author_id
        where m.room_id = ?1 and {direction} limit ?3"
    );
    let mut statement = db.prepare_cached(&query)?;
    let mut found =
        statement.query_map((room.0, id.0, size.saturating_add(1)), from_row)?.collect::<Result<Vec<_>, _>>()?;
    let more = found.len() > size as usize;
    found.truncate(size as usize);
    Ok((complete(db, found)?, more))
}

/// Whether a room has messages on one side of a place.
fn has(db: &rusqlite::Connection, room: RoomId, id: MessageId, side: &str) -> rusqlite::Result<bool> {
    let query = format!("select exists (select 1 from messages where room_id = ?1 and {side})");
    db.prepare_cached(&query)?.query_row((room.0, id.0), |row| row.get(0))
}

/// Bisects the ids of a room, whose times are in their order: there is no index by time, which each post would have to
/// maintain.
fn first_message_since(db: &rusqlite::Connection, room: RoomId, at: i64) -> rusqlite::Result<Option<MessageId>> {
    let query = "select id, posted_at from messages where room_id = ?1 and id >= ?2 order by id limit 1";
    let mut from = db.prepare_cached(query)?;
    let mut first_from = |id: i64| -> rusqlite::Result<Option<(i64, i64)>> {
        from.query_row((room.0, id), |row| Ok((row.get(0)?, row.get(1)?))).optional()
    };
    let newest = "select max(id) from messages where room_id = ?1";
    let newest: Option<i64> = db.prepare_cached(newest)?.query_row([room.0], |row| row.get(0))?;
    let (mut low, mut high) = (0, newest.unwrap_or(0) + 1);
    // Messages before `low` are older; the one that is sought is before `high`, if there is one.
    while low < high {
        let middle = low + (high - low) / 2;
        match first_from(middle)? {
            Some((id, posted_at)) if posted_at < at => low = id + 1,
            _ => high = middle,
        }
    }
    Ok(first_from(low)?.map(|(id, _)| MessageId(id)))
}
