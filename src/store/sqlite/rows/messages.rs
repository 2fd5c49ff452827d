//! Messages as they are read: from their own rows, and from those of other tables only where the row says that there is
//! something.

use std::collections::HashMap;

use tokio_rusqlite::rusqlite;
use tokio_rusqlite::rusqlite::Row;

use crate::model::reactions::MAX_NAMED;
use crate::model::{AccountId, ChangeNumber, Message, MessageId, MessageState, RoomId};
use crate::store::sqlite::rows::files::read_attachments;
use crate::store::sqlite::rows::people;
use crate::store::sqlite::rows::polls::read_polls;
use crate::store::sqlite::rows::quotes::read_quotes;
use crate::store::sqlite::rows::reactions::read_reactions;
use crate::store::sqlite::rows::timestamps::from_millisecond;
use crate::store::sqlite::sql::custom_emoji::add_custom_emoji;
use crate::store::sqlite::sql::mentions::{decode, name_people};

/// A message's columns, for [`from_row`].
pub(crate) const COLUMNS: &str =
    "m.id, m.room_id, m.author_id, m.body, m.posted_at, m.created_change, m.continues,
    m.edited_at, m.deleted_at, m.names, m.pinned, m.reacted, m.reply_to, a.username, a.display_name, a.name_shared, a.picture_change,
    m.polled, m.forwarded, m.attached";

/// What a message's own row says.
pub(crate) struct Found {
    message: Message,
    reacted: bool,
    polled: bool,
    attached: bool,
    answers: Option<MessageId>,
}

/// Reads a message from a row that begins with [`COLUMNS`]: by their places, since looking up fifty times as many names
/// shows in the cost of a page.
pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Found> {
    let deleted: Option<i64> = row.get(8)?;
    let edited: Option<i64> = row.get(7)?;
    let state = match (deleted, edited) {
        (Some(_), _) => MessageState::Deleted,
        (None, Some(edited)) => MessageState::Edited(from_millisecond(edited)?),
        (None, None) => MessageState::AsPosted,
    };
    let message = Message {
        id: MessageId(row.get(0)?),
        room: RoomId(row.get(1)?),
        author_id: AccountId(row.get(2)?),
        author: people::from_row(row, 13)?,
        body: row.get(3)?,
        posted_at: from_millisecond(row.get(4)?)?,
        created: ChangeNumber(row.get(5)?),
        continues: row.get(6)?,
        state,
        mentions: row.get_ref(9)?.as_str_or_null()?.map(decode).unwrap_or_default(),
        reply_to: None,
        reactions: Vec::new(),
        pinned: row.get(10)?,
        poll: None,
        forwarded: row.get(18)?,
        attachments: Vec::new(),
    };
    let (reacted, polled, attached) = (row.get(11)?, row.get(17)?, row.get(19)?);
    Ok(Found { message, reacted, polled, attached, answers: row.get::<_, Option<i64>>(12)?.map(MessageId) })
}

/// Adds what the rows don't say themselves, with one query for each kind of it.
pub(crate) fn complete(db: &rusqlite::Connection, mut found: Vec<Found>) -> rusqlite::Result<Vec<Message>> {
    let reacted: Vec<_> = found.iter().filter(|one| one.reacted).map(|one| one.message.id).collect();
    let polled: Vec<_> = found.iter().filter(|one| one.polled).map(|one| one.message.id).collect();
    let answered: Vec<_> = found.iter().filter_map(|one| one.answers).collect();
    let mut reactions = if reacted.is_empty() { HashMap::new() } else { read_reactions(db, &reacted, MAX_NAMED)? };
    let mut quotes = if answered.is_empty() { HashMap::new() } else { read_quotes(db, &answered)? };
    let own = found.iter_mut().map(|one| &mut one.message.mentions.people);
    name_people(db, &mut own.chain(quotes.values_mut().map(|quote| &mut quote.mentioned)))?;
    let mut polls = if polled.is_empty() { HashMap::new() } else { read_polls(db, &polled)? };
    let attached: Vec<_> = found.iter().filter(|one| one.attached).map(|one| one.message.id).collect();
    let mut files = if attached.is_empty() { HashMap::new() } else { read_attachments(db, &attached)? };
    let whole = |Found { mut message, answers, .. }: Found| {
        message.reactions = reactions.remove(&message.id).unwrap_or_default();
        message.attachments = files.remove(&message.id).unwrap_or_default();
        message.poll = polls.remove(&message.id);
        message.reply_to = answers.and_then(|id| quotes.get(&id).cloned());
        message
    };
    let mut messages: Vec<Message> = found.into_iter().map(whole).collect();
    add_custom_emoji(db, &mut messages)?;
    Ok(messages)
}

/// One message of a room.
pub(crate) fn read_message(db: &rusqlite::Connection, room: RoomId, id: MessageId) -> rusqlite::Result<Message> {
    let query = format!(
        "select {COLUMNS} from messages m join accounts a on a.id = m.author_id where m.room_id = ?1 and m.id = ?2"
    );
    let found = db.prepare_cached(&query)?.query_row((room.0, id.0), from_row)?;
    complete(db, vec![found])?.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)
}
