//! Messages that others answer, as these show them.

use std::collections::HashMap;

use tokio_rusqlite::rusqlite;

use crate::model::{MessageId, Quote};
use crate::store::sqlite::rows::files::short;
use crate::store::sqlite::rows::ids::list_of;
use crate::store::sqlite::rows::people;
use crate::store::sqlite::sql::mentions::decode;

/// The messages that others answer, as these show them. Those whom they mention have their usernames alone, to which
/// [`crate::store::sqlite::sql::mentions::name_people`] adds how they are shown.
pub(crate) fn read_quotes(
    db: &rusqlite::Connection,
    ids: &[MessageId],
) -> rusqlite::Result<HashMap<MessageId, Quote>> {
    let query = concat!(
        "select m.id, a.username, a.display_name, a.name_shared, a.picture_change,
            iif(m.deleted_at is null, substr(",
        short!(),
        ", 1, ?2), null), m.names
        from messages m join accounts a on a.id = m.author_id
        where m.id in (select value from json_each(?1))"
    );
    let quote = |row: &rusqlite::Row<'_>| {
        let (id, author) = (MessageId(row.get(0)?), people::from_row(row, 1)?);
        let body: Option<String> = row.get(5)?;
        let mentioned = row.get_ref(6)?.as_str_or_null()?.map(|names| decode(names).people).unwrap_or_default();
        Ok((id, Quote::of(id, author, body.as_deref(), mentioned)))
    };
    db.prepare_cached(query)?.query_map((list_of(ids), Quote::READ), quote)?.collect()
}
