//! Unread messages and mentions of an account, across its rooms.

use tokio_rusqlite::rusqlite;

use crate::model::bookmarks::Bookmark;
use crate::model::{AccountId, ChangeNumber, Message, MessageId, RoomId};
use crate::store::error::Error;
use crate::store::notices::{Committed, Notice};
use crate::store::sqlite::handle::{Sqlite, SqliteReads};
use crate::store::sqlite::rows::messages::{COLUMNS, complete, from_row};
use crate::store::sqlite::rows::rooms::slug_of;

impl SqliteReads {
    pub(crate) async fn mentions_of(
        &self,
        person: AccountId,
        before: Option<MessageId>,
        size: u32,
    ) -> Result<(Vec<Bookmark>, bool), Error> {
        self.read(move |db| {
            let snapshot = db.unchecked_transaction()?;
            let query = format!(
                "select {COLUMNS}, r.slug, r.name from mentions n join messages m on m.id = n.message_id
                join accounts a on a.id = m.author_id join rooms r on r.id = m.room_id
                join memberships p on p.room_id = r.id and p.account_id = n.account_id
                where n.account_id = ?1 and n.message_id < ?2 and m.deleted_at is null
                    and r.deleted_at is null and r.kind <> 'direct'
                order by n.message_id desc limit ?3"
            );
            let mut statement = snapshot.prepare_cached(&query)?;
            let values = (person.0, before.map_or(i64::MAX, |id| id.0), size.saturating_add(1));
            let rows = statement
                .query_map(values, |row| Ok((from_row(row)?, (slug_of(row)?, row.get::<_, String>("name")?))))?;
            let (found, rooms): (Vec<_>, Vec<_>) = rows.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
            let mut mentions: Vec<Bookmark> = complete(&snapshot, found)?
                .into_iter()
                .zip(rooms)
                .map(|(message, (slug, room))| Bookmark { message, slug, room })
                .collect();
            let more = mentions.len() > size as usize;
            mentions.truncate(size as usize);
            Ok((mentions, more))
        })
        .await
    }

    pub(crate) async fn first_unread_messages(
        &self,
        room: RoomId,
        read: ChangeNumber,
        person: AccountId,
        most: u32,
    ) -> Result<Vec<Message>, Error> {
        self.read(move |db| {
            let snapshot = db.unchecked_transaction()?;
            let query = format!(
                "select {COLUMNS} from messages m join accounts a on a.id = m.author_id
                where m.room_id = ?1 and m.latest_change > ?2 and m.created_change > ?2 and m.author_id <> ?3
                    and m.deleted_at is null
                order by m.id limit ?4"
            );
            let mut statement = snapshot.prepare_cached(&query)?;
            let found =
                statement.query_map((room.0, read.0, person.0, most), from_row)?.collect::<Result<Vec<_>, _>>()?;
            Ok(complete(&snapshot, found)?)
        })
        .await
    }
}

impl Sqlite {
    pub(crate) async fn mark_all_read(&self, person: AccountId) -> Result<u32, Error> {
        let write = move |db: &rusqlite::Connection| {
            db.prepare_cached("delete from read_undo where account_id = ?1")?.execute([person.0])?;
            let note = "insert into read_undo (account_id, room_id, read_change, marked_change)
                select m.account_id, m.room_id, m.read_change, r.posted_change
                from memberships m join rooms r on r.id = m.room_id
                where m.account_id = ?1 and m.read_change < r.posted_change and r.deleted_at is null";
            let count = db.prepare_cached(note)?.execute([person.0])?;
            let update = "update memberships set read_change = u.marked_change from read_undo u
                where u.account_id = ?1 and memberships.account_id = ?1 and memberships.room_id = u.room_id";
            db.prepare_cached(update)?.execute([person.0])?;
            let value = u32::try_from(count).unwrap_or(u32::MAX);
            Ok(Committed { value, notices: vec![Notice::MarksChanged(person)] })
        };
        self.writer.write_noticed(Some(person), write).await
    }

    pub(crate) async fn undo_mark_all_read(&self, person: AccountId) -> Result<(), Error> {
        let write = move |db: &rusqlite::Connection| {
            let update = "update memberships set read_change = u.read_change from read_undo u
                where u.account_id = ?1 and memberships.account_id = ?1 and memberships.room_id = u.room_id
                    and memberships.read_change = u.marked_change";
            db.prepare_cached(update)?.execute([person.0])?;
            db.prepare_cached("delete from read_undo where account_id = ?1")?.execute([person.0])?;
            Ok(Committed::notice(Notice::MarksChanged(person)))
        };
        self.writer.write_noticed(Some(person), write).await
    }
}
