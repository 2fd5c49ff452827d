//! The data of one account.

use std::collections::HashMap;

use tokio_rusqlite::rusqlite::Row;

use crate::model::own_data::{OwnAccount, OwnMessage};
use crate::model::{AccountId, MessageId, RoomKind};
use crate::store::error::Error;
use crate::store::sqlite::handle::SqliteReads;
use crate::store::sqlite::rows::accounts::{appearance_from_row, from_row, locale_from_row};
use crate::store::sqlite::rows::files::read_attachments;
use crate::store::sqlite::rows::rooms::{kind_of, slug_of};
use crate::store::sqlite::rows::timestamps::{from_millisecond, timestamp};

impl SqliteReads {
    pub(crate) async fn own_account(&self, account: AccountId) -> Result<OwnAccount, Error> {
        self.read(move |db| {
            let query =
                "select id, username, role, display_name, name_shared, picture_change, created_at, language,
                    time_zone, theme, text_size, blocks_version, room_order, send_key, hides_formatting
                from accounts where id = ?1";
            Ok(db.prepare_cached(query)?.query_row([account.0], |row| {
                Ok(OwnAccount {
                    account: from_row(row)?,
                    created_at: timestamp(row, "created_at")?,
                    locale: locale_from_row(row)?,
                    appearance: appearance_from_row(row)?,
                })
            })?)
        })
        .await
    }

    pub(crate) async fn own_messages(
        &self,
        account: AccountId,
        after: Option<MessageId>,
        most: u32,
    ) -> Result<Vec<OwnMessage>, Error> {
        self.read(move |db| {
            let query =
                "select m.id, m.body, m.posted_at, m.edited_at, m.reply_to, m.attached, r.slug, r.name, r.kind
                from messages m join rooms r on r.id = m.room_id
                where m.author_id = ?1 and m.id > ?2 and m.deleted_at is null and r.deleted_at is null
                order by m.id limit ?3";
            let values = (account.0, after.map_or(0, |id| id.0), most);
            let snapshot = db.unchecked_transaction()?;
            let mut found = snapshot.prepare_cached(query)?;
            let mut found: Vec<(OwnMessage, bool)> =
                found.query_map(values, message)?.collect::<Result<_, _>>()?;
            let attached: Vec<_> = found.iter().filter(|(_, attached)| *attached).map(|(one, _)| one.id).collect();
            let mut files =
                if attached.is_empty() { HashMap::new() } else { read_attachments(&snapshot, &attached)? };
            for (message, _) in &mut found {
                message.files = files.remove(&message.id).unwrap_or_default();
            }
            Ok(found.into_iter().map(|(message, _)| message).collect())
        })
        .await
    }
}

/// A message without its files, and whether it has any.
fn message(row: &Row<'_>) -> tokio_rusqlite::rusqlite::Result<(OwnMessage, bool)> {
    let kind = kind_of(row)?;
    let room_name = if kind == RoomKind::Direct { String::new() } else { row.get("name")? };
    let message = OwnMessage {
        id: MessageId(row.get("id")?),
        room: slug_of(row)?,
        room_name,
        room_kind: kind,
        posted_at: timestamp(row, "posted_at")?,
        edited_at: row.get::<_, Option<i64>>("edited_at")?.map(from_millisecond).transpose()?,
        text: row.get("body")?,
        reply_to: row.get::<_, Option<i64>>("reply_to")?.map(MessageId),
        files: Vec::new(),
    };
    Ok((message, row.get("attached")?))
}
