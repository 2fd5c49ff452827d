//! Reactions to messages.

use std::collections::HashMap;

use tokio_rusqlite::rusqlite;

use crate::model::{Emoji, MessageId, Reaction};
use crate::store::sqlite::rows::ids::list_of;
use crate::store::sqlite::rows::people;

/// The reactions to some messages, in the order in which each emoji came first, with so many names of each at most.
pub(crate) fn read_reactions(
    db: &rusqlite::Connection,
    ids: &[MessageId],
    most: usize,
) -> rusqlite::Result<HashMap<MessageId, Vec<Reaction>>> {
    let query = "select r.message_id, r.emoji, r.together, a.username, a.display_name, a.name_shared, a.picture_change from (
            select message_id, emoji, account_id, reacted_at,
                count(*) over (partition by message_id, emoji) as together,
                min(reacted_at) over (partition by message_id, emoji) as since,
                row_number() over (partition by message_id, emoji order by reacted_at, account_id) as place
            from reactions where message_id in (select value from json_each(?1))
        ) r join accounts a on a.id = r.account_id
        where r.place <= ?2 order by r.message_id, r.since, r.emoji, r.place";
    let mut statement = db.prepare_cached(query)?;
    let mut rows = statement.query((list_of(ids), i64::try_from(most).unwrap_or(i64::MAX)))?;
    let mut all: HashMap<MessageId, Vec<Reaction>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let (emoji, person) = (Emoji::from_store(row.get(1)?), people::from_row(row, 3)?);
        let reactions = all.entry(MessageId(row.get(0)?)).or_default();
        match reactions.last_mut() {
            Some(reaction) if reaction.emoji == emoji => reaction.people.push(person),
            _ => reactions.push(Reaction { emoji, custom: None, people: vec![person], count: row.get(2)? }),
        }
    }
    Ok(all)
}
