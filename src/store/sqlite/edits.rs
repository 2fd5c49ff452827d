//! Editing and deleting messages: changes like any other.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_rusqlite::rusqlite::{self, Row};

use super::mentions::forget_mentions;
use super::messages::{read_message, room_change};
use super::rooms::take_change;
use super::{Store, search_index, timestamp};
use crate::model::{AccountId, Change, Draft, Message, MessageId, MessageState, RoomId, Version};
use crate::store::Error;

impl Store {
    /// One message of a room.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the room has none of this id.
    pub async fn message(&self, room: RoomId, id: MessageId) -> Result<Message, Error> {
        self.read(move |db| Ok(read_message(db, room, id)?)).await
    }

    /// Replaces a message's text and keeps the earlier one; the same text again changes nothing.
    ///
    /// `committed` gets the change once it is durable, in the order of the changes of its room.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the message is gone.
    pub async fn edit_message(
        &self,
        room: RoomId,
        id: MessageId,
        draft: Draft,
        now: Timestamp,
        committed: impl FnOnce(&Change) + Send + 'static,
    ) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection| {
            let message = read_message(db, room, id)?;
            match message.state {
                MessageState::Deleted => Err(Error::NotFound),
                _ if message.body == draft.as_str() => Ok((None, Vec::new())),
                _ => Ok((Some(edit(db, &message, &draft, now)?), Vec::new())),
            }
        };
        self.change_message(write, committed).await
    }

    /// Empties a message's place: its text and its earlier texts are gone for good.
    ///
    /// `committed` gets the change once it is durable, in the order of the changes of its room.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such message; deleting it again is no error.
    pub async fn delete_message(
        &self,
        room: RoomId,
        id: MessageId,
        now: Timestamp,
        committed: impl FnOnce(&Change) + Send + 'static,
    ) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection| {
            let message = read_message(db, room, id)?;
            if message.state == MessageState::Deleted {
                return Ok((None, Vec::new()));
            }
            let mentioned = forget_mentions(db, id)?;
            Ok((Some(delete(db, &message, now)?), mentioned))
        };
        self.change_message(write, committed).await
    }

    /// `write` gives the change, if there is one, and whose mentions it took away.
    async fn change_message(
        &self,
        write: impl FnOnce(&rusqlite::Connection) -> Result<(Option<Change>, Vec<AccountId>), Error> + Send + 'static,
        committed: impl FnOnce(&Change) + Send + 'static,
    ) -> Result<(), Error> {
        let memory = Arc::clone(&self.memory);
        let committed = move |(change, mentioned): &(Option<Change>, Vec<AccountId>)| {
            if let Some(change) = change {
                memory.note_change(change);
                for person in mentioned {
                    memory.places.forget_one(person);
                }
                committed(change);
            }
        };
        self.writer.write_then(write, committed).await.map(|_| ())
    }

    /// The texts that a message had before it was edited, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn versions(&self, id: MessageId) -> Result<Vec<Version>, Error> {
        self.read(move |db| {
            let query = "select body, replaced_at from message_versions where message_id = ?1 order by id";
            let version = |row: &Row<'_>| {
                Ok(Version { body: row.get("body")?, replaced_at: timestamp(row, "replaced_at")? })
            };
            Ok(db.prepare_cached(query)?.query_map([id.0], version)?.collect::<Result<_, _>>()?)
        })
        .await
    }
}

fn edit(db: &rusqlite::Connection, message: &Message, draft: &Draft, now: Timestamp) -> Result<Change, Error> {
    let keep = "insert into message_versions (message_id, body, replaced_at) values (?1, ?2, ?3)";
    db.prepare_cached(keep)?.execute((message.id.0, &message.body, now.as_millisecond()))?;
    search_index::replace(db, message, draft.as_str())?;
    let number = take_change(db, message.room)?;
    let update = "update messages set body = ?2, edited_at = ?3, latest_change = ?4 where id = ?1";
    db.prepare_cached(update)?.execute((message.id.0, draft.as_str(), now.as_millisecond(), number.0))?;
    changed(db, message)
}

fn delete(db: &rusqlite::Connection, message: &Message, now: Timestamp) -> Result<Change, Error> {
    db.prepare_cached("delete from message_versions where message_id = ?1")?.execute([message.id.0])?;
    search_index::remove(db, message)?;
    let number = take_change(db, message.room)?;
    let update = "update messages set body = '', deleted_at = ?2, latest_change = ?3 where id = ?1";
    db.prepare_cached(update)?.execute((message.id.0, now.as_millisecond(), number.0))?;
    changed(db, message)
}

/// The change that has just been made.
fn changed(db: &rusqlite::Connection, before: &Message) -> Result<Change, Error> {
    let message = Arc::new(read_message(db, before.room, before.id)?);
    Ok(Change { room: before.room, number: room_change(db, before.room)?, message })
}
