//! Messages that answer others, and show what they answer.

use tokio_rusqlite::rusqlite;

use crate::model::{Change, MessageId, Quote, RoomId};
use crate::store::error::Error;
use crate::store::policy::messages::MAX_REPLIES_CHANGED;
use crate::store::sqlite::rows::quotes::read_quotes;
use crate::store::sqlite::sql::changes::touch;
use crate::store::sqlite::sql::mentions::name_people;

/// The message that a new one in the same room answers.
///
/// # Errors
/// [`Error::ReplyTargetDeleted`] where the room has no such message, or not any more.
pub(crate) fn quote_in(db: &rusqlite::Connection, room: RoomId, id: MessageId) -> Result<Quote, Error> {
    let query = "select 1 from messages where id = ?1 and room_id = ?2 and deleted_at is null";
    if !db.prepare_cached(query)?.exists((id.0, room.0))? {
        return Err(Error::ReplyTargetDeleted);
    }
    let mut quote = read_quotes(db, &[id])?.remove(&id).ok_or(Error::ReplyTargetDeleted)?;
    name_people(db, &mut std::iter::once(&mut quote.mentioned))?;
    Ok(quote)
}

/// Makes the replies to a message that has changed change as well.
pub(crate) fn change_replies(
    db: &rusqlite::Connection,
    room: RoomId,
    id: MessageId,
) -> Result<Vec<Change>, Error> {
    let query = "select id from messages where reply_to = ?1 order by id desc limit ?2";
    let mut replies = db
        .prepare_cached(query)?
        .query_map((id.0, MAX_REPLIES_CHANGED), |row| row.get(0).map(MessageId))?
        .collect::<Result<Vec<_>, _>>()?;
    replies.reverse();
    replies.into_iter().map(|reply| touch(db, room, reply)).collect()
}
