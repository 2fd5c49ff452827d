//! Messages, and the changes that brought them.

use std::sync::Arc;

use tokio_rusqlite::rusqlite;

use super::message_rows::{COLUMNS, complete, from_row};
use super::{Store, people};
use crate::model::{Change, ChangeNumber, Message, MessageId, Page, Position, RoomId};
use crate::store::Error;

/// What happened in a room after a change.
#[derive(Clone, Debug)]
pub enum CatchUp {
    /// These changes, in order.
    Changes(Vec<Change>),
    /// More than can be replayed, or a number this room never had: begin anew.
    TooMany,
}

impl Store {
    /// Up to `size` messages of a room.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `position` is around a message that the room doesn't have.
    pub async fn page(&self, room: RoomId, position: Position, size: u32) -> Result<Page, Error> {
        self.read(move |db| {
            // One snapshot for the messages and the change number they are as of.
            let snapshot = db.unchecked_transaction()?;
            read_page(&snapshot, room, position, size)
        })
        .await
    }

    /// What happened in a room after a change, in order, if it is at most `limit` changes.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the room is gone.
    pub async fn changes_after(&self, room: RoomId, after: ChangeNumber, limit: u32) -> Result<CatchUp, Error> {
        self.read(move |db| {
            let snapshot = db.unchecked_transaction()?;
            if after > room_change(&snapshot, room)? {
                return Ok(CatchUp::TooMany);
            }
            let query = format!(
                "select {COLUMNS}, m.latest_change from messages m join accounts a on a.id = m.author_id
                where m.room_id = ?1 and m.latest_change > ?2 order by m.latest_change limit ?3"
            );
            let mut statement = snapshot.prepare_cached(&query)?;
            let rows = statement.query_map((room.0, after.0, limit + 1), |row| {
                Ok((ChangeNumber(row.get("latest_change")?), from_row(row)?))
            })?;
            let (numbers, found): (Vec<_>, Vec<_>) = rows.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            if numbers.len() > limit as usize {
                return Ok(CatchUp::TooMany);
            }
            let messages = complete(&snapshot, found)?.into_iter().map(Arc::new);
            let changes = numbers
                .into_iter()
                .zip(messages)
                .map(|(number, message)| Change { room, number, message })
                .collect();
            Ok(CatchUp::Changes(with_arrivals(changes, after)))
        })
        .await
    }
}

/// Puts each message that came after `after` and was changed since at its own place too, as it is now: whoever applies
/// the changes in order has the messages in order, and may break off after any of them.
fn with_arrivals(changes: Vec<Change>, after: ChangeNumber) -> Vec<Change> {
    let arrivals: Vec<Change> = changes
        .iter()
        .filter(|change| !change.is_new() && change.message.created > after)
        .map(|change| Change { number: change.message.created, ..change.clone() })
        .collect();
    if arrivals.is_empty() {
        return changes;
    }
    let mut all: Vec<Change> = changes.into_iter().chain(arrivals).collect();
    all.sort_by_key(|change| change.number);
    all
}

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
            newer = true;
        }
        Position::After(id) => {
            (messages, newer) = after(db, room, id, size)?;
            older = true;
        }
        Position::Around(id) => {
            // The message itself counts to the newer half.
            (messages, older) = before(db, room, id, size / 2)?;
            let (newer_half, more) = after(db, room, MessageId(id.0 - 1), size - size / 2)?;
            if newer_half.first().is_none_or(|message| message.id != id) {
                return Err(Error::NotFound);
            }
            messages.extend(newer_half);
            newer = more;
        }
    }
    Ok(Page { messages, older, newer, as_of, people: people::newest(db)? })
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
    let mut found = statement.query_map((room.0, id.0, size + 1), from_row)?.collect::<Result<Vec<_>, _>>()?;
    let more = found.len() > size as usize;
    found.truncate(size as usize);
    Ok((complete(db, found)?, more))
}

pub(super) fn room_change(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<ChangeNumber> {
    db.prepare_cached("select change from rooms where id = ?1")?
        .query_row([room.0], |row| Ok(ChangeNumber(row.get("change")?)))
}
