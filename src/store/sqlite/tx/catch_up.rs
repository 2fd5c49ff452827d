//! What happened in a room after a change, for those who resume.

use std::collections::HashMap;
use std::sync::Arc;

use tokio_rusqlite::rusqlite;

use crate::model::{Change, ChangeNumber, Message, MessageId, RoomId};
use crate::store::commands::messages::{CatchUp, Portion};
use crate::store::error::Error;
use crate::store::sqlite::handle::SqliteReads;
use crate::store::sqlite::rows::ids::list_of;
use crate::store::sqlite::rows::messages::{COLUMNS, complete, from_row};
use crate::store::sqlite::sql::changes::{expired_change, room_change};

/// A change before its message is read.
#[derive(Clone, Copy)]
struct Place {
    number: ChangeNumber,
    message: MessageId,
}

impl SqliteReads {
    pub(crate) async fn changes_after(
        &self,
        room: RoomId,
        after: ChangeNumber,
        portion: Portion,
    ) -> Result<CatchUp, Error> {
        self.read(move |db| {
            let snapshot = db.unchecked_transaction()?;
            // A page from before the removal of old messages can't be told which ones they were.
            if after > room_change(&snapshot, room)? || after < expired_change(&snapshot, room)? {
                return Ok(CatchUp::TooMany);
            }
            let Some(mut places) = places_after(&snapshot, room, after, portion)? else {
                return Ok(CatchUp::TooMany);
            };
            let more = places.len() > portion.size as usize;
            places.truncate(portion.size as usize);
            Ok(CatchUp::Changes { changes: read_changes(&snapshot, room, &places)?, more })
        })
        .await
    }
}

/// The changes after one, in order; none where they are too many.
fn places_after(
    db: &rusqlite::Connection,
    room: RoomId,
    after: ChangeNumber,
    portion: Portion,
) -> rusqlite::Result<Option<Vec<Place>>> {
    let query = "select id, created_change, latest_change from messages
        where room_id = ?1 and latest_change > ?2 order by latest_change limit ?3";
    let changed = read_rows(db, query, (room.0, after.0, i64::from(portion.limit) + 1))?;
    let arrived = if changed.len() <= portion.limit as usize {
        changed.iter().filter(|(_, created, _)| *created > after).copied().collect()
    } else {
        let query = "select id, created_change, latest_change from messages
            where room_id = ?1 order by id desc limit ?2";
        let list = read_rows(db, query, (room.0, portion.list))?;
        if list.last().is_none_or(|(_, oldest, _)| after < *oldest) {
            return Ok(None);
        }
        list.into_iter().filter(|(_, created, _)| *created > after).collect::<Vec<_>>()
    };
    let arrived = arrived.into_iter().map(|(message, created, _)| Place { number: created, message });
    let changed = changed.into_iter().map(|(message, _, latest)| Place { number: latest, message });
    let mut places: Vec<_> = arrived.chain(changed).collect();
    places.sort_by_key(|place| place.number);
    places.dedup_by_key(|place| place.number);
    Ok(Some(places))
}

type Row = (MessageId, ChangeNumber, ChangeNumber);

fn read_rows(
    db: &rusqlite::Connection,
    query: &str,
    parameters: impl rusqlite::Params,
) -> rusqlite::Result<Vec<Row>> {
    let mut statement = db.prepare_cached(query)?;
    let rows = statement.query_map(parameters, |row| {
        Ok((MessageId(row.get(0)?), ChangeNumber(row.get(1)?), ChangeNumber(row.get(2)?)))
    })?;
    rows.collect()
}

fn read_changes(db: &rusqlite::Connection, room: RoomId, places: &[Place]) -> rusqlite::Result<Vec<Change>> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<MessageId> = places.iter().map(|place| place.message).collect();
    let query = format!(
        "select {COLUMNS} from messages m join accounts a on a.id = m.author_id
        where m.id in (select value from json_each(?1))"
    );
    let mut statement = db.prepare_cached(&query)?;
    let found = statement.query_map([list_of(&ids)], from_row)?.collect::<Result<Vec<_>, _>>()?;
    let messages: HashMap<MessageId, Arc<Message>> =
        complete(db, found)?.into_iter().map(|message| (message.id, Arc::new(message))).collect();
    let change = |place: &Place| {
        messages.get(&place.message).map(|message| Change {
            room,
            number: place.number,
            message: Arc::clone(message),
        })
    };
    Ok(places.iter().filter_map(change).collect())
}
