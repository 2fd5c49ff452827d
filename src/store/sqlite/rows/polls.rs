//! Polls.

use std::collections::HashMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::MessageId;
use crate::model::polls::{Poll, PollKind, Tally};
use crate::store::sqlite::rows::ids::list_of;
use crate::store::sqlite::rows::timestamps::from_millisecond;

/// The polls of some messages.
pub(crate) fn read_polls(
    db: &rusqlite::Connection,
    ids: &[MessageId],
) -> rusqlite::Result<HashMap<MessageId, Arc<Poll>>> {
    let query =
        "select message_id, kind, is_secret, options, closes_at, closed_at is not null as is_closed, voters,
            counts, winners
        from polls where message_id in (select value from json_each(?1))";
    let mut query = db.prepare_cached(query)?;
    query.query_map([list_of(ids)], poll)?.collect()
}

fn poll(row: &Row<'_>) -> rusqlite::Result<(MessageId, Arc<Poll>)> {
    let (is_secret, is_closed): (bool, bool) = (row.get("is_secret")?, row.get("is_closed")?);
    // A secret result doesn't leave the store.
    let result = if is_secret && !is_closed {
        None
    } else {
        Some(Tally { counts: json(row, "counts")?, winners: json(row, "winners")? })
    };
    let poll = Poll {
        kind: PollKind::parse(row.get_ref("kind")?.as_str()?).unwrap_or_default(),
        is_secret,
        options: json(row, "options")?,
        closes_at: row.get::<_, Option<i64>>("closes_at")?.map(from_millisecond).transpose()?,
        is_closed,
        voters: row.get("voters")?,
        result,
    };
    Ok((MessageId(row.get("message_id")?), Arc::new(poll)))
}

/// A column of JSON.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(e)))
}
