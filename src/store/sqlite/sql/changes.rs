//! Change numbers, and messages that change.

use std::sync::Arc;

use tokio_rusqlite::rusqlite;

use crate::model::{AccountId, Change, ChangeNumber, MessageId, RoomId};
use crate::store::error::Error;
use crate::store::sqlite::rows::messages::read_message;

/// Takes the room's next change number, which locks the room until the transaction ends.
pub(crate) fn take_change(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<ChangeNumber> {
    db.prepare_cached("update rooms set change = change + 1 where id = ?1 returning change")?
        .query_row([room.0], |row| Ok(ChangeNumber(row.get("change")?)))
}

pub(crate) fn room_change(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<ChangeNumber> {
    db.prepare_cached("select change from rooms where id = ?1")?
        .query_row([room.0], |row| Ok(ChangeNumber(row.get("change")?)))
}

/// The last change that removed messages of a room because of their age.
pub(crate) fn expired_change(db: &rusqlite::Connection, room: RoomId) -> rusqlite::Result<ChangeNumber> {
    db.prepare_cached("select expired_change from rooms where id = ?1")?
        .query_row([room.0], |row| Ok(ChangeNumber(row.get(0)?)))
}

/// Takes the room's next change number for a message that is another now.
pub(crate) fn touch(db: &rusqlite::Connection, room: RoomId, id: MessageId) -> Result<Change, Error> {
    let number = take_change(db, room)?;
    db.prepare_cached("update messages set latest_change = ?2 where id = ?1")?.execute((id.0, number.0))?;
    Ok(Change { room, number, message: Arc::new(read_message(db, room, id)?) })
}

/// What a write has changed.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    /// The changes, in order.
    pub(crate) changes: Vec<Change>,
    /// Those whose unread marks may differ now.
    pub(crate) marked: Vec<AccountId>,
}

impl Changed {
    /// One change, and nothing beside.
    pub(crate) fn only(change: Change) -> Self {
        Self { changes: vec![change], marked: Vec::new() }
    }
}
